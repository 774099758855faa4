"""Says where formulas stand in a source; used before rendering, by what takes texts of other systems in."""

from blog.rendering import scanning
from blog.rendering.documents import RenderContext
from blog.rendering.draft import Draft


def formula_places(source: str) -> list[tuple[int, int]]:
    """Where each formula begins and ends, delimiters included, in the order of the source.

    Args:
        source: with line ends of one line feed each.

    >>> formula_places("a `$x$` $y$")
    [(8, 11)]
    """
    draft = Draft(RenderContext(), source)
    scanning.scan(draft)
    places: list[tuple[int, int]] = []
    for start, stop in sorted((formula.start, formula.stop) for formula in draft.formulas()):
        if not places or start >= places[-1][1]:  # what stands within another place was read twice
            places.append((start, stop))
    return places
