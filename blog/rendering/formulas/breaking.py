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
# A fraction that waits for what it is applied to; KaTeX writes its denominator first.
DERIVATIVE = re.compile(r"[dD∂].*[dD∂]\d?")
SCRAP, WITH_SCRAP = 1.7, 3.5  # em: π/2, −1, x₁; and with what stands before it
GAP = 0.24  # em; a narrower space, as before dx or a unit, keeps together what it stands between
# Where words may begin or end a line: at a blank, at a Han character, after a mark.
WORDS_BEGIN = re.compile(r"[\s\u00a0\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]")
WORDS_END = re.compile(r"[\s\u00a0\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff,.;:，。、；：！？]$")
CLOSING = tuple("，。、；：？！）」』】》〉”’,.;:?!)")  # never begin a line
DEEPEST = 12  # brackets in brackets; each level costs another look at all that it holds

Piece = list[Box]


def pieces(boxes: Sequence[Box], limit: float) -> list[Piece]:
    """The pieces into which a formula may be broken, each at most `limit` em wide where that can be had."""
    return [piece for chunk in _split(boxes, _outer_break) for piece in _finer(chunk, limit)]


def inline_pieces(bases: Sequence[Box], limit: float) -> list[Piece]:
    """The pieces of a formula in running text: KaTeX's own, which end after relations and operators, and finer ones.

    They also end after commas and semicolons, and within brackets where a piece is wider than `limit`.
    """
    found: list[Piece] = []
    for part in bases:
        boxes = [child for child in part.children or () if not child.has("katex-strut")]
        found += [piece for chunk in _split(boxes, _after_comma) for piece in _finer(chunk, limit)]
    if ends_in_scrap([width(stripped(piece)) for piece in found[-2:]]):
        found[-2:] = [[*found[-2], *found[-1]]]
    return found


def ends_in_scrap(widths: Sequence[float]) -> bool:
    """Whether the last of some pieces, such as the 1 of n ≥ 1, would look lost on a line, and goes with the one before.

    Both together are no long piece: Firefox does not always end a line before the last one.

    Args:
        widths: of the pieces, em.
    """
    return len(widths) > 1 and widths[-1] <= SCRAP and sum(widths[-2:]) <= WITH_SCRAP


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
    if max(depths(chunk)) > DEEPEST:
        return []
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
    has_begun = False
    for index, (box, level) in enumerate(zip(boxes, depths(boxes), strict=True)):
        if level <= 0 and has_begun and not box.is_space and is_break(boxes, index):
            parts.append([])
        parts[-1].append(box)
        has_begun = has_begun or not box.is_space
    return [part for part in parts if part]


def _before(boxes: Sequence[Box], index: int) -> Box:
    while boxes[index - 1].is_space:
        index -= 1
    return boxes[index - 1]


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
    return _is_beside_words(boxes, index)


def _is_beside_words(boxes: Sequence[Box], index: int) -> bool:
    r"""Whether words end or begin here: not in `5\text{ms}` nor in `\text{softmax}(x)`."""
    box, before = boxes[index], _before(boxes, index)
    if not (_is_wording(box) or _is_wording(before)):
        return False
    if _is_wording(box) and WORDS_BEGIN.match(box.text):
        return True
    if _is_wording(before) and WORDS_END.search(before.text):
        return not box.text.startswith(CLOSING)
    return boxes[index - 1].is_space and boxes[index - 1].width > GAP


def _is_wording(box: Box) -> bool:
    return box.has("text") and len(box.text) > 1


def _operator_break(boxes: Sequence[Box], index: int) -> bool:
    return boxes[index].has("mbin") or (boxes[index - 1].width >= 1 and boxes[index - 1].is_space)


def _large_factor_break(boxes: Sequence[Box], index: int) -> bool:
    """Between factors of which one is more than a letter."""
    box, before = boxes[index], _before(boxes, index)
    if _holds_next(before) or box.has("mclose", "mrel", "mbin", "mpunct"):
        return False
    if _begins_with_bracket(box):
        return not _is_name(before)
    return before.has("mclose", "minner") or box.has("minner", "mop") or min(before.width, box.width) > 2


def _begins_with_bracket(box: Box) -> bool:
    first = box.children[0] if box.has("minner") and box.children else box
    return first.has("mopen") and not first.has("nulldelimiter")


def _is_name(box: Box) -> bool:
    """Whether a bracket behind it may hold what a function is applied to."""
    return box.has("mord") and not _is_fraction(box) and LETTER.match(box.text) is not None


def _is_fraction(box: Box) -> bool:
    return any(child.has("mfrac") for child in box.children or ())


def _factor_break(boxes: Sequence[Box], index: int) -> bool:
    box, before = boxes[index], _before(boxes, index)
    if _holds_next(before) or not box.has("mord", "minner", "mop"):
        return False
    return not (before.text.isdigit() and box.text.isdigit())


def _holds_next(box: Box) -> bool:
    """Whether a line may not end behind a box: an operator waits for what it is applied to."""
    if _is_fraction(box):
        return DERIVATIVE.fullmatch(box.text.replace("\u200b", "")) is not None
    return box.has("mop", "mopen", "mrel", "mbin") or box.text[:1] in HELD
