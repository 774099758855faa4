"""Everything about formulas: where they are, what their numbers and labels are, how KaTeX draws them."""
