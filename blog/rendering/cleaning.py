"""First stage: makes any text fit to be worked on, without changing what can be read in it."""

import re

from blog.rendering.documents import SIZE_LIMIT, RenderError
from blog.rendering.slots import RESERVED

# NUL and the other controls but tab and line feed, lone surrogates (no UTF-8 can hold them), noncharacters U+FFFE/F.
UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(source: str) -> str:
    r"""Unify line ends, drop what no page can hold and what the renderer keeps for itself.

    >>> clean("a\r\nb\x00\rc")
    'a\nb\nc'

    Raises:
        RenderError: the text is longer than `SIZE_LIMIT`.
    """
    refuse_too_long(source)
    return RESERVED.sub("", drop_unusable(source.removeprefix("\ufeff")))


def refuse_too_long(source: str) -> None:
    """Measure a text before anything is done with it.

    Raises:
        RenderError: the text is longer than `SIZE_LIMIT`.
    """
    if len(source) > SIZE_LIMIT or len(source.encode("utf-8", "surrogatepass")) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1024
        raise RenderError("too-long", f"The text is longer than {limit} kB. Divide it into several articles.", limit)


def drop_unusable(text: str) -> str:
    """The text without control characters (but tab and line ends), NUL and lone surrogates."""
    return UNUSABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
