"""Reads and writes lists of tags as Chinese and English authors type them, makes a tag's slug and finds its letter."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

from django.utils.text import slugify

SEPARATORS = re.compile(r"[,，、;；\n]+")
# GB/T 2312-1980 stands its 3,755 more frequent characters in the order of their readings: here is each letter's first.
LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
FIRST_CHARACTERS = [character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
LAST_CHARACTER = "座".encode("gb2312")
# Of the others, which stand by radicals, those that names of subjects begin with.
RARER = {"斐": "F", "彗": "H", "伽": "J", "熵": "S", "鞅": "Y", "幺": "Y", "弈": "Y", "瑜": "Y"}
NO_LETTER = "#"


def parse_tags(text: str) -> list[str]:
    """Names of tags in the order typed, each once; for django-taggit's TAGGIT_TAGS_FROM_STRING.

    >>> parse_tags("数学，编程、随笔; machine learning, Ｃ＋＋, c++")
    ['数学', '编程', '随笔', 'machine learning', 'C++']
    """
    names: dict[str, str] = {}
    for part in SEPARATORS.split(text or ""):
        name = normalized(part)
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


def join_tags(tags: Iterable[object]) -> str:
    """The names of tags as one text that `parse_tags` reads back; for TAGGIT_STRING_FROM_TAGS."""
    return ", ".join(sorted(getattr(tag, "name", str(tag)) for tag in tags))


def normalized(name: str) -> str:
    """A tag's name in Unicode's compatibility form (full-width letters become ASCII), with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def folded(name: str) -> str:
    """The key by which two spellings are the same tag.

    >>> folded("Ｐython") == folded("PYTHON")
    True
    """
    return normalized(name).casefold()


def tag_slug(name: str) -> str:
    """A slug that tells C, C++, C# and .NET apart and keeps Chinese; empty where the name has no letter or digit.

    >>> [tag_slug(name) for name in ("C", "C++", "C#", ".NET", "Node.js", "最小二乘 法", "***")]
    ['c', 'c-plus-plus', 'c-sharp', 'dot-net', 'node-js', '最小二乘-法', '']
    """
    text = normalized(name).replace("+", "-plus").replace("#", "-sharp")
    text = re.sub(r"^\.", "dot-", text).replace(".", "-")
    return slugify(text, allow_unicode=True)


def letter(name: str) -> str:
    """The letter that a name stands under in an index: a Han character's is that of its usual reading.

    >>> [letter(name) for name in ("概率", "Python", "étale", "熵", "2-范畴", "β")]
    ['G', 'P', 'E', 'S', '#', '#']
    """
    first = unicodedata.normalize("NFD", name)[:1].upper()
    if "A" <= first <= "Z":
        return first
    place = first.encode("gb2312", "ignore")
    if FIRST_CHARACTERS[0] <= place <= LAST_CHARACTER:
        return LETTERS[bisect_right(FIRST_CHARACTERS, place) - 1]
    return RARER.get(first, NO_LETTER)


def index_key(name: str) -> tuple[bool, str, bytes]:
    """What an index sorts names by: letters first, in each Latin before Han, and Han by its reading.

    >>> sorted(["组合", "Zorn", "zeta", "2-范畴", "概率"], key=index_key)
    ['概率', 'zeta', 'Zorn', '组合', '2-范畴']
    """
    under = letter(name)
    return under == NO_LETTER, under, name.casefold().encode("gb18030", "replace")
