"""Reads and writes lists of tags as Chinese and English authors type them, and makes a tag's slug."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

SEPARATORS = re.compile(r"[,，、;；\n]+")


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
