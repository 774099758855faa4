"""Colours fenced code with Pygments; an unknown language is plain text, and no lexer may hold a save up."""

import html

from pygments import highlight as colour
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from blog.rendering.pieces import Code

LENGTH_LIMIT = 100_000  # characters; longer code is shown without colours

# Lexers that take seconds on 61 bytes (an open quote and 60 backslashes): measured over all 600 of Pygments 2.21.
SLOW = frozenset(
    [
        "ansys",
        "cddl",
        "chapel",
        "factor",
        "fish",
        "maple",
        "ncl",
        "pan",
        "registry",
        "rego",
        "rell",
        "scala",
        "smithy",
        "tcsh",
        "urbiscript",
    ],
)
NAMES = {"text": "", "r": "R", "bash": "Shell", "console": "Shell"}


def to_html(code: Code) -> str:
    """A figure with the code, its language and, if it has one, its title."""
    lexer = _lexer(code)
    body = _coloured(code.text, lexer) if lexer else html.escape(code.text, quote=False)
    return (
        f'<figure class="code">{_caption(code, lexer)}<div class="code-body"><pre tabindex="0">'
        f"<code{_language_class(code)}>{body}</code></pre></div></figure>"
    )


def to_plain_html(code: Code) -> str:
    """The code without colours, for feeds."""
    return f"<pre><code{_language_class(code)}>{html.escape(code.text)}</code></pre>"


def _lexer(code: Code) -> Lexer | None:
    if not code.language or len(code.text) > LENGTH_LIMIT:
        return None
    try:
        lexer = get_lexer_by_name(code.language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return None if SLOW.intersection(lexer.aliases) else lexer


def _coloured(text: str, lexer: Lexer) -> str:
    return colour(text, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n")


def _language_class(code: Code) -> str:
    return f' class="language-{html.escape(code.language)}"' if code.language else ""


def _caption(code: Code, lexer: Lexer | None) -> str:
    language = _language_name(code, lexer)
    parts = [language, code.title] if code.title else [language]
    if not any(parts):
        return ""
    return f"<figcaption>{''.join(f'<span>{html.escape(part)}</span>' for part in parts)}</figcaption>"


def _language_name(code: Code, lexer: Lexer | None) -> str:
    """The language's proper name; what the author wrote, where Pygments does not know it."""
    if lexer is None:
        return code.language
    return NAMES.get(code.language, NAMES.get(lexer.aliases[0], lexer.name))
