"""Second stage: finds code, comments, formulas and references in the Markdown source and puts placeholders there.

Code is found before formulas, and both before Markdown, so that Markdown never sees TeX and TeX is never looked for in
code. The rules for `$` are those of the formula note: no rule that loses a formula of a real text, money stays money.
"""

import re
from bisect import bisect_left

from blog.rendering import fences
from blog.rendering.draft import Draft
from blog.rendering.formulas import delimiters
from blog.rendering.indentation import Indentation
from blog.rendering.pieces import Abbreviation, ExcerptEnd, Formula, NoteStart, Reference

TOKEN = re.compile(
    r"""
      (?P<ticks>`+)                                                   # opens a code span
    | (?P<comment><!--)
    | (?P<raw><(?P<tag>pre|code|script|style|textarea)\b)
    | (?P<html><[/!?A-Za-z])                                          # a tag with its attributes, or <https://…>
    | (?P<link>\]\([ ]*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))   # the address of a link or an image
    | (?P<address>\bhttps?://[^\s<>（），。；、]+)
    | (?P<dollar>\\\$)
    | (?P<reference>(?P<wrap>\$?)\\(?P<kind>eqref|ref)\{(?P<label>[^{}\n]+)\}(?P=wrap))
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
EXCERPT_END = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
BRACKETS = {"\\(": "\\)", "\\[": "\\]", "\\\\(": "\\\\)", "\\\\[": "\\\\]"}
# An anchor as HTML 4 wrote it; HTML 5 knows ids only, and would leave an element without a closing tag open.
NAMED_ANCHOR = re.compile(r"""<a\s+(?:name|id)\s*=\s*["']?(?P<name>[^\s"'<>/]+)["']?\s*(?P<empty>/)?>""", re.IGNORECASE)


def scan(draft: Draft) -> None:
    """Replace pieces of `draft.source` by placeholders; the result is `draft.text`."""
    output: list[str] = []
    position = 0
    indentation = Indentation(draft.source, draft.closings)
    for fence in fences.find(draft.source, indentation):
        output.append(_scan_block(draft, position, fence.start, indentation.code))
        output.append(fence.prefix + draft.slots.hold(fence.code))
        if not fence.is_closed:
            start = fence.code.start
            draft.warn("unclosed-code", start, excerpt=draft.source[start : start + 40].split("\n", 1)[0])
        position = fence.stop
    output.append(_scan_block(draft, position, len(draft.source), indentation.code))
    draft.text = "".join(output)


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
    source, kind = draft.source, match.lastgroup
    if kind == "ticks":
        return _code_span(source, match, stop)
    if match["comment"] or match["raw"] or match["html"]:
        return _html(draft, match, stop)
    if match["dollar"]:
        return "$", match.end()
    if match["reference"]:
        reference = Reference(match["label"].strip(), match["kind"] == "eqref", match.start())
        return draft.slots.hold(reference), match.end()
    if match["note"]:
        return draft.slots.hold(NoteStart(match.start())), match.end()
    if match["abbreviation"]:
        draft.slots.hold(Abbreviation(match["name"].strip(), match["meaning"].strip(), match.start()))
        return "", match.end()
    if match["begin"] or match["opening"] or match["display"] or match["inline"]:
        return _formula(draft, match, stop)
    return match.group(), match.end()


def _html(draft: Draft, match: re.Match[str], stop: int) -> tuple[str, int]:
    """A comment, an element whose text is no Markdown, or a tag; what never ends is a mere sign."""
    source, start = draft.source, match.start()
    if match["comment"] or match["raw"]:
        end = draft.closings.after("-->" if match["comment"] else match["tag"].lower(), match.end(), stop)
        if end >= 0:
            return (_comment(draft, start, end) if match["comment"] else source[start:end]), end
    tag = TAG.match(source, start, stop)
    if tag is None or (match["tag"] or "").lower() in {"script", "style", "textarea"}:
        return f"&lt;{match.group()[1:]}", match.end()  # else what stands behind it would vanish
    named = NAMED_ANCHOR.fullmatch(tag.group())
    if named:
        return f'<a id="{named["name"]}"></a>' if named["empty"] else f'<a id="{named["name"]}">', tag.end()
    return tag.group(), tag.end()


def _comment(draft: Draft, start: int, end: int) -> str:
    """Nothing, or what marks the excerpt's end; on a line of its own it parts paragraphs."""
    source = draft.source
    if not EXCERPT_END.fullmatch(source, start, end):
        return ""
    held = draft.slots.hold(ExcerptEnd())
    before = source[source.rfind("\n", 0, start) + 1 : start]
    after = source[end:].split("\n", 1)[0]
    return f"\n\n{held}\n\n" if not before.strip() and not after.strip() else held


def _code_span(source: str, match: re.Match[str], stop: int) -> tuple[str, int]:
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
