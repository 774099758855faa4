"""Says in our forms what themes of Jekyll and Hugo made of attributes and signs, and names HTML that is not kept."""

import re
from collections import Counter

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
ATTRIBUTES = re.compile(r"\{:(?![ ]*toc)[^{}\n]*[.=][^{}\n]*\}")
# Of LoveIt and its heirs: `[文字]^(注音)` and `:(fas fa-star):`.
RUBY = re.compile(r"\[(?P<base>[^\[\]\n]+)\]\^\((?P<over>[^()\n]+)\)")
ICON = re.compile(r":\(fa[a-z]? fa-[\w -]+\):[ ]?")
FRAME = re.compile(
    r"""<iframe\b[^<>]*?\bsrc=["'](?P<address>[^"'<>]+)["'][^<>]*(?:/>|>[^<]*</iframe>)""", re.IGNORECASE
)
EMBEDDED = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/(?P<video>[\w-]+)[^\s]*")
LEFT_OUT = re.compile(r"<(?P<name>script|style|form|object|embed|iframe|canvas)\b", re.IGNORECASE)


def translate(prose: str) -> str:
    r"""Boxes, readings above words and frames of other pages, which become links.

    >>> translate("> 先看\n{: .prompt-tip }")
    '::: tip\n先看\n:::'
    >>> translate('<iframe src="//www.youtube.com/embed/a-1"></iframe>')
    '<a href="https://www.youtube.com/watch?v=a-1">https://www.youtube.com/watch?v=a-1</a>'
    """
    prose = NOTICE.sub(_notice, PROMPT.sub(_prompt, prose))
    prose = RUBY.sub(r"<ruby>\g<base><rp>(</rp><rt>\g<over></rt><rp>)</rp></ruby>", ICON.sub("", prose))
    return FRAME.sub(_link, prose)


def note_losses(prose: list[str], notes: list[str]) -> None:
    """Name what will not look as its author meant: attributes that only a theme's style sheet knew, and active HTML."""
    names = Counter(match["name"].lower() for part in prose for match in LEFT_OUT.finditer(part))
    notes.extend(f"<{name}> ({count} times) is not kept" for name, count in names.items())
    lists = Counter(match[0] for part in prose for match in ATTRIBUTES.finditer(part))
    if lists:
        notes.append(f"attributes such as {next(iter(lists))} ({lists.total()} times) change nothing here")


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
