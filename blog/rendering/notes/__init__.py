"""What stands beside the text: footnotes, side notes, abbreviations, boxes."""
