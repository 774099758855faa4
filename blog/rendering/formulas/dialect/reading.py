"""Reads a formula once for all rewriting: where braces pair, and what is mathematics, text, or nobody's business."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from blog.rendering.pieces import Mapped, join, standing_at

MATH, TEXT, OPAQUE, COMMENT = "m", "t", "o", "c"

PIECE = re.compile(
    r"""
      (?P<verb>\\verb\*?(?P<bar>[^A-Za-z\s*]).*?(?P=bar))
    | (?P<command>\\(?:[A-Za-z@]+\*?|.))
    | (?P<open>\{) | (?P<close>\}) | (?P<dollar>\$) | (?P<option>\[[^\][{}\\]*\])
    | (?P<comment>%[^\n]*(?:\n[ \t]*)?)
    | (?P<space>\s+)
    | (?P<other>[^\\{}$\[\s%]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# What the arguments of a command hold, one letter each; those of all others are mathematics like what stands around.
TEXTS = """text textrm textbf textit texttt textsf textnormal textup textmd textsc textsl emph mbox hbox fbox framebox
    makebox intertext shortintertext tag tag* textsuperscript textsubscript qq"""
NAMES = "label ref eqref ce pu begin end color textcolor require unicode class style cssId si unit num ang"
ARGUMENTS = {
    **dict.fromkeys(TEXTS.split(), TEXT),
    **dict.fromkeys(NAMES.split(), OPAQUE),
    "ensuremath": MATH,
    "colorbox": OPAQUE + TEXT,
    "fcolorbox": OPAQUE + OPAQUE + TEXT,
    "raisebox": OPAQUE + TEXT,
    "parbox": OPAQUE + TEXT,
    "definecolor": OPAQUE * 3,
    "SI": OPAQUE * 2,
    "SIrange": OPAQUE * 3,
    "qtyrange": OPAQUE * 3,
}
SPACES = re.compile(r"\s*")
OPTION = re.compile(r"\s*\[(?P<inside>[^\[\]]*)\]")
COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)


@dataclass(frozen=True)
class Group:
    """An argument: where its inside begins and ends, and where the text goes on behind it."""

    start: int
    stop: int
    after: int
    is_braced: bool


@dataclass(frozen=True)
class Reading:
    """A formula with its pairs of braces, by the place of the opening one, and the mode of each character."""

    text: str
    closings: Mapping[int, int]
    modes: str

    def is_math(self, position: int) -> bool:
        return self.modes[position : position + 1] == MATH

    def group(self, position: int) -> Group | None:
        """The argument that begins at `position`, white space passed over: a group, a command or a character."""
        start = self.skip_space(position)
        if start >= len(self.text) or self.text[start] == "}":
            return None
        if self.text[start] == "{":
            closing = self.closings.get(start)
            return None if closing is None else Group(start + 1, closing, closing + 1, is_braced=True)
        command = COMMAND.match(self.text, start)
        stop = command.end() if command else start + 1
        return Group(start, stop, stop, is_braced=False)

    def groups(self, position: int, count: int) -> list[Group] | None:
        """So many arguments one behind the other; None when there are fewer."""
        found: list[Group] = []
        for _ in range(count):
            group = self.group(found[-1].after if found else position)
            if group is None:
                return None
            found.append(group)
        return found

    def option(self, position: int) -> tuple[str, int] | None:
        """What stands in the square brackets at `position`, and where they end."""
        match = OPTION.match(self.text, position)
        return (match["inside"], match.end()) if match else None

    def skip_space(self, position: int) -> int:
        match = SPACES.match(self.text, position)
        return match.end() if match else position

    def inside(self, group: Group) -> str:
        return self.text[group.start : group.stop]


@dataclass
class _State:
    """Where reading has come to: the mode, what the next arguments hold, and the braces that are open."""

    mode: str = MATH
    expected: str = ""
    in_dollars: bool = False
    opened: list[tuple[int, str, str, bool]] = field(default_factory=list)


def read(text: str) -> Reading:
    r"""Read a formula. A percent sign in `\text` begins no comment when the text ends in its line: MathJax draws it.

    >>> reading = read(r"a\text{b $c$}d")
    >>> reading.modes, dict(reading.closings)
    ('mmmmmmmtttmtmm', {6: 12})
    >>> read("a%b").modes, read(r"\text{5%}").modes
    ('mcc', 'mmmmmmttm')
    """
    state, closings, modes = _State(), dict[int, int](), list[str]()
    position = 0
    while match := PIECE.match(text, position):
        kind, position = match.lastgroup or "other", match.end()
        if kind == "comment" and state.mode != MATH and (state.mode == OPAQUE or "}" in match.group()):
            kind, position = "other", match.start() + 1
        if kind == "close" and state.opened:
            closings[state.opened[-1][0]] = match.start()
            _, state.mode, state.expected, state.in_dollars = state.opened.pop()
        modes.append(_mode(state, kind) * (position - match.start()))
        _go_on(state, kind, match)
    return Reading(text, closings, "".join(modes))


def _mode(state: _State, kind: str) -> str:
    if kind in {"verb", "comment"}:
        return OPAQUE if kind == "verb" else COMMENT
    return TEXT if kind == "dollar" and state.in_dollars else state.mode


def _go_on(state: _State, kind: str, match: re.Match[str]) -> None:
    """What holds behind a piece."""
    if kind == "open":
        state.opened.append((match.start(), state.mode, state.expected[1:], state.in_dollars))
        state.mode, state.expected = state.expected[:1] or state.mode, ""
    elif kind == "dollar" and _mode(state, kind) == TEXT:
        state.in_dollars = not state.in_dollars
        state.mode = MATH if state.in_dollars else TEXT
    elif kind == "command":
        state.expected = "" if state.mode == OPAQUE else ARGUMENTS.get(match.group()[1:], "")
    elif kind not in {"space", "option", "close", "comment"}:
        state.expected = ""


Edit = tuple[int, int, str]


def edited(tex: Mapped, edits: Iterable[Edit]) -> Mapped:
    """The TeX with pieces replaced: start, stop, new text. At one place, what was named last closes first.

    >>> edited(Mapped.of("abc", 10), [(1, 2, "{{"), (3, 3, "}^2"), (3, 3, "}")]).text
    'a{{c}}^2'
    """
    parts, position = list[Mapped](), 0
    for start, stop, text in _in_order(edits):
        if start < position:
            continue  # inside a piece that is replaced as a whole
        parts += [tex[position:start], standing_at(text, tex.origin(start))]
        position = stop
    return join([*parts, tex[position:]]) if parts else tex


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """By place; where one piece closes and another opens, the closing first; inner pieces close before outer ones."""
    counted = sorted(enumerate(edits), key=lambda pair: (*pair[1][:2], not pair[1][2].startswith("}"), -pair[0]))
    return [edit for _, edit in counted]
