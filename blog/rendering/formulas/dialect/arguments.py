r"""Puts braces around arguments that authors leave without: `x_\max`, `\frac{a}\sqrt b`, `\text{argmax}\limits_x`.

MathJax reads them so; KaTeX wants a group where an argument is a command with arguments of its own.
"""

import re
from collections.abc import Iterator, Mapping

from blog.rendering.formulas.dialect.reading import Edit, Group, Reading

# By number of arguments; an option in square brackets may stand before them.
BY_COUNT = {
    0: """sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge max min sup inf lim
        limsup liminf argmax argmin arg log ln lg exp det dim ker gcd deg hom Pr sin cos tan cot sec csc sinh cosh tanh
        coth arcsin arccos arctan , : ; ! > quad qquad displaystyle textstyle scriptstyle scriptscriptstyle""",
    1: """boldsymbol bm pmb mathbf mathrm mathit mathsf mathtt mathcal mathfrak mathbb mathscr mathnormal mathds
        mathbbm bold Bbb operatorname operatorname* mathop mathrel mathbin mathord mathopen mathclose mathpunct
        mathinner sqrt hat widehat bar vec dot ddot dddot ddddot tilde widetilde widecheck check breve acute grave
        mathring overline underline overbrace underbrace overbracket underbracket overparen underparen overgroup
        undergroup overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow text textrm textbf
        textit texttt textsf textnormal mbox hbox phantom hphantom vphantom smash cancel bcancel xcancel sout boxed not
        substack rm bf it sf tt cal symbf symbfit mathbfit xrightarrow xleftarrow xRightarrow xLeftarrow ce pu abs norm
        mathllap mathrlap mathclap""",
    2: """frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel textcolor color nicefrac sfrac cancelto
        colorbox raisebox""",
}
COUNTS = {name: count for count, names in BY_COUNT.items() for name in names.split()}
OPERATORS = """sum prod coprod int iint iiint iiiint idotsint oint oiint oiiint intop smallint ointop bigcup bigcap
    bigoplus bigotimes bigodot biguplus bigsqcup bigvee bigwedge max min sup inf lim limsup liminf argmax argmin plim
    varlimsup varliminf varinjlim varprojlim injlim projlim det gcd Pr arg log ln lg exp dim ker deg hom sin cos tan
    mathop operatorname operatorname* operatornamewithlimits"""
WITH_LIMITS = frozenset(OPERATORS.split())
SWITCHES = {"color", "rm", "bf", "it", "sf", "tt", "cal"}  # to the end of their group; with arguments only as a script
HEAD = re.compile(r"(?P<script>[_^])|\\(?P<name>[A-Za-z]+\*?|.)", re.DOTALL)
NAME = re.compile(r"\\(?P<name>[A-Za-z]+\*?|[,:;!>])")
DEPTH_LIMIT = 20  # of bare commands that are each other's arguments
LIMITS = re.compile(r"\s*\\(?P<no>no)?limits(?![A-Za-z])")
AT_THE_SIDE = {"mathop": r"\mathop@fixed", "operatorname*": r"\operatorname"}  # KaTeX passes over \nolimits here
FENCE = re.compile(r"\\(?:(?P<open>left(?![a-z])|begin(?![a-z]))|right(?![a-z])|end(?![a-z]))")


def edits(reading: Reading, known: Mapping[str, int]) -> list[Edit]:
    r"""The braces that are missing.

    Args:
        known: of commands that the author defined, the number of arguments; they count for scripts only.

    >>> from blog.rendering.formulas.dialect.reading import edited, read
    >>> from blog.rendering.pieces import Mapped
    >>> tex = r"x_\max \frac{a}\sqrt\hat b"
    >>> edited(Mapped.of(tex, 0), edits(read(tex), {})).text
    'x_{\\max} \\frac{a}{\\sqrt{\\hat b}}'
    """
    found = list(_around_arguments(reading, known))
    return [*found, *_before_limits(reading)] if r"limits" in reading.text else found


def _around_arguments(reading: Reading, known: Mapping[str, int]) -> Iterator[Edit]:
    for match in HEAD.finditer(reading.text):
        if not reading.is_math(match.start()):
            continue
        name = match["name"]
        counts = {**COUNTS, **known} if match["script"] else COUNTS
        count = 1 if match["script"] else 0 if name in known or name in SWITCHES else COUNTS.get(name, 0)
        position = match.end()
        for _ in range(count):
            end = _end_of_command(reading, position, counts)
            if end:
                start = reading.skip_space(position)
                yield start, start, "{"
                yield end, end, "}"
            group = reading.group(position)
            if not (end or group):
                break
            position = end or (group.after if group else position)


def _end_of_command(reading: Reading, position: int, counts: Mapping[str, int], depth: int = 0) -> int:
    """Where the bare command at `position` ends with all its arguments; 0 where none stands that needs braces."""
    start = reading.skip_space(position)
    if depth > DEPTH_LIMIT:
        return 0
    if fence := FENCE.match(reading.text, start):
        return _end_of_fence(reading, start) if fence["open"] else 0
    match = NAME.match(reading.text, start)
    name = match["name"] if match else ""
    if name.endswith("*") and name not in counts:
        name = name[:-1]
    if not match or name not in counts:
        return 0
    end = start + 1 + len(name)
    if option := reading.option(end) if counts[name] else None:
        end = option[1]
    for _ in range(counts[name]):
        group: Group | None = reading.group(end)
        end = _end_of_command(reading, end, counts, depth + 1) or (group.after if group else 0)
        if not end:
            return 0
    return end


def _end_of_fence(reading: Reading, start: int) -> int:
    r"""Where `\left(…\right)` or an environment ends."""
    depth = 0
    for match in FENCE.finditer(reading.text, start):
        depth += 1 if match["open"] else -1
        if depth == 0:
            behind = reading.group(match.end())
            return behind.after if behind else 0
    return 0


def _before_limits(reading: Reading) -> Iterator[Edit]:
    r"""Make an operator of what stands before `\limits` and is none."""
    openings = {closing: opening for opening, closing in reading.closings.items()}
    for match in LIMITS.finditer(reading.text):
        start, name = _atom_before(reading.text, match.start(), openings)
        if match["no"] and name in AT_THE_SIDE:
            yield start, start + 1 + len(name), AT_THE_SIDE[name]
        if 0 <= start < match.start() and name not in WITH_LIMITS and reading.is_math(start):
            yield start, start, r"\mathop{"
            yield match.start(), match.start(), "}"


def _atom_before(text: str, stop: int, openings: Mapping[int, int]) -> tuple[int, str]:
    """Where the atom that ends at `stop` begins, and its command."""
    start, groups = stop, 0
    while start - 1 in openings:
        start, groups = openings[start - 1], groups + 1
        begin, name = _command_before(text, start)
        if name:
            return begin, name
    if groups:
        return openings[stop - 1], ""
    begin, name = _command_before(text, stop)
    return (begin, name) if name else (stop - 1, "")


def _command_before(text: str, stop: int) -> tuple[int, str]:
    while stop and text[stop - 1].isspace():
        stop -= 1
    begin = text.rfind("\\", 0, stop)
    match = NAME.match(text, begin, stop) if begin >= 0 else None
    return (begin, match["name"]) if match and match.end() == stop else (-1, "")
