r"""Puts KaTeX's MathML right: every number stands in it once, and in feeds TeX is its alternative text.

KaTeX leaves the numbers of rows to counters of its sheet, which count per page, and pushes those of whole displays to
the edge by cells of half a page, which feed readers take for parts of the formula.
"""

import html
import re
from collections.abc import Sequence

MATH = re.compile(r"<math\b(?P<attributes>[^>]*)>(?P<inside>.*?)</math>", re.DOTALL)
SEMANTICS = re.compile(r"</?semantics>|<annotation\b.*?</annotation>", re.DOTALL)
WHOLE = re.compile(
    r"""<mtable\ width="100%"><mtr><mtd\ width="50%"></mtd><mtd>(?P<body>.*)</mtd><mtd\ width="50%"></mtd>
    <mtd>.*?</mtd></mtr></mtable>(?=</?semantics>|<annotation\b)""",
    re.DOTALL | re.VERBOSE,
)
GLUE = '<mtd class ="mtr-glue"></mtd>'
NUMBER_CELL = '<mtd class ="mml-eqn-num"></mtd>'
LABEL = 'intent=":equation-label"'  # https://w3c.github.io/mathml-docs/intent-core-properties/
LABELLED = re.compile(rf"<mtext {LABEL}>(?P<number>[^<]*)</mtext>")

LOOKS = re.compile(
    r"""
    \ (?:stretchy|fence|separator|form|lspace|rspace|minsize|maxsize|movablelimits|largeop|symmetric
      |columnalign|rowspacing|columnspacing|columnlines|rowlines|scriptlevel|displaystyle|xmlns|width|height|depth|voffset
    )="[^"]*"
    """,
    re.VERBOSE,
)
ALTERNATIVE = re.compile(r'\balttext="(?P<tex>[^"]*)"')
STANDS_BARE = re.compile(
    r"\\begin\{(?:equation|align|alignat|gather|multline|eqnarray|flalign|subequations|numcases|subnumcases|empheq)\*?\}"
)


def with_numbers(drawing: str, numbers: Sequence[str]) -> str:
    """A drawing whose MathML says each number at its row, or behind a display that has but one.

    >>> with_numbers(f'<math><mtable><mtr>{GLUE}<mtd>a</mtd>{GLUE}{NUMBER_CELL}</mtr></mtable></math>', ["(1)"])
    '<math><mtable><mtr><mtd>a</mtd><mtd><mtext intent=":equation-label">(1)</mtext></mtd></mtr></mtable></math>'
    """
    left = [f"<mtext {LABEL}>{html.escape(number, quote=False)}</mtext>" for number in numbers]

    def whole(match: re.Match[str]) -> str:
        behind = "".join(f'<mspace width="2em"></mspace>{number}' for number in left)
        left.clear()
        return f"<mrow>{match['body']}{behind}</mrow>"

    def row(_match: re.Match[str]) -> str:
        return f"<mtd>{left.pop(0)}</mtd>" if left else ""

    return re.sub(re.escape(NUMBER_CELL), row, WHOLE.sub(whole, drawing).replace(GLUE, ""))


def for_pages(drawing: str) -> str:
    """The MathML without what says only how it looks: on a page it is read aloud, and KaTeX's boxes are seen.

    >>> for_pages('<mo stretchy="false">(</mo><mi mathvariant="bold">x</mi>')
    '<mo>(</mo><mi mathvariant="bold">x</mi>'
    """
    return LOOKS.sub("", drawing)


def for_feeds(drawing: str, tex: str) -> str:
    """The MathML of a drawing without its annotation, which readers that know no MathML would show as well.

    >>> for_feeds('<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>', 'x<"')
    '<math alttext="x&lt;&quot;"><mi>x</mi></math>'
    """
    math = MATH.search(drawing)
    if math is None:
        return ""
    return f'<math{math["attributes"]} alttext="{html.escape(tex)}">{SEMANTICS.sub("", math["inside"])}</math>'


def as_tex(feed_html: str) -> str:
    r"""HTML for feeds with TeX in place of MathML, for readers that strip tags; numbers stand behind.

    >>> as_tex('<p>a <math alttext="x&lt;y"><mi>x</mi></math></p>')
    '<p>a <code>$x&lt;y$</code></p>'
    """
    return MATH.sub(_code, feed_html)


def _code(math: re.Match[str]) -> str:
    alternative = ALTERNATIVE.search(math["attributes"])
    if alternative is None:
        return math.group()
    tex = alternative["tex"]
    dollars = "$" if 'display="block"' not in math["attributes"] else "" if STANDS_BARE.match(tex) else "$$"
    numbers = [] if r"\tag" in tex else LABELLED.findall(math["inside"])
    return " ".join([f"<code>{dollars}{tex}{dollars}</code>", *numbers])
