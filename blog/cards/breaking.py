"""Breaks a title into lines as a compositor would: balanced, no mark at a line's start, no Latin word cut."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str], float]

# JIS X 4051 and GB/T 15834: these never begin a line ...
CLOSING = "，。、；：？！）」』】》〉〕”’…—～·・ー々％,.;:?!)]}%‰°"
# ... and these never end one.
OPENING = "（「『【《〈〔“‘([{"
PIECE = re.compile(
    rf"""
    (?P<space>\s*)
    (?P<piece>
      [{re.escape(OPENING)}]*
      (?: [\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]
        | (?:(?![{re.escape(OPENING)}\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\S)+ | ) # a word, a formula
      (?: [{re.escape(CLOSING)}])*
    )
    """,
    re.VERBOSE,
)
IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What a break costs beside ragged lines, as the square of the share of a line left white: one inside a Chinese phrase
# may part a word, one before a particle does. Found by looking at forty titles.
WITHIN_PHRASE, BEFORE_PARTICLE = 0.05, 0.12
PARTICLES = frozenset("的了着过们吗呢吧地得")
ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """What no line may break; with the space before it, which vanishes at a break."""

    text: str
    space: str = ""


def pieces(title: str) -> list[Piece]:
    """The unbreakable pieces of a title.

    >>> [piece.text for piece in pieces("用“一个 loss”训练：GAN，好吗？")]
    ['用', '“一', '个', 'loss”', '训', '练：', 'GAN，', '好', '吗？']
    """
    found = (match for match in PIECE.finditer(title) if match["piece"])
    return [Piece(match["piece"], " " if match["space"] else "") for match in found]


@dataclass(frozen=True)
class Broken:
    """A title in lines."""

    lines: tuple[str, ...]
    is_whole: bool = True  # or cut, with an ellipsis
    parted: int = 0  # breaks inside a Chinese phrase, which may part a word


def break_lines(title: str, width: float, most: int, measure: Measure) -> Broken:
    """The fewest lines that hold a title, balanced.

    Args:
        width: of a line, in the unit of `measure`; a single word that is wider is cut.
        most: lines; what does not fit into them is an ellipsis.

    >>> break_lines("换一行不必重算：求逆引理的用法", 9, 4, len)
    Broken(lines=('换一行不必重算：', '求逆引理的用法'), is_whole=True, parted=0)
    >>> break_lines("a b c d e f", 3, 2, len)
    Broken(lines=('a b', 'c…'), is_whole=False, parted=0)
    """
    parts = [part for piece in pieces(title) for part in _fitting(piece, width, measure)]
    ends = _greedy(parts, width, measure)
    if len(ends) > most:
        starts = [0, *ends[: most - 1]]
        kept = [_line(parts[start:end]) for start, end in zip(starts, ends[: most - 1], strict=False)]
        return Broken((*kept, _cut(parts[starts[-1] :], width, measure)), is_whole=False)
    lines, breaks = _balanced(parts, len(ends), width, measure)
    return Broken(lines, parted=sum(_break_cost(parts, end) > 0 for end in breaks))


def _fitting(piece: Piece, width: float, measure: Measure) -> list[Piece]:
    if measure(piece.text) <= width:
        return [piece]
    return [Piece(character, piece.space * (index == 0)) for index, character in enumerate(piece.text)]


def _line(parts: list[Piece]) -> str:
    return "".join(part.space + part.text for part in parts).strip()


def _greedy(parts: list[Piece], width: float, measure: Measure) -> list[int]:
    """Where the lines end when each takes as much as it can."""
    ends, start = [], 0
    for index in range(1, len(parts) + 1):
        if index > start + 1 and measure(_line(parts[start:index])) > width:
            ends.append(index - 1)
            start = index - 1
    return [*ends, len(parts)] if parts else []


def _cut(parts: list[Piece], width: float, measure: Measure) -> str:
    """As much as fits before an ellipsis."""
    count = len(parts)
    while count > 1 and measure(_line(parts[:count]) + ELLIPSIS) > width:
        count -= 1
    return _line(parts[:count]).rstrip(CLOSING + OPENING + " ") + ELLIPSIS


def _balanced(
    parts: list[Piece], count: int, width: float, measure: Measure
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Of all ways to break into so many lines the one with the least white and the best breaks; where they are."""
    best: dict[int, tuple[float, tuple[str, ...], tuple[int, ...]]] = {0: (0.0, (), ())}
    for _ in range(count):
        reached: dict[int, tuple[float, tuple[str, ...], tuple[int, ...]]] = {}
        for start, (cost, lines, ends) in best.items():
            for end in range(start + 1, len(parts) + 1):
                line = _line(parts[start:end])
                white = 1 - measure(line) / width
                if white < 0 and end > start + 1:
                    break
                total = cost + white**2 + _break_cost(parts, end)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*lines, line), (*ends, end))
        best = reached
    return best[len(parts)][1:] if len(parts) in best else ((), ())


def _break_cost(parts: list[Piece], end: int) -> float:
    """What it costs to end a line before a piece."""
    if end == len(parts) or parts[end].space or not IDEOGRAPH.match(parts[end].text):
        return 0.0
    if parts[end].text[0] in PARTICLES:
        return BEFORE_PARTICLE
    return WITHIN_PHRASE if IDEOGRAPH.match(parts[end - 1].text[-1]) else 0.0
