"""Classes that say how wide a formula is, and below which width of its column it folds; sizes in em."""

import math
from collections.abc import Iterator

FINEST, LARGEST = 40, 120  # steps of a half up to the first, of one up to the second
NARROWEST_FOLD, WIDEST_COLUMN = 18, 60  # of the column; a display that is wider yet folds in every column

NEEDS = (("N", "need"), ("M", "folded"), ("O", "own"))  # whole, with its lines folded, of a single line or box
# What a folded display inherits; `static/css/formulas.css` makes lines of it.
FOLDED = (
    "--size:var(--folded);--largest:1em;--wide:none;--narrow:block;--line-box:flex;--fold:1;--beside:none;"
    "--whole-line:auto"
)


def size_class(letter: str, size: float) -> str:
    """A size as a class, rounded up.

    >>> size_class("N", 12.2), size_class("N", 12.6), size_class("M", 57.3), size_class("O", 900)
    ('N12h', 'N13', 'M58', 'O120')
    """
    halves = math.ceil(size * 2) if size <= FINEST else 2 * math.ceil(min(size, LARGEST))
    return f"{letter}{halves // 2}{'h' if halves % 2 else ''}"


def fold_class(width: float) -> str:
    """The class of a display that folds in columns up to a width.

    >>> fold_class(21.4), fold_class(300)
    ('F22', 'F60')
    """
    return f"F{min(math.ceil(width), WIDEST_COLUMN)}"


def size_rules() -> Iterator[str]:
    """The rules of all these classes."""
    sizes = [half / 2 for half in range(2 * FINEST + 1)] + [float(size) for size in range(FINEST + 1, LARGEST + 1)]
    for letter, name in NEEDS:
        yield from (f".{size_class(letter, size)}{{--{name}:{size:g}}}" for size in sizes)
    for width in range(NARROWEST_FOLD, WIDEST_COLUMN + 1):
        yield f"@container (max-width:{width}em){{.{fold_class(width)}>*{{{FOLDED}}}}}"
