"""The names that other systems have for the same attributes of code."""

# As `plain` gives them.
NUMBERED = {"linenos", "linenums", "linenumbers", "linenumber", "numberlines", "showlinenumbers"}
UNNUMBERED = {"nolinenumbers", "nolinenos", "nonumber"}
FIRST_LINE = {"linenostart", "startfrom", "start", "firstline", "firstnumber", "firstlinenumber"}
HIGHLIGHTED = {"hllines", "highlight", "highlightlines", "emphasizelines", "mark"}
BOTH = "codelinenumbers"  # Quarto: yes, no, or the lines to highlight among numbered ones
TITLE = {"title", "file", "filename", "name", "codetitle", "caption", "lstcap"}
LABEL = {"label", "lstlabel", "id"}
YES, NO = {"true", "yes", "on", "table", "inline", "inlinetable"}, {"false", "no", "off", "none", "0"}


def plain(name: str) -> str:
    """A name without case, hyphens and underscores, as the tables above have it.

    >>> plain("hl_lines"), plain("numberLines"), plain(":line-numbers")
    ('hllines', 'numberlines', 'linenumbers')
    """
    return name.lower().replace("-", "").replace("_", "").lstrip(":")
