"""Says in our forms what the tags of Hexo, the shortcodes of Hugo and the includes of Jekyll say.

Each is read by itself, since code may stand between the one that opens a box and the one that closes it.
"""

import re
from collections.abc import Mapping
from typing import Any

TAG = re.compile(
    r"""
    (?P<indent>^[ \t]*)?
    (?: \{%-?[ \t]* (?P<tag>\w+) (?P<rest>[^%\n]*?) -?%\}
      | \{\{[<%][ \t]* (?P<close>/?)[ \t]* (?P<code>[\w/-]+) (?P<parameters>(?:"[^"\n]*"|[^<>{}"])*+) [>%]\}\} )
    (?P<end>[ \t]*$)?
    """,
    re.MULTILINE | re.VERBOSE,
)
PARAMETER = re.compile(
    r"""
    (?:(?P<name>[\w-]+)[ \t]*=[ \t]*)?
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s"'`]+))
    """,
    re.VERBOSE,
)
# Boxes by what themes call their kinds; a kind that is not here is a note.
KINDS = {
    "tip": "tip",
    "success": "tip",
    "important": "important",
    "warning": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "bug": "caution",
}
BOXES = {"note", "admonition", "callout", "notice", "hint", "alert"}
FOLDED = {"details", "folding", "fold", "collapse", "expand"}
ROWS = {"grouppicture", "gp", "gallery"}  # pictures side by side
BARE = {"rawhtml", "raw-html", "math", "katex", "mathjax", "blogdown/postref"}  # only what they hold counts
PICTURES = {"figure", "image", "img", "asset_img"}
VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
}
LINKED = {"pdf": "PDF", "video": "Video"}  # alone on a line they become posters
TABS = {"tabs", "subtabs"}  # of NexT: each tab stands under its name, one after the other
TAB = re.compile(
    r"""
      ^[ \t]*<!--[ \t]*tab(?:[ \t]+(?P<name>[^\n]*?))?(?:@[\w-]+)?[ \t]*-->[ \t]*$
    | ^[ \t]*<!--[ \t]*endtab[ \t]*-->\n?
    """,
    re.MULTILINE | re.VERBOSE,
)
PAGE = re.compile(r"\{\{-?[ ]*page\.(?P<name>[\w-]+)[ ]*-?\}\}")
ADDRESS = re.compile(
    r"""
    \{\{[ ]*
    (?: site\.(?:baseurl|url)
      | (?P<quote>["'])(?P<path>[^"'{}\n]*)(?P=quote)[ ]*\|[ ]*(?:relative_url|absolute_url) )
    [ ]*\}\}
    """,
    re.VERBOSE,
)


def translate(prose: str, page: Mapping[str, Any] | None = None) -> str:
    r"""The tags that have a form here; others stay.

    Args:
        page: the front matter, for `{{ page.key }}`.

    >>> translate('{% note danger 小心 %}\n文\n{% endnote %}')
    '::: caution 小心\n文\n:::'
    >>> translate('{{< figure src="a.png" title="名" caption="说明" >}}')
    '![](a.png "名：说明")'
    """
    prose = ADDRESS.sub(lambda match: match["path"] or "", prose)
    texts = {name: value for name, value in (page or {}).items() if isinstance(value, str)}
    prose = PAGE.sub(lambda match: texts.get(match["name"], match[0]), prose)
    return TAB.sub(_tab, TAG.sub(_translated, prose))


def _translated(match: re.Match[str]) -> str:
    name = match["tag"] or match["code"]
    is_end = bool(match["close"]) or (bool(match["tag"]) and name.startswith("end"))
    name = name.removeprefix("end") if match["tag"] and is_end else name
    found = [
        (each["name"] or "", next(filter(None, each.group("double", "single", "tick", "bare")), ""))
        for each in PARAMETER.finditer(match["rest"] or (match["parameters"] or "").rstrip().removesuffix("/"))
    ]
    if name in BOXES | FOLDED | ROWS:
        return _on_lines_of_its_own(match, ":::" if is_end else _opening(name, found))
    if name in BARE | TABS:
        return ""
    said = None if is_end else _said(name, found)
    return match[0] if said is None else f"{match['indent'] or ''}{said}"


def _tab(match: re.Match[str]) -> str:
    name = (match["name"] or "").strip()
    return f"\n**{name}**\n" if name else ""


def _on_lines_of_its_own(match: re.Match[str], line: str) -> str:
    before = "" if match["indent"] is not None else "\n"
    return f"{before}{line}{'' if match['end'] is not None else chr(10)}"


def _opening(name: str, found: list[tuple[str, str]]) -> str:
    """The line that opens a box: its kind, and what else is said as its title."""
    named = {key: value for key, value in found if key}
    words = [value for key, value in found if not key and value not in {"true", "false", "no-icon"}]
    if name in ROWS:
        return "::: figure"
    if name in FOLDED:
        title = named.get("summary") or named.get("title") or " ".join(words)
        return f"::: details {title}".rstrip()
    kind = named.get("type") or named.get("class") or (words.pop(0) if words else "")
    title = named.get("title") or " ".join(words)
    return f"::: {KINDS.get(kind.lower(), 'note')} {title}".rstrip()


def _said(name: str, found: list[tuple[str, str]]) -> str | None:
    """A picture, a video or a link to a post as Markdown; nothing where the tag is not known."""
    named = {key: value for key, value in found if key}
    words = [value for key, value in found if not key]
    if name == "include" and words and "figure" in words[0]:
        words, name = words[1:], "figure"
    if name in PICTURES:
        return _picture(named, words)
    if name in VIDEOS and (number := named.get("id") or next(iter(words), "")):
        address = VIDEOS[name].format(number)
        return f"[{named.get('title') or address}]({address})"
    if name in LINKED and words:
        return f"[{LINKED[name]}]({words[0]})"
    if name == "post_link" and words:
        title = " ".join(word for word in words[1:] if word not in {"true", "false"})
        return f"[[{words[0]}{f'|{title}' if title else ''}]]"
    return None


def _picture(named: dict[str, str], words: list[str]) -> str | None:
    """A picture with its caption, under its title if it has both."""
    at = next((index for index, word in enumerate(words) if "." in word or "/" in word), None)
    source = named.get("src") or named.get("path") or named.get("image_path") or ("" if at is None else words[at])
    if not source:
        return None
    said = " ".join(word for word in words[(at or 0) + 1 :] if not word.isdigit()) if words else ""
    title, caption = named.get("title", ""), named.get("caption") or said
    caption = "：".join(filter(None, [title, caption])).replace('"', "”").replace("\n", " ")
    quoted = f' "{caption}"' if caption else ""
    picture = f"![{named.get('alt', '')}]({source}{quoted})"
    return f"[{picture}]({named['link']})" if named.get("link") else picture
