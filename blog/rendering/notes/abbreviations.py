"""Says what each abbreviation means, wherever it stands in running text.

Python-Markdown's extension wants white space or a mark around an abbreviation, so it finds none beside a Chinese
character, and it goes over the text once for each. Here one pattern, in which names share their beginnings, goes over
it once.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from os.path import commonprefix
from xml.etree.ElementTree import Element

from blog.rendering import limits, tree
from blog.rendering.draft import Draft
from blog.rendering.line_breaks import WIDE
from blog.rendering.pieces import Abbreviation

LETTER = rf"[^\W{WIDE}]"  # of a script that parts words by spaces; an abbreviation does not stand inside such a word
LETTERS = re.compile(LETTER)
VERBATIM = {"abbr", "code", "pre", "kbd", "samp", tree.SLOT}


def expand(draft: Draft) -> None:
    """Put `<abbr title>` around each abbreviation that the text defines; of two definitions the first counts."""
    defined: dict[str, Abbreviation] = {}
    for piece in draft.slots.pieces:
        if isinstance(piece, Abbreviation):
            defined.setdefault(piece.name, piece)
    if not defined:
        return
    expansion = _Expansion({name: piece.meaning for name, piece in defined.items()})
    expansion.visit(draft.root)
    for piece in draft.slots.pieces:
        if isinstance(piece, Abbreviation) and (piece.name not in expansion.used or piece is not defined[piece.name]):
            draft.warn("unused-abbreviation", piece.start, excerpt=piece.name)


class _Expansion:
    """Goes through a tree with what the abbreviations mean; `used` holds those that it has met."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings
        self.used: set[str] = set()
        self.length = 0  # of all titles so far
        self._pattern = pattern_of(meanings)

    def visit(self, parent: Element) -> None:
        if parent.tag in VERBATIM or parent.get("class") == "tex-error":
            return
        children = list(parent)
        items = self._parts(parent.text)
        for child in children:
            self.visit(child)
            tail, child.tail = child.tail, None
            items += [child, *self._parts(tail)]
        parent.text, parent[:] = None, []
        for item in items:
            tree.append(parent, item)

    def _parts(self, text: str | None) -> list[Element | str]:
        parts: list[Element | str] = []
        position = 0
        for match in self._pattern.finditer(text or ""):
            name = match.group()
            self.used.add(name)
            self.length += len(self.meanings[name])
            limits.refuse_long(self.length)
            abbreviation = Element("abbr", {"title": self.meanings[name]})
            abbreviation.text = name
            parts += [(text or "")[position : match.start()], abbreviation]
            position = match.end()
        return [*parts, (text or "")[position:]]


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some names, the longest first, that is no slower for there being many of them.

    >>> pattern_of(["GAN", "WGAN", "GAN-GP"]).findall("训练GAN时用GAN-GP，WGAN；不是 GANs")
    ['GAN', 'GAN-GP', 'WGAN']
    """
    inside_words = [name for name in names if not LETTERS.match(name)]
    words = [name for name in names if LETTERS.match(name)]
    parts = [f"(?<!{LETTER}){_alternation(words)}"] * bool(words) + [_alternation(inside_words)] * bool(inside_words)
    return re.compile("|".join(parts))


def _alternation(names: list[str], before: str = "") -> str:
    """A pattern for names that begin alike; what they share is written once."""
    branches = []
    for first, those in groupby(sorted(names), key=lambda name: name[:1]):
        if first:
            rests = list(those)
            shared = commonprefix(rests)  # noqa: RUF071 - of names, not of paths
            rest = _alternation([name[len(shared) :] for name in rests], shared[-1])
            branches.append(re.escape(shared) + rest)
    if "" in names:
        branches.append(f"(?!{LETTER})" if LETTERS.match(before) else "")
    return f"(?:{'|'.join(branches)})"
