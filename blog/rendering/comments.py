"""Takes comments out of a source that readers may open: what an author said to himself is on no page either."""

import re

from blog.rendering.code import fences
from blog.rendering.scanning import EXCERPT_END

MARK = re.compile(r"(?P<ticks>`+)|<!--")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def drop_comments(source: str) -> str:
    r"""A Markdown source without HTML comments, save the end of the excerpt; code stays as it is.

    >>> drop_comments("a <!-- TODO -->b `<!-- c -->`\n<!-- more -->")
    'a b `<!-- c -->`\n<!-- more -->'
    """
    parts, position = [], 0
    for fence in [*fences.find(source), None]:
        stop = fence.start if fence else len(source)
        parts.append(_without_comments(source[position:stop]) if position < stop else "")
        parts.append(source[max(stop, position) : fence.stop] if fence else "")
        position = max(position, fence.stop) if fence else stop
    return "".join(parts)


def _without_comments(prose: str) -> str:
    kept, position = [], 0
    while mark := MARK.search(prose, position):
        kept.append(prose[position : mark.start()])
        if mark["ticks"]:
            position = _code_end(prose, mark)
            kept.append(prose[mark.start() : position])
            continue
        if excerpt_end := EXCERPT_END.match(prose, mark.start()):
            kept.append(excerpt_end[0])
            position = excerpt_end.end()
            continue
        end = prose.find("-->", mark.end())
        if end < 0:  # no comment at all, nor any later one
            position = mark.start()
            break
        position = end + len("-->")
    return "".join([*kept, prose[position:]])


def _code_end(prose: str, opening: re.Match[str]) -> int:
    """Where a code span ends, which ends with its paragraph at the latest; the end of its ticks if it is none."""
    paragraph = PARAGRAPH_END.search(prose, opening.end())
    closing = re.compile(rf"(?<!`){opening['ticks']}(?!`)")
    found = closing.search(prose, opening.end(), paragraph.start() if paragraph else len(prose))
    return found.end() if found else opening.end()
