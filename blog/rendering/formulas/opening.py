"""Opens a single box that is too wide for a narrow column: brackets, groups, words, fractions, cases, matrices."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from blog.rendering.formulas import grids
from blog.rendering.formulas.boxes import Box, base, space, stripped, width

Pieces = Callable[[Sequence[Box], float], list[list[Box]]]

HAN = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
WORDS = re.compile(
    rf"""
      [\s\u00a0]* [{HAN}] [，。、；：？！）」』】》〉”’]*  # one character, with the marks that may not begin a line
    | [\s\u00a0]* [^\s\u00a0{HAN}]+ [\s\u00a0]*
    | [\s\u00a0]+
    """,
    re.VERBOSE,
)
# Stretched to the height of its rows; the line keeps its thickness.
BRACE = (
    '<svg class="eq-brace" viewBox="0 0 10 100" preserveAspectRatio="none"><path vector-effect="non-scaling-stroke" '
    'd="M9 1C4 1 6 6 6 14V38C6 46 5 50 1 50C5 50 6 54 6 62V86C6 94 4 99 9 99"/></svg>'
)
BRACES = frozenset("{⎧⎨⎩")
NARROW_GAP = 0.22  # em at each side of a matrix's column; KaTeX's is 0.5


def opened(box: Box, limit: float, pieces: Pieces) -> list[list[Box]]:
    """The pieces that a box may be broken into, or a narrower box instead of it; nothing where neither can be had."""
    if box.children is None:
        return []
    if fraction := _halves(box):
        return [[_fraction(*fraction, limit, pieces)]]
    if len(box.children) == 2 and box.children[1].has("msupsub"):
        return _scripted(*box.children, limit, pieces)
    if box.has("minner"):
        return _bracket(box, limit, pieces)
    if box.has("text"):
        return [[box.with_children([word])] for word in _words(box.children)]
    if grids.is_group(box):
        return pieces(box.children, limit)
    return []


def _scripted(nucleus: Box, script: Box, limit: float, pieces: Pieces) -> list[list[Box]]:
    """A bracket with a script: that stays at the closing delimiter."""
    found = _bracket(nucleus, limit, pieces) if nucleus.has("minner") else []
    return [*found[:-1], [*found[-1], script]] if found else []


def _halves(box: Box) -> tuple[Sequence[Box], Sequence[Box]] | None:
    """Numerator and denominator of a fraction with a rule and without brackets of its own (no binomial)."""
    children = box.children or ()
    middle = [child for child in children if child.has("mfrac")]
    if (
        not box.has("mord")
        or len(middle) != 1
        or any(c.has("mopen", "mclose") and not c.has("nulldelimiter") for c in children)
    ):
        return None
    stack = grids.stacked(middle[0])
    if len(stack) != 3:
        return None
    denominator, _, numerator = stack
    return numerator, denominator


def _fraction(numerator: Sequence[Box], denominator: Sequence[Box], limit: float, pieces: Pieces) -> Box:
    """A fraction whose halves wrap like text, as the browser finds room."""
    halves = [pieces(half, limit) for half in (numerator, denominator)]
    written = [f'<span class="eq-half">{"".join(map(base, half))}</span>' for half in halves]
    return _flexible("eq-fraction", "".join(written), [piece for half in halves for piece in half])


def _flexible(name: str, content: str, inside: Sequence[Sequence[Box]]) -> Box:
    """A box that the browser sets as wide as it finds room, but not narrower than its widest piece."""
    widest = max((width(piece) for piece in inside), default=0)
    text = "".join(box.text for piece in inside for box in piece)
    return Box(f'<span class="{name}">{content}</span>', ("mord", "flexible"), widest, 0, 0, text)


def _bracket(box: Box, limit: float, pieces: Pieces) -> list[list[Box]]:
    """The inside of a bracket, its first and last piece with the delimiters, which keep their height."""
    if not box.children or not box.children[0].has("mopen"):
        return []
    opening, *inside, closing = box.children
    grid = grids.alone(inside)
    if grid is None:
        found = pieces(inside, limit)
    elif _is_list(grid):
        found = _cells(grid.rows[0], limit, pieces)
    elif (
        closing.has("nulldelimiter")
        and BRACES.intersection(opening.text)
        and (grid.is_aligned or len(grid.columns) == 2)
    ):
        return [[_cases(opening, grid, limit, pieces)]]
    else:
        return [[opening, *(_tight(child) for child in inside), closing]]
    if not found:
        return []
    found[0] = [opening, *found[0]]
    found[-1] = [*found[-1], closing]
    return found


def _is_list(grid: grids.Grid) -> bool:
    """Whether a table is a row vector. An empty cell could not be seen in a list."""
    return len(grid.rows) == 1 and all(stripped(cell) for cell in grid.rows[0])


def _cells(cells: Sequence[Sequence[Box]], limit: float, pieces: Pieces) -> list[list[Box]]:
    """A row vector as a list. Its gaps stay wide: `a` and `-b` in two cells must not look like `a-b` in one."""
    found: list[list[Box]] = []
    for cell in map(stripped, cells):
        inside = pieces(cell, limit) if width(cell) > limit else [cell]
        found += [*inside[:-1], [*inside[-1], space(grids.QUAD)]]
    found[-1].pop()
    return found


def _cases(opening: Box, grid: grids.Grid, limit: float, pieces: Pieces) -> Box:
    """Cases with each condition below its value; the brace is as tall as they become."""
    lines: list[tuple[str, list[list[Box]]]] = []
    for row in grid.rows:
        parts = grids.parts_of(grid, row)
        if width(whole := grids.joined(parts)) <= limit - 1:
            lines.append(("nl B0", [whole]))
            continue
        for index, part in enumerate(parts):
            is_condition = index > 0 and grid.columns[:2] != ("r", "l")
            lines.append(("nl B2" if is_condition else "nl B0", pieces(part, limit - 1 - 2 * is_condition)))
    written = "".join(f'<span class="{name}">{"".join(map(base, line))}</span>' for name, line in lines)
    inside = [piece for _, line in lines for piece in line]
    cases = _flexible("eq-cases", f'{BRACE}<span class="eq-rows">{written}</span>', inside)
    return replace(cases, text=opening.text + cases.text, width=cases.width + 1)


def _tight(box: Box) -> Box:
    """The same box with less room between the columns of the matrices in it."""
    if box.children is not None:
        return box.with_children([_tight(child) for child in box.children]) if _holds_gaps(box) else box
    if box.has("arraycolsep") and box.width > NARROW_GAP:
        return replace(box, markup=f'<span class="arraycolsep" style="width:{NARROW_GAP}em;"></span>', width=NARROW_GAP)
    return box


def _holds_gaps(box: Box) -> bool:
    return box.has("arraycolsep") or any(_holds_gaps(child) for child in box.children or ())


def _words(children: Sequence[Box]) -> list[Box]:
    """Each word and each Han character of a text as a box of its own."""
    words: list[Box] = []
    for child in children:
        inner = re.fullmatch(r"(?P<open><span[^>]*>)?(?P<text>[^<>]*)(?P<close></span>)?", child.markup)
        if child.children is not None or not inner or not child.text or child.is_space:
            words.append(child)
            continue
        for match in WORDS.finditer(child.text):
            share = child.width * len(match.group()) / len(child.text)
            markup = f"{inner['open'] or ''}{_escaped(match.group())}{inner['close'] or ''}"
            words.append(replace(child, markup=markup, text=match.group(), width=share))
    return words


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
