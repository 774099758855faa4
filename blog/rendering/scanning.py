"""Second stage: finds code, comments, formulas, references and citations in the source and puts placeholders there.

Code is found before formulas, and both before Markdown, so that Markdown never sees TeX and TeX is never looked for in
code. The rules for `$` are those of the formula note: no rule that loses a formula of a real text, money stays money.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from blog.rendering.bibliography import citations
from blog.rendering.code import fences
from blog.rendering.divisions import openings
from blog.rendering.draft import Draft
from blog.rendering.formulas import delimiters
from blog.rendering.indentation import Indentation
from blog.rendering.pieces import Abbreviation, ExcerptEnd, Formula, NoteStart, PostLink, Reference
from blog.rendering.references import POST_LINK
from blog.rendering.sanitizing import DROPPED_TAGS, TAGS
from blog.rendering.tables import value_tables

TOKEN = re.compile(
    r"""
      (?P<ticks>`+)                                                   # opens a code span
    | (?P<comment><!--)
    | (?P<raw><(?P<tag>pre|code|script|style|textarea|svg|math)\b)
    | (?P<html><[/!?A-Za-z])                                          # a tag with its attributes, or <https://…>
    | (?P<link>\]\([ ]*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))   # the address of a link or an image
    | (?P<citation>"""
    + citations.PATTERN
    + r""")
    | (?P<address>\bhttps?://[^\s<>（），。；、]+)
    | (?P<dollar>\\\$)
    | (?P<reference>(?P<wrap>\$?)\\(?P<form>eqref|ref|autoref|cref)\{(?P<label>[^{}\n]+)\}(?P=wrap))
    | (?P<post>(?<![!\[])\[\[(?=[-\w]))
    | (?P<division>(?m:^)(?P<margin>[ \t>]*):::+(?P<heading>[^\n]*))
    | (?P<abbreviation>(?m:^)[ ]{0,3}\*\[(?P<name>[^\]\s][^\]\n]{0,59})\]:[ ]*(?P<meaning>\S[^\n]{0,299})(?m:$))
    | (?P<note>\^\[(?!\^[^\]\s]{1,60}\]))                               # not `^[^1]`: a caret before a footnote
    | (?P<begin>\\begin\{(?P<environment>[A-Za-z]+\*?)\})
    | (?P<opening>\\{1,2}[(\[])
    | (?P<escape>\\.)
    | (?P<display>\$\$)
    | (?P<inline>\$)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# Its attributes may hold `<` and `>` between quotes. Possessive: without an end it is tried once.
TAG = re.compile(r"""</?[A-Za-z](?:[^<>=]|=[ ]*(?:"[^"\n]*"|'[^'\n]*')|=)*+>""")
TAG_NAME = re.compile(r"</?([A-Za-z][\w-]*)(?=[\s/>])")
HTML_NAMES = TAGS | DROPPED_TAGS
EXCERPT_END = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
BRACKETS = {"\\(": "\\)", "\\[": "\\]", "\\\\(": "\\\\)", "\\\\[": "\\\\]"}
# An anchor as HTML 4 wrote it; HTML 5 knows ids only, and would leave an element without a closing tag open.
NAMED_ANCHOR = re.compile(r"""<a\s+(?:name|id)\s*=\s*["']?(?P<name>[^\s"'<>/]+)["']?\s*(?P<empty>/)?>""", re.IGNORECASE)


def scan(draft: Draft) -> None:
    """Replace pieces of `draft.source` by placeholders; the result is `draft.text`."""
    output: list[str] = []
    position = 0
    indentation = Indentation(draft.source, draft.closings)
    tables = value_tables.Reader(draft)
    found = fences.find(draft.source, indentation)
    citations.collect(draft, [fence.code for fence in found])
    for fence in found:
        output.append(_scan_block(draft, position, fence.start, indentation.code))
        output.append(fence.prefix + draft.slots.hold(tables.read(fence.code)))
        if not fence.is_closed:
            start = fence.code.start
            draft.warn("unclosed-code", start, excerpt=draft.source[start : start + 40].split("\n", 1)[0])
        for place, excerpt in fence.problems:
            draft.warn("code-attribute", place, excerpt=excerpt)
        position = fence.stop
    output.append(_scan_block(draft, position, len(draft.source), indentation.code))
    draft.text = "".join(output)
    citations.settle(draft)


def _scan_block(draft: Draft, start: int, stop: int, code: list[tuple[int, int]]) -> str:
    """Copy a stretch between fences; what is code by its indentation is copied as it stands."""
    output: list[str] = []
    for begin, end in code[bisect_left(code, (start, start)) :]:
        if begin >= stop:
            break
        output += [_scan_text(draft, start, begin), draft.source[begin : min(end, stop)]]
        start = min(end, stop)
    return "".join([*output, _scan_text(draft, start, stop)])


def _scan_text(draft: Draft, start: int, stop: int) -> str:
    """Copy a stretch of running text, with placeholders for what it holds."""
    source = draft.source
    output: list[str] = []
    position = start
    while match := TOKEN.search(source, position, stop):
        output.append(source[position : match.start()])
        text, position = _take(draft, match, stop)
        output.append(text)
    output.append(source[position:stop])
    return "".join(output)


def _take(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    """What stands for a token in the output, and where scanning goes on."""
    take = TAKERS.get(match.lastgroup or "")
    return take(draft, match, stop) if take else (match.group(), match.end())


def _dollar(_draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    return "$", match.end()


def _citation(draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    return citations.take(draft, match, lambda begin, end: _scan_text(draft, begin, end))


def _reference(draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    form = {"cref": "autoref"}.get(match["form"].lower(), match["form"].lower())
    return draft.slots.hold(Reference(match["label"].strip(), form, match.start())), match.end()


def _note(draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    return draft.slots.hold(NoteStart(match.start())), match.end()


def _abbreviation(draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    draft.slots.hold(Abbreviation(match["name"].strip(), match["meaning"].strip(), match.start()))
    return "", match.end()


def _html(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    """A comment, an element whose text is no Markdown, or a tag; what never ends is a mere sign."""
    source, start = draft.source, match.start()
    if match["comment"] or match["raw"]:
        end = draft.closings.after("-->" if match["comment"] else match["tag"].lower(), match.end(), stop)
        if end >= 0:
            return (_comment(draft, start, end) if match["comment"] else source[start:end]), end
    tag = TAG.match(source, start, stop)
    if tag is None or _is_text(tag.group()) or (match["tag"] or "").lower() in {"script", "style", "textarea"}:
        return f"&lt;{match.group()[1:]}", match.end()  # else what stands behind it would vanish
    named = NAMED_ANCHOR.fullmatch(tag.group())
    if named:
        return f'<a id="{named["name"]}"></a>' if named["empty"] else f'<a id="{named["name"]}">', tag.end()
    return tag.group(), tag.end()


def _is_text(tag: str) -> bool:
    """Whether a tag is none of HTML, nor of the kind that pages define themselves."""
    name = TAG_NAME.match(tag)
    return name is not None and "-" not in name[1] and name[1].lower() not in HTML_NAMES


def _post_link(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    found = POST_LINK.match(draft.source, match.start(), stop)
    if found is None:
        return match.group(), match.end()
    link = PostLink(found["slug"], found["text"] or "", found.start(), found.group())
    return draft.slots.hold(link), found.end()


def _division(draft: Draft, match: re.Match[str], _stop: int) -> tuple[str, int]:
    """Marks for the edge of a division, set apart from what stands around it; a title goes through all of this, too."""
    margin, begin = match["margin"], match.start("heading")
    read = openings.read(match["heading"], match.end("margin"), match.group().strip(" \t>"))
    if isinstance(read, openings.Opening):
        title = _scan_text(draft, begin + read.title[0], begin + read.title[1]).strip()
        line = f"{draft.slots.hold(replace(read.start, has_title=bool(title)))} {title}".rstrip()
    else:
        line = draft.slots.hold(read)
    blank = margin.rstrip()
    before = "" if _is_blank(_line_before(draft.source, match.start())) else f"{blank}\n"
    after = "" if _is_blank(_line_behind(draft.source, match.end())) else f"\n{blank}"
    return f"{before}{margin}{line}{after}", match.end()


def _line_before(source: str, start: int) -> str:
    return source[source.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]


def _line_behind(source: str, stop: int) -> str:
    end = source.find("\n", stop + 1)
    return source[stop + 1 : end if end >= 0 else None]


def _is_blank(line: str) -> bool:
    return not line.strip(" \t>")


def _comment(draft: Draft, start: int, end: int) -> str:
    """Nothing, or what marks the excerpt's end; on a line of its own it parts paragraphs."""
    source = draft.source
    if not EXCERPT_END.fullmatch(source, start, end):
        return ""
    held = draft.slots.hold(ExcerptEnd())
    before = source[source.rfind("\n", 0, start) + 1 : start]
    after = source[end:].split("\n", 1)[0]
    return f"\n\n{held}\n\n" if not before.strip() and not after.strip() else held


def _code_span(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    source = draft.source
    closing = re.compile(r"(?<!`)" + match.group() + r"(?!`)|\n[ \t]*\n").search(source, match.end(), stop)
    if closing is None or closing.group().startswith("\n"):
        return match.group(), match.end()
    return source[match.start() : closing.end()], closing.end()


def _formula(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    """A placeholder for the formula that begins here, or the sign itself where none does."""
    if match["opening"] and draft.closings.after(BRACKETS[match["opening"]], match.end(), stop) < 0:
        return match.group(), match.end()  # found so by one search for all of them
    found = delimiters.find(draft.source, match.start(), stop)
    if isinstance(found, Formula):
        return draft.slots.hold(found), found.stop
    sign = draft.source[match.start() : found.stop]
    if found.is_unclosed:
        line = draft.source[match.start() :].split("\n", 1)[0]
        draft.warn("unclosed-formula", match.start(), excerpt=line[:40])
    return sign, found.stop


# By the group of TOKEN that has matched; what is not named here is copied as it stands.
TAKERS: dict[str, Callable[[Draft, re.Match[str], int], tuple[str, int]]] = {
    "ticks": _code_span,
    **dict.fromkeys(("comment", "raw", "html"), _html),
    "citation": _citation,
    "dollar": _dollar,
    "reference": _reference,
    "post": _post_link,
    "division": _division,
    "abbreviation": _abbreviation,
    "note": _note,
    **dict.fromkeys(("begin", "opening", "display", "inline"), _formula),
}
