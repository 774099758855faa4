r"""Puts braces around arguments that authors leave without: `x_\max`, `\frac{a}\sqrt b`, `\text{argmax}\limits_x`.

MathJax reads them so; KaTeX wants a group where an argument is a command with arguments of its own.
"""

import re
from collections.abc import Iterator, Mapping

from blog.rendering.formulas.dialect.reading import Edit, Reading

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
    mathop operatorname operatorname* operatornamewithlimits limits nolimits displaylimits"""
WITH_LIMITS = frozenset(OPERATORS.split())
SWITCHES = {"color", "rm", "bf", "it", "sf", "tt", "cal"}  # to the end of their group; with arguments only as a script
HEAD = re.compile(r"(?P<script>[_^])|\\(?P<name>[A-Za-z]+\*?|.)", re.DOTALL)
COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+\*?|.)", re.DOTALL)
LIMITS = re.compile(r"\s*\\(?P<no>no)?limits(?![A-Za-z])")
AT_THE_SIDE = {"mathop": r"\mathop@fixed", "operatorname*": r"\operatorname"}  # KaTeX passes over \nolimits here


def edits(reading: Reading, known: Mapping[str, int]) -> list[Edit]:
    r"""The braces that are missing.

    Args:
        known: of commands that the author defined, the number of arguments.

    >>> from blog.rendering.formulas.dialect.reading import edited, read
    >>> from blog.rendering.pieces import Mapped
    >>> tex = r"x_\max \frac{a}\sqrt\hat b"
    >>> edited(Mapped.of(tex, 0), edits(read(tex), {})).text
    'x_{\\max} \\frac{a}{\\sqrt{\\hat b}}'
    """
    found = list(_around_arguments(reading, known))
    return [*found, *_before_limits(reading)] if r"limits" in reading.text else found


def _around_arguments(reading: Reading, known: Mapping[str, int]) -> Iterator[Edit]:
    ends = _ends_of_commands(reading, {**COUNTS, **known})
    for match in HEAD.finditer(reading.text):
        if not reading.is_math(match.start()):
            continue
        name = match["name"]
        count = 1 if match["script"] else 0 if name in known or name in SWITCHES else COUNTS.get(name, 0)
        position = match.end()
        for _ in range(count):
            start = reading.skip_space(position)
            if end := ends.get(start):
                yield start, start, "{"
                yield end, end, "}"
            group = reading.group(position)
            if not (end or group):
                break
            position = end or (group.after if group else position)


def _ends_of_commands(reading: Reading, counts: Mapping[str, int]) -> dict[int, int]:
    r"""Where each command that needs braces ends with its arguments, by its beginning; `\left` and environments, too.

    From right to left, so that the ends of arguments are known: commands may be each other's arguments to any depth.
    """
    ends: dict[int, int] = {}
    closings: list[int] = []
    for match in reversed(list(COMMAND.finditer(reading.text))):
        name, position = match["name"], match.end()
        if name in {"right", "end"}:
            group = reading.group(position)
            closings.append(group.after if group else 0)
        elif name in {"left", "begin"}:
            end = closings.pop() if closings else 0
            ends.update({match.start(): end} if end else {})
            continue
        if name.endswith("*") and name not in counts:
            name, position = name[:-1], position - 1
        if name in counts and (end := _behind_arguments(reading, position, counts[name], ends)):
            ends[match.start()] = end
    return ends


def _behind_arguments(reading: Reading, position: int, count: int, ends: Mapping[int, int]) -> int:
    """Where so many arguments end; 0 where there are fewer."""
    option = reading.option(position) if count else None
    position = option[1] if option else position
    for _ in range(count):
        group = reading.group(position)
        if group is None:
            return 0
        position = ends.get(reading.skip_space(position)) or group.after
    return position


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
    match = COMMAND.match(text, begin, stop) if begin >= 0 else None
    return (begin, match["name"]) if match and match.end() == stop else (-1, "")
