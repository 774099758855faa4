"""Reads the names of authors and editors (by bibtexparser) and writes them as each kind of list wants them."""

import re
from dataclasses import dataclass

from blog.rendering.bibliography import wording

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LONGEST = 200  # characters of a name that is taken apart; a longer one is no name
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


@dataclass(frozen=True)
class Person:
    """A name; one that is not taken apart (a Chinese one, a body's) is all `family`."""

    family: str
    given: str = ""

    @property
    def family_first(self) -> str:
        """As GB/T 7714 has it: `Goodfellow I J`."""
        return f"{self.family} {' '.join(self._initials())}".strip()

    @property
    def given_first(self) -> str:
        """As IEEE has it: `I. J. Goodfellow`."""
        return f"{' '.join(f'{initial}.' for initial in self._initials())} {self.family}".strip()

    def _initials(self) -> list[str]:
        return [word[0] for word in re.split(r"[\s.\u00a0-]+", self.given) if word]


@dataclass(frozen=True)
class People:
    """Several persons, in order; `others` says that there were more."""

    persons: tuple[Person, ...] = ()
    others: bool = False

    @property
    def are_chinese(self) -> bool:
        """Whether the first is written in Han characters."""
        return bool(self.persons and HAN.search(self.persons[0].family))


def read(value: str) -> People:
    r"""The names of a BibTeX field, which `and` parts.

    >>> people = read("Goodfellow, Ian J. and 周志华 and {OpenAI} and others")
    >>> [(person.family, person.given) for person in people.persons], people.others
    ([('Goodfellow', 'Ian J.'), ('周志华', ''), ('OpenAI', '')], True)
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    names = [name for name in split_multiple_persons_names(value) if name.strip()]
    others = bool(names) and names[-1].strip().lower() == "others"
    return People(tuple(_person(name) for name in (names[:-1] if others else names)), others)


def _person(name: str) -> Person:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if len(name) > LONGEST:
        return Person(wording.plain(name))
    if HAN.search(name):
        family, comma, given = wording.plain(name).partition(",")
        return Person(f"{family.strip()}{given.strip()}" if comma else family)
    found = parse_single_name_into_parts(_balanced(name), strict=False)
    family = " ".join([*found.von, *found.last, *found.jr])
    return Person(wording.plain(family), wording.plain(" ".join(found.first)))


def _balanced(name: str) -> str:
    """The name without braces, where some have no partner."""
    depth = 0
    for match in BRACE.finditer(name):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth < 0:
            break
    return re.sub("[{}]", "", name) if depth else name
