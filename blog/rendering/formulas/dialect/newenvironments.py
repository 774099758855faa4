r"""Environments that an author defines become two commands: one for `\begin` with its arguments, one for `\end`."""

import re
from collections.abc import MutableSet

from blog.rendering.formulas.dialect.reading import Edit, Reading, edited, read
from blog.rendering.pieces import Mapped

DEFINITION = re.compile(
    r"\\(?:re)?newenvironment\*?\s*\{(?P<name>[^{}\\]+)\}(?P<options>(?:\s*\[[^\[\]]*\]){0,2})\s*(?=\{)"
)
MARK = re.compile(r"\\(?P<kind>begin|end)\s*\{(?P<name>[^{}\\]+)\}")


def rewrite(tex: Mapped, names: MutableSet[str]) -> Mapped:
    r"""Write definitions and uses of the author's environments as commands; `names` learns which there are.

    >>> rewrite(Mapped.of(r"\newenvironment{v}[1]{(#1}{)}\begin{v}{a}b\end{v}", 0), set()).text
    '\\newcommand{\\v@begin}[1]{(#1}\\newcommand{\\v@end}{)}\\v@begin {a}b\\v@end '
    """
    if "newenvironment" not in tex.text and not names:
        return tex
    reading = read(tex.text)
    found = [edit for match in DEFINITION.finditer(tex.text) for edit in _definition(reading, match, names)]
    found += [
        (*match.span(), f"\\{_command(match['name'])}@{match['kind']} ")
        for match in MARK.finditer(tex.text)
        if match["name"] in names
    ]
    return edited(tex, found)


def _definition(reading: Reading, match: re.Match[str], names: MutableSet[str]) -> list[Edit]:
    groups = reading.groups(match.end(), 2)
    if not groups or not all(group.is_braced for group in groups):
        return []
    names.add(match["name"])
    command = _command(match["name"])
    between = groups[0].after, groups[1].start - 1
    return [
        (match.start(), match.end(), rf"\newcommand{{\{command}@begin}}{match['options'].strip()}"),
        (*between, rf"\newcommand{{\{command}@end}}"),
    ]


def _command(name: str) -> str:
    """A name of letters only: `proof*2` becomes `proof@C`."""
    return "".join(sign if sign.isascii() and sign.isalpha() else "@" + chr(65 + ord(sign) % 26) for sign in name)
