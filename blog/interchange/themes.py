"""Says in our forms what themes of Jekyll and Hugo made of attributes, signs and HTML of their own."""

import re

from blog.rendering import CALLOUT_TITLES

KINDS = {"tip": "tip", "success": "tip", "warning": "warning", "danger": "caution"}  # any other is a note
# Of Chirpy a quotation, of Minimal Mistakes a paragraph, with the attributes below it; the latter also above.
PROMPT = re.compile(
    r"(?:(?<=\n\n)|\A)(?P<quote>(?:>[^\n]*\n)+)[ ]{0,3}\{:[ ]*\.prompt-(?P<kind>tip|info|warning|danger)[ ]*\}[ \t]*$",
    re.MULTILINE,
)
NOTICE = re.compile(
    r"""
    (?:(?<=\n\n)|\A)
    (?: \{:[ ]*\.notice(?:--(?P<above>\w+))?[ ]*\}[ \t]*\n (?P<below_it>(?:(?!\{:)[^\S\n]*\S[^\n]*(?:\n|\Z))+)
      | (?P<above_it>(?:(?!\{:)[^\S\n]*\S[^\n]*\n)+) \{:[ ]*\.notice(?:--(?P<below>\w+))?[ ]*\}[ \t]*(?:\n|\Z) )
    (?=\n|\Z)
    """,
    re.VERBOSE,
)
# Of LoveIt and its heirs: `[文字]^(注音)` and `:(fas fa-star):`.
RUBY = re.compile(r"\[(?P<base>[^\[\]\n]+)\]\^\((?P<over>[^()\n]+)\)")
ICON = re.compile(r":\(fa(?:[a-z]|-\w+)?(?: fa-[\w-]+)+\):[ ]?")
# Of Obsidian and FixIt: kinds of callouts that the renderer does not know, by what they are here; others are notes.
CALLOUT = re.compile(
    r"^(?P<margin>[ ]{0,3}(?:>[ ]?)+)\[!(?P<kind>[A-Za-z]+)\](?P<fold>[-+]?)[ \t]*(?P<title>[^\n]*)$", re.MULTILINE
)
CALLOUT_KINDS = {
    **dict.fromkeys(("abstract", "summary", "tldr", "todo", "quote", "cite"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("failure", "fail", "missing", "bug"), "caution"),
    **dict.fromkeys(("help", "faq"), "question"),
}
# kramdown's line of attributes ends the block above it; FixIt's `{?_}` prints the sign; Goldmark wants no space behind
# the box of a task. A class alone on its line, which changes nothing here, would be printed.
BLOCK_END = re.compile(r"(?<=[^\n]\n)^(?P<line>\{:[^{}\n]*\}[ \t]*)\n(?=[ \t]*[^\s{])", re.MULTILINE)
ESCAPED = re.compile(r"\{\?(?P<sign>[^\w\s{}])\}")
TASK = re.compile(r"^(?P<mark>[ \t>]*[-*+][ ]\[[ xX]\])(?=[^\s(\[:])", re.MULTILINE)
BARE_CLASS = re.compile(r"^[ \t>]*\{\.[\w-][^{}\n#=]*\}[ \t]*(?:\n|\Z)", re.MULTILINE)
# A picture with its caption: knitr's and that of Karpathy's theme, whose alternative text would be a second caption.
FIGURE = re.compile(
    r"""
    <div\s+class="(?:figure|imgcap)"[^<>]*>\s* <img\b(?P<attributes>[^<>]*)>\s*
    <(?P<box>p|div)\s+class="(?:caption|thecap)"[^<>]*> (?P<caption>(?:(?!</?(?:p|div)\b).)*) </(?P=box)>\s* </div>
    """,
    re.VERBOSE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
TAG = re.compile(r"<[^<>]*>")
# Comments that only kramdown takes for ones; with brackets or quotes around the words all do.
COMMENT = re.compile(r"^[ ]{0,3}\[(?://|comment)\]:[ ]*(?:\#|<>)[ ]+(?P<said>[^\s(\"'][^\n]*)$", re.MULTILINE)
FRAME = re.compile(
    r"""<iframe\b[^<>]*?\bsrc=["'](?P<address>[^"'<>]+)["'][^<>]*(?:/>|>[^<]*</iframe>)""", re.IGNORECASE
)
EMBEDDED = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/(?P<video>[\w-]+)[^\s]*")


def translate(prose: str) -> str:
    r"""Boxes, readings above words and frames of other pages, which become links.

    >>> translate("> 先看\n{: .prompt-tip }")
    '::: tip\n先看\n:::'
    >>> translate('<iframe src="//www.youtube.com/embed/a-1"></iframe>')
    '<a href="https://www.youtube.com/watch?v=a-1">https://www.youtube.com/watch?v=a-1</a>'
    """
    prose = TASK.sub(r"\g<mark> ", ESCAPED.sub(r"\\\g<sign>", BARE_CLASS.sub("", prose)))
    prose = BLOCK_END.sub(r"\g<line>\n\n", COMMENT.sub(_comment, FIGURE.sub(_figure, prose)))
    prose = NOTICE.sub(_notice, PROMPT.sub(_prompt, CALLOUT.sub(_callout, prose)))
    prose = RUBY.sub(r"<ruby>\g<base><rp>(</rp><rt>\g<over></rt><rp>)</rp></ruby>", ICON.sub("", prose))
    return FRAME.sub(_link, prose)


def _callout(match: re.Match[str]) -> str:
    if match["kind"].lower() in CALLOUT_TITLES:
        return match[0]
    kind = CALLOUT_KINDS.get(match["kind"].lower(), "note")
    return f"{match['margin']}[!{kind}]{match['fold']} {match['title'].strip() or match['kind'].capitalize()}"


def _figure(match: re.Match[str]) -> str:
    """A picture with its caption as title, on as many lines as before."""
    given = {each["name"]: each["double"] or each["single"] or "" for each in ATTRIBUTE.finditer(match["attributes"])}
    if not given.get("src"):
        return match[0]
    address = f"<{given['src']}>" if " " in given["src"] else given["src"]
    alternative = " ".join(given.get("alt", "").replace("[", "&#91;").replace("]", "&#93;").split())
    caption = TAG.sub(lambda tag: tag[0].replace('"', "'"), " ".join(match["caption"].split())).replace('"', "”")
    titled = f' "{caption}"' if caption else ""
    blank = "\n" * max(match[0].count("\n") - 1, 1)
    return f"\n![{alternative}]({address}{titled}){blank}"


def _comment(match: re.Match[str]) -> str:
    return f"<!-- // {match['said'].replace('-->', '->')} -->"


def _prompt(match: re.Match[str]) -> str:
    lines = (line.removeprefix(">").removeprefix(" ") for line in match["quote"].splitlines())
    return _box(match["kind"], "\n".join(lines))


def _notice(match: re.Match[str]) -> str:
    text = match["below_it"] or match["above_it"]
    return _box(match["above"] or match["below"] or "", text.rstrip("\n")) + "\n"


def _box(kind: str, text: str) -> str:
    return f"::: {KINDS.get(kind, 'note')}\n{text}\n:::"


def _link(match: re.Match[str]) -> str:
    """The address of what the frame showed; no reader asks another site for anything before following it."""
    video = EMBEDDED.fullmatch(match["address"])
    address = f"https://www.youtube.com/watch?v={video['video']}" if video else match["address"]
    address = f"https:{address}" if address.startswith("//") else address
    return f'<a href="{address}">{address}</a>'
