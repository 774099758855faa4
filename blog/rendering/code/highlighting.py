"""Colours fenced code with Pygments; an unknown language is plain text, and no lexer may hold a save up."""

import html
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pygments import format as colour
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import _TokenType
from pygments.util import ClassNotFound

from blog.rendering.code import code_lines
from blog.rendering.draft import Draft
from blog.rendering.pieces import Code

BLOCK_SECONDS = 0.5  # of CPU time for one block; 180 honest ones take 0.1 s together
TEXT_SECONDS = 2.0  # for all blocks of a text, so that several slow ones do not use up its time
LENGTH_LIMIT = 100_000  # characters; longer code is shown without colours

# Lexers that take seconds on 61 bytes (an open quote and 60 backslashes): measured over all 600 of Pygments 2.21. They
# are used only where the time can be held, and that is the main thread.
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
PROMPT = ("Generic", "Prompt")
ALIASES = {"doctest": "pycon", "terminal": "console"}  # what Pygments calls otherwise


class _OutOfTime(BaseException):
    """Raised in the middle of a lexer; no Exception, so that none swallows it."""


def colour_code(draft: Draft) -> None:
    """Colour every block of code of the draft; a block that takes too long stays plain, with a warning."""
    left = TEXT_SECONDS
    for index, piece in enumerate(draft.slots.pieces):
        lexer = _lexer(piece) if isinstance(piece, Code) and len(piece.text) <= LENGTH_LIMIT else None
        if lexer is None or not isinstance(piece, Code):
            continue
        start = time.process_time()
        try:
            with _limited(min(BLOCK_SECONDS, left), lexer):
                draft.slots.pieces[index] = replace(piece, coloured=_coloured(piece, lexer))
        except _OutOfTime:
            draft.warn("slow-code", piece.start, excerpt=piece.language)
        left -= time.process_time() - start


@contextmanager
def _limited(seconds: float, lexer: Lexer) -> Iterator[None]:
    """Hold the time by a signal, which reaches the main thread even in the middle of a regular expression."""
    if threading.current_thread() is not threading.main_thread():
        if SLOW.intersection(lexer.aliases):
            raise _OutOfTime
        yield
        return
    if seconds <= 0:
        raise _OutOfTime
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_signal: int, _frame: object) -> None:
    raise _OutOfTime


def to_html(code: Code) -> str:
    """A figure with the code, its language and, if it has one, its title."""
    body = _plain(code) if code.coloured is None else code.coloured
    return (
        f'<figure class="code">{_caption(code)}<div class="{code_lines.box_class(code)}">{code_lines.gutter(code)}'
        f'<pre tabindex="0"><code{_language_class(code)}>{code_lines.mark(code, body)}</code></pre></div></figure>'
    )


def to_plain_html(code: Code) -> str:
    """The code without colours, for feeds."""
    return f"<pre><code{_language_class(code)}>{html.escape(code.text)}</code></pre>"


def _lexer(code: Code) -> Lexer | None:
    try:
        name = ALIASES.get(code.language, code.language)
        return get_lexer_by_name(name, stripnl=False) if name else None
    except ClassNotFound:
        return None


def _coloured(code: Code, lexer: Lexer) -> str | None:
    """Pygments' HTML; None from a lexer that loses a part of the code."""
    text = (code_lines.without_signs(code.text) if code.is_diff else code.text) + "\n"  # some need the last line's end
    tokens = list(_with_whole_prompts(lexer.get_tokens(text)))
    if "".join(part for _, part in tokens) != text:
        return None
    coloured = colour(tokens, HtmlFormatter(nowrap=True)).removesuffix("\n")
    return code_lines.mark_difference(code.text, coloured) if code.is_diff else coloured


def _plain(code: Code) -> str:
    if not code.is_diff:
        return html.escape(code.text, quote=False)
    return code_lines.mark_difference(code.text, html.escape(code_lines.without_signs(code.text), quote=False))


def _with_whole_prompts(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[tuple[_TokenType, str]]:
    """The tokens, but a space behind a prompt is a part of it, because prompts are not copied."""
    prompt: _TokenType | None = None
    for kind, text in tokens:
        if prompt and text.startswith(" "):
            yield prompt, " "
            text = text[1:]
        yield kind, text
        prompt = kind if kind[:2] == PROMPT and not text.endswith(" ") else None


def _language_class(code: Code) -> str:
    return f' class="language-{html.escape(code.language)}"' if code.language else ""


def _caption(code: Code) -> str:
    language = _language_name(code, _lexer(code))
    parts = [language, code.title] if code.title else [language]
    if not any(parts):
        return ""
    return f"<figcaption>{''.join(f'<span>{html.escape(part)}</span>' for part in parts)}</figcaption>"


def _language_name(code: Code, lexer: Lexer | None) -> str:
    """The language's proper name; what the author wrote, where Pygments does not know it."""
    if lexer is None:
        return code.language
    return NAMES.get(code.language, NAMES.get(lexer.aliases[0], lexer.name))
