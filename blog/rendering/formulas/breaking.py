"""Finds where a formula may be broken: from the outside in, and no finer than a narrow column needs.

Order of preference: before relations, before + and -, after commas, before words; then before other operators; then
between large factors; then inside the widest bracket, text or fraction; then between letters. A piece that fits is
never opened.
"""

import re
from collections.abc import Callable, Sequence

from blog.rendering.formulas.boxes import Box, depths, stripped, width
from blog.rendering.formulas.opening import opened

ADDITIVE = frozenset("+−-±∓⊕⊖")
COMMAS = frozenset(",;，；")
LETTER = re.compile(r"[^\W\d_]", re.UNICODE)
HELD = frozenset("dD∂∇δΔ∀∃¬") | ADDITIVE  # these go with what follows: dx, ∇f, -x

Piece = list[Box]


def pieces(boxes: Sequence[Box], limit: float) -> list[Piece]:
    """The pieces into which a formula may be broken, each at most `limit` em wide where that can be had."""
    return [piece for chunk in _split(boxes, _outer_break) for piece in _finer(chunk, limit)]


def inline_pieces(bases: Sequence[Box], limit: float) -> list[Piece]:
    """The pieces of a formula in running text: KaTeX's own, which end after relations and operators, and finer ones.

    They also end after commas and semicolons, and within brackets where a piece is wider than `limit`.
    """
    found = []
    for part in bases:
        boxes = [child for child in part.children or () if not child.has("katex-strut")]
        found += [piece for chunk in _split(boxes, _after_comma) for piece in _finer(chunk, limit)]
    return found


def too_wide(boxes: Sequence[Box], limit: float) -> bool:
    return width(stripped(boxes)) > limit


def _finer(chunk: Piece, limit: float) -> list[Piece]:
    if not too_wide(chunk, limit):
        return [chunk]
    for is_break in (_operator_break, _large_factor_break):
        parts = _split(chunk, is_break)
        if len(parts) > 1:
            return [piece for part in parts for piece in _finer(part, limit)]
    if inside := _opened_widest(chunk, limit):
        return inside
    parts = _split(chunk, _factor_break)
    return [chunk] if len(parts) == 1 else [piece for part in parts for piece in _finer(part, limit)]


def _opened_widest(chunk: Piece, limit: float) -> list[Piece]:
    """The chunk with its widest part opened; nothing where no part can be."""
    spans = sorted(_parts(chunk), key=lambda span: width(chunk[span[0] : span[1]]), reverse=True)
    for start, stop in spans[:3]:
        before, part, after = chunk[:start], chunk[start:stop], chunk[stop:]
        room = max(limit - width(before) - width(after), limit / 2)  # its neighbours stand on its first and last line
        if len(part) > 1:
            inside = _glued([part[0]], pieces(part[1:-1], room), [part[-1]])
        else:
            inside = opened(part[0], room, pieces)
        if len(inside) > 1 or (inside and inside != [part] and not too_wide(inside[0], limit)):
            return [piece for whole in _glued(before, inside, after) for piece in _again(whole, chunk, limit)]
    return []


def _again(piece: Piece, chunk: Piece, limit: float) -> list[Piece]:
    """What is still too wide once more, if it has become narrower."""
    return _finer(piece, limit) if width(piece) < width(chunk) - 0.01 else [piece]


def _glued(before: Piece, inside: list[Piece], after: Piece) -> list[Piece]:
    """The first piece with what comes before it, the last with what comes after."""
    if not inside:
        return [[*before, *after]]
    glued = [list(piece) for piece in inside]
    glued[0] = [*before, *glued[0]]
    glued[-1] = [*glued[-1], *after]
    return glued


def _parts(chunk: Piece) -> list[tuple[int, int]]:
    """The parts that may be opened: pairs of brackets with what they hold, and single boxes."""
    spans: list[tuple[int, int]] = []
    opened_at = None
    levels = depths(chunk)
    for index, (box, level) in enumerate(zip(chunk, levels, strict=True)):
        if level > 0:
            continue
        if box.has("mclose") and opened_at is not None:
            spans.append((opened_at, index + 1))
        elif box.children is not None and not box.has("mopen", "mclose"):
            spans.append((index, index + 1))
        opened_at = index if box.has("mopen") else None
    return spans


def _split(boxes: Sequence[Box], is_break: Callable[[Sequence[Box], int], bool]) -> list[Piece]:
    """Boxes divided before every one of the outermost level at which `is_break` allows it."""
    parts: list[Piece] = [[]]
    for index, (box, level) in enumerate(zip(boxes, depths(boxes), strict=True)):
        if level <= 0 and stripped(parts[-1]) and not box.is_space and is_break(boxes, index):
            parts.append([])
        parts[-1].append(box)
    return [part for part in parts if part]


def _before(boxes: Sequence[Box], index: int) -> Box:
    return next(box for box in reversed(boxes[:index]) if not box.is_space)


def _after_comma(boxes: Sequence[Box], index: int) -> bool:
    return _before(boxes, index).text in COMMAS and not boxes[index].has("mpunct")


def _outer_break(boxes: Sequence[Box], index: int) -> bool:
    box, before = boxes[index], _before(boxes, index)
    if box.has("mrel"):
        return not before.has("mrel", "mopen")
    if before.has("mpunct"):
        return before.text in COMMAS and not box.has("mpunct")
    if box.has("mbin"):
        return box.text in ADDITIVE
    if before.has("mopen", "mrel", "mbin") or box.has("mclose", "mpunct"):
        return False
    return _is_wording(box) or _is_wording(before)


def _is_wording(box: Box) -> bool:
    return box.has("text") and len(box.text) > 1


def _operator_break(boxes: Sequence[Box], index: int) -> bool:
    return boxes[index].has("mbin") or (boxes[index - 1].width >= 1 and boxes[index - 1].is_space)


def _large_factor_break(boxes: Sequence[Box], index: int) -> bool:
    """Between factors of which one is more than a letter."""
    box, before = boxes[index], _before(boxes, index)
    if _holds_next(before) or box.has("mclose", "mrel", "mbin", "mpunct"):
        return False
    if box.has("mopen"):
        return not before.has("mord") or not LETTER.match(before.text)
    return before.has("mclose", "minner") or box.has("minner", "mop") or min(before.width, box.width) > 2


def _factor_break(boxes: Sequence[Box], index: int) -> bool:
    box, before = boxes[index], _before(boxes, index)
    if _holds_next(before) or not box.has("mord", "minner", "mop"):
        return False
    return not (before.text.isdigit() and box.text.isdigit())


def _holds_next(box: Box) -> bool:
    """Whether a line may not end behind a box: an operator waits for what it is applied to."""
    return box.has("mop", "mopen", "mrel", "mbin") or box.text in HELD
