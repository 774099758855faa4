"""First stage for formulas: rewrites what TeX authors write and KaTeX does not understand; places stay known.

What a macro can say is in `dialect/predefined.tex`. Here is what has to be read: slips, definitions, colours, units,
options, environments.
"""

from dataclasses import dataclass, field

from blog.rendering.formulas.dialect import (
    arguments,
    colours,
    commands,
    environments,
    newenvironments,
    signs,
    units,
)
from blog.rendering.formulas.dialect.reading import edited, read
from blog.rendering.formulas.guards import LENGTH_LIMIT
from blog.rendering.formulas.macros import globalize
from blog.rendering.pieces import Mapped


@dataclass
class Dialect:
    """What an article has defined so far; it holds from the formula in which it stands to the article's end."""

    commands: dict[str, int] = field(default_factory=dict)  # the author's, with their number of arguments
    colours: dict[str, str] = field(default_factory=dict)  # by name, as six hexadecimal digits
    environments: set[str] = field(default_factory=set)

    def understand(self, tex: Mapped) -> Mapped:
        r"""A formula in words that KaTeX knows, without comments.

        >>> Dialect().understand(Mapped.of(r"x_\max＝\raise1pt\hbox{a_b} % c", 0)).text
        'x_{\\max}=\\raisebox{1pt}{\\hbox{a\\_b}} '
        """
        if len(tex.text) > LENGTH_LIMIT:
            return tex  # it is refused in any case
        tex = edited(tex, signs.edits(read(tex.text)))
        if "\\" not in tex.text:
            return tex
        tex = globalize(newenvironments.rewrite(tex, self.environments), self.commands)
        tex = edited(tex, environments.edits(read(tex.text)))
        reading, known = read(tex.text), self.commands
        found = [colours.edits(reading, self.colours), units.edits(reading, known), commands.edits(reading, known)]
        tex = edited(tex, [edit for edits in found for edit in edits])
        return edited(tex, arguments.edits(read(tex.text), known))


def site_macros(macros: str) -> str:
    """The site's definitions, which hold before an article's first formula, as KaTeX reads them."""
    return Dialect().understand(Mapped.of(macros, 0)).text
