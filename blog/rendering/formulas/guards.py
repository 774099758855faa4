"""Refuses formulas that would cost too much or reach out of their box, before the engine sees them.

The figures were measured with KaTeX 0.19 in QuickJS: the longest formula of 5,342 real ones had 3,389 characters, the
deepest nesting was 5.
"""

import re

LENGTH_LIMIT = 8_000  # characters; 8,000 of `x+` took 0.4 s and made 1.3 MB of HTML
DEPTH_LIMIT = 60  # braces, \left and environments
SIZE_LIMIT = 20  # em, both ways: KaTeX's own maxSize does not catch negative lengths
COUNT_LIMIT = 5_000  # formulas in one text

# A drawing that a macro put together may still reach out of its box. Offsets of a tall matrix stay far below these.
REACH_SIDEWAYS, REACH_UPWARDS = 2 * SIZE_LIMIT, 1_000  # em
OFFSET = re.compile(r"\b(?P<side>margin-(?:left|right)|top):(?P<size>-?[\d.]+)em")

# KaTeX with trust off prints these in red instead of failing; they could carry addresses and attributes.
UNTRUSTED = re.compile(r"\\(?:href|url|includegraphics|htmlClass|htmlId|htmlStyle|htmlData)(?![A-Za-z])")
LENGTH = re.compile(r"(?P<number>[-+]?\s*\d*\.?\d+)\s*(?P<unit>em|ex|mu|pt|mm|cm|in|bp|pc|dd|cc|nd|nc|sp)(?![A-Za-z])")
EM_PER_UNIT = {"em": 1, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "mm": 0.285, "cm": 2.85, "in": 7.23, "bp": 0.1, "pc": 1.2}
SIZED = re.compile(r"\\(?:[hmv]?k?skip|m?kern|hspace|raisebox|rule|\\|gdef|let|xdef|edef)\*?")  # definitions too
NESTING = re.compile(r"\\\\|\\[{}]|(?P<open>\{|\\left(?![a-z])|\\begin)|(?P<close>\}|\\right(?![a-z])|\\end(?![a-z]))")


def refusal(tex: str) -> tuple[str, int] | None:
    r"""Why a formula is not drawn, and at which character; None when it may be.

    >>> refusal(r"\rule{1em}{2em}"), refusal(r"x\href{javascript:a}{b}")[1]
    (None, 1)
    """
    if len(tex) > LENGTH_LIMIT:
        return f"The formula has {len(tex)} characters; at most {LENGTH_LIMIT} are drawn. Divide it.", 0
    if match := UNTRUSTED.search(tex):
        return f"{match.group()} is not allowed: formulas hold no links, images or attributes.", match.start()
    return _too_deep(tex) or _too_large(tex)


def _too_deep(tex: str) -> tuple[str, int] | None:
    depth = 0
    for match in NESTING.finditer(tex):
        depth += (match["open"] is not None) - (match["close"] is not None)
        if depth > DEPTH_LIMIT:
            return f"The formula is nested more than {DEPTH_LIMIT} levels deep.", match.start()
    return None


def _too_large(tex: str) -> tuple[str, int] | None:
    if not SIZED.search(tex):
        return None  # "30 cm" in a text is no length
    for match in LENGTH.finditer(tex):
        size = float("".join(match["number"].split())) * EM_PER_UNIT.get(match["unit"], 1)
        if abs(size) > SIZE_LIMIT:
            return f"The length {match.group()} is over {SIZE_LIMIT} em.", match.start()
    return None


def reaches_out(drawing: str) -> bool:
    """Whether a drawing stands far outside the place that it takes, as a huge negative length makes it.

    >>> reaches_out('<span style="margin-right:-9999em;">'), reaches_out('<span style="top:-3.1em;">')
    (True, False)
    """
    return any(
        abs(float(match["size"])) > (REACH_UPWARDS if match["side"] == "top" else REACH_SIDEWAYS)
        for match in OFFSET.finditer(drawing)
    )
