"""Leaves out of KaTeX's boxes what no reader sees, so that pages are smaller.

Last of all: the narrow form is found by the classes that go here.
"""

import re

# KaTeX's notes on what a box is. Neither its sheet nor ours has a rule for them; a test compares.
UNSEEN = {
    *("mord", "mbin", "mrel", "mop", "mopen", "mclose", "minner", "mpunct", "mtight"),
    *("delimsizinginner", "nobreak", "allowbreak", "cjk_fallback", "latin_fallback"),
}
SPAN = re.compile(r'<span(?: class="(?P<classes>[^"]*)")?(?P<rest>[^>]*)>|</span>')
SECOND_ROW = re.compile(
    r"""
    <span\ class="vlist-s">\u200b</span></span>                      # closes the first
    <span\ class="vlist-r"><span\ class="vlist[^"]*"><span></span></span></span>
    """,
    re.VERBOSE,
)
SCRIPTS = re.compile(r'<span class="msupsub"><span class="vlist-t(?: vlist-t2)?">')
STRUT = re.compile(r'<span class="katex-strut h(?P<total>\d+)(?: V(?P<depth>\d+))?"></span>')
# Hundredths of an em above and below the base line: a line of KaTeX_Main as its sheet sets it has 91 and 29 (Chromium).
LINE_HEIGHT, LINE_DEPTH = 90, 28


def lighten(drawing: str) -> str:
    r"""A drawing that looks the same and is smaller; a textbook's page loses a tenth, compressed.

    * Classes without a rule go.
    * A stack is a table whose second row says how deep it is. So does the strut of the piece that holds it, and nothing
      in the stack is placed by it. The first row needs no element then: browsers make one.
    * A strut that is no higher than a line of text has no effect.

    Args:
        drawing: pieces with struts, as `styles.to_classes` leaves them. (The numbers of a table's rows have no strut.)

    >>> strut = '<span class="katex-strut h43"></span>'
    >>> lighten(f'<span class="katex-base">{strut}<span class="mord mathnormal">x</span></span>')
    '<span class="katex-base"><span class="mathnormal">x</span></span>'
    >>> first = '<span class="vlist-r"><span class="vlist h9">x</span><span class="vlist-s">\u200b</span></span>'
    >>> second = '<span class="vlist-r"><span class="vlist h2"><span></span></span></span>'
    >>> lighten(f'<span class="msupsub"><span class="vlist-t vlist-t2">{first}{second}</span></span>')
    '<span class="vlist-t msupsub"><span class="vlist h9">x</span></span>'
    """
    drawing = SECOND_ROW.sub("</span>", STRUT.sub(_needed_strut, drawing))
    drawing = SCRIPTS.sub('<span class="vlist-r"><span class="vlist-t msupsub">', drawing)  # a row: it goes, too
    is_written: list[bool] = []  # of the open spans

    def tag(match: re.Match[str]) -> str:
        if match.group() == "</span>":
            return match.group() if is_written.pop() else ""
        is_written.append(match["classes"] != "vlist-r")
        return _lighter(match) if is_written[-1] else ""

    return SPAN.sub(tag, drawing)


def _lighter(tag: re.Match[str]) -> str:
    names = [name for name in (tag["classes"] or "").split() if name not in UNSEEN and name != "vlist-t2"]
    classes = f' class="{" ".join(names)}"' if names else ""
    return f"<span{classes}{tag['rest']}>"


def _needed_strut(strut: re.Match[str]) -> str:
    depth = int(strut["depth"] or 0)
    is_low = int(strut["total"]) - depth <= LINE_HEIGHT and depth <= LINE_DEPTH
    return "" if is_low else strut.group()
