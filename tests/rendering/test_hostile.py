"""Texts made to hurt: each comes back or is refused by name within its time, and nothing dangerous is left.

Sources: section 3 of the safety note (what hurt Python-Markdown and Pygments) and section 8 of the formula note.
"""

import time

import pytest

from blog.rendering import Document, RenderError, render
from blog.rendering.slots import CLOSE, OPEN
from tests.rendering.sketching import sketch
from tests.rendering.test_sanitizing import dangers_of

SECONDS = 1.0
SLACK = 10.0  # seconds for a child to come up on a busy machine
SIZE = 100_000


def repeated(piece: str) -> str:
    """A piece as often as it takes to hurt."""
    return piece * (SIZE // len(piece))


MARKDOWN = {
    "open brackets": repeated("["),
    "open images": repeated("!["),
    "open notes": repeated("[^"),
    "open links": repeated("[a]("),
    "open links to addresses": repeated("[a](<"),
    "brackets in brackets": "[" * 50_000 + "]" * 50_000,
    "a wide table with short rows": "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|a\n" * 5_000,
    "a long table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 16_000,
    "a note referred to often": repeated("[^1]") + "\n\n[^1]: a",
    "many notes": "".join(f"[^{n}]" for n in range(7_000)) + "\n\n" + "\n".join(f"[^{n}]: a" for n in range(7_000)),
    "the same heading": repeated("# a\n\n"),
    "a glossary": repeated("a\n: b\n"),
    "nested HTML with Markdown": repeated("<div markdown=1>\n"),
    "CDATA": repeated("<![CDATA["),
    "open tags": repeated("<a "),
    "open tags with attributes": repeated('<a href="'),
    "open addresses": repeated("<https://a"),
    "open comments": repeated("<!--"),
    "open raw HTML": repeated("<pre "),
    "open scripts": repeated("<script "),
    "fenced blocks": repeated("```\na\n```\n"),
    "fenced blocks of Python": repeated("```python\na=1\n```\n"),
    "a line without end": "a" * 500_000,
    "words without end": "a " * 250_000,
    "stars": repeated("*"),
    "stars before words": repeated("*a "),
    "pairs of stars": repeated("**a "),
    "tildes": repeated("~~a "),
    "ticks": repeated("`a``b```c"),
    "lists in one line": repeated("- "),
    "numbers in one line": repeated("1. "),
    "quotes in one line": repeated(">"),
    "lists in quotes in one line": repeated("> - "),
    "ever deeper lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "ever deeper indentation": "\n".join(" " * depth + "a" for depth in range(400)),
    "blocks of HTML": repeated("<div>"),
    "marks of HTML": repeated("<b>"),
    "entities": repeated("&#"),
    "attribute lists": repeated("a {: .b "),
    "admonitions": repeated("!!! note\n"),
    "definitions of links": repeated("[a]: b\n"),
    "NUL, surrogates and noncharacters": repeated("\x00\ud800\uffff"),
    "forged placeholders": repeated(f"{OPEN}00000000x0{CLOSE}") + "&#xE000;00000000x0&#xE001;",
    "Chinese without spaces": repeated("中文，"),
    "open side notes": repeated("^["),
    "open side notes in paragraphs": repeated("^[a\n\n"),
    "side notes": repeated("a^[b]"),
    "side notes in each other": "^[a" * 150 + "]" * 150,
    "side notes that end in another item": repeated("- a^[b\n- c]\n"),
    "open marked text": repeated("=="),
    "marked text": repeated("==a== "),
    "open marked words": repeated("==a "),
    "open inserted words": repeated("++a "),
    "definitions of abbreviations": "*[a]: b\n" * 3_000,
    "many abbreviations": "".join(f"*[a{n}]: b\n" for n in range(5_000)) + repeated("a1 a4999 "),
    "abbreviations that begin alike": "".join(f"*[{'a ' * n}a]: b\n" for n in range(30)) + repeated("a "),
    "abbreviations of one character": "".join(f"*[{chr(0x4E00 + n)}]: b\n" for n in range(5_000)) + repeated("一龠"),
    "an abbreviation that grows": f"*[a]: {'b' * 300}\n" + repeated("a "),
    "callouts": repeated("> [!NOTE]\n"),
    "callouts apart": repeated("> [!NOTE]\n\n"),
    "callouts in each other": "".join(f"{'> ' * depth}[!NOTE]\n{'> ' * depth}\n" for depth in range(1, 40)),
    "tasks": repeated("- [x] a\n"),
    "signs of footnotes behind Chinese": repeated("中[^1]") + "\n\n[^1]: a",
}
FORMULAS = {
    "open dollars": repeated("$a "),
    "open statements": repeated("::: theorem\n"),
    "ends of statements": repeated(":::\n"),
    "statements": repeated("::: lemma a {#b}\nc\n:::\n"),
    "statements in quotes": repeated("> ::: note\n> a\n> :::\n"),
    "a statement with a long title": "::: theorem " + repeated("a ") + "{" * 10_000,
    "a statement with many classes": "::: {" + repeated(".a ") + "}",
    "figures with one label": repeated("::: figure {#a}\n![b](c.png){#d}\n:::\n"),
    "captions": repeated(": a\n\n"),
    "tables with captions": repeated(": a {#b}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
    "links to posts": repeated("[[a]] "),
    "open links to posts": repeated("[[a|"),
    "references to statements": "::: lemma {#a}\n:::\n" + repeated("\\autoref{a} "),
    "open displays": repeated("$$ "),
    "open inline brackets": repeated("\\("),
    "open display brackets": repeated("\\["),
    "open doubled brackets": repeated("\\\\("),
    "open environments": repeated("\\begin{align}"),
    "unknown environments": repeated("\\begin{foo}"),
    "a formula of 100 kB": f"${repeated('x+')}$",
    "10,000 braces": "$" + "{" * 10_000 + "$",
    "10,000 superscripts": "$x" + "^x" * 10_000 + "$",
    "a macro that grows": r"$\def\x{\x\x}\x$",
    "a macro that loops": r"$\edef\x{\x}\def\y{\y}\y$",
    "a tower of macros in many formulas": "\n\n".join(
        [r"$\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b}$", *[r"$\c$"] * 300]
    ),
    "many formulas": repeated("$x$ "),
    "references": repeated("\\eqref{a}"),
    "labels": "".join(f"$$x\\label{{a{n}}}$$\n" for n in range(4_900)),
    "a huge matrix": "$$\\begin{matrix}" + ("a&" * 60 + "a\\\\") * 60 + "\\end{matrix}$$",
    "negative lengths": r"$$\kern-9999em\raisebox{-9999em}{x}\\[-9999em]y\rule{-9999em}{9999em}$$",
}
BIBLIOGRAPHIES = {
    name: f"{text}\n\n```bibliography\n{entries}\n```"
    for name, (text, entries) in {
        "open entries": ("[@a]", repeated("@book{a, title={b\n")),
        "entries on one line": ("[@a]", repeated("@a{a,")),
        "the same entry": ("[@a]", repeated("@book{a, title={b}}\n")),
        "entries": ("", "".join(f"@book{{a{n}, title={{b}}}}\n" for n in range(4_000))),
        "open braces": ("[@a]", "@book{a, title={" + repeated("{")),
        "braces in braces": ("[@a]", "@book{a, title={" + "{" * 50_000 + "}" * 50_000 + "}}"),
        "open quotation marks": ("[@a]", repeated('@a{a, title="')),
        "joined values": ("[@a]", "@book{a, title=" + repeated('"b"#') + '"c"}'),
        "strings that double": (
            "[@a]",
            '@string{b0="bbbbbbbb"}\n'
            + "".join(f"@string{{b{n + 1}=b{n}#b{n}}}\n" for n in range(40))
            + "@book{a, title=b40}",
        ),
        "signs of entries": ("[@a]", repeated("@")),
        "fields": ("[@a]", "@book{a," + repeated("title={b},") + "}"),
        "authors": ("[@a]", "@book{a, author={" + repeated("A B and ") + "C}}"),
        "braces in names": ("[@a]", "@book{a, author={" + repeated("a\\} ") + "}}"),
        "accents": ("[@a]", "@book{a, title={" + repeated('\\"{') + "}}"),
        "open formulas": ("[@a]", "@book{a, title={" + repeated("\\( $") + "}}"),
        "hyphens": ("[@a]", "@book{a, pages={" + repeated("- ") + "}}"),
        "citations": (repeated("[@a]"), "@book{a}"),
        "one long citation": ("[" + repeated("@a;") + "@a]", "@book{a}"),
        "open citations": (repeated("[@a "), "@book{a}"),
        "signs of citations": ("[" + repeated("-@") + "]", "@book{a}"),
    }.items()
}
SCRIPTS = {
    "a script in an entry": '[@a]\n\n```bibliography\n@misc{a, title={<script>alert(1)</script>}, url={javascript:x"'
    '<img src=x onerror=alert(1)>}, doi={10.1000/"><script>alert(1)</script>}}\n```',
    "a script in a broken entry": "[@a]\n\n```bibliography\n@misc{a, title={<img src=x onerror=alert(1)>\n```",
    "a script in a key": '[@{a"><script>}]\n\n```bibliography\n@misc{a"><script>,title={<script>alert(1)}}\n```',
    "HTML in text": r"$\text{<img src=x onerror=alert(1)>}$",
    "HTML in a broken formula": r"$<img src=x onerror=alert(1)>\foo$",
    "HTML behind a comment": "$<img src=x onerror=alert(1)>%$",
    "a link in a formula": r"$\href{javascript:alert(1)}{x}$ $\url{javascript:alert(1)}$",
    "attributes in a formula": r"$\htmlData{a=b}{x}$ $\htmlClass{a}{x}$ $\htmlId{a}{x}$ $\htmlStyle{a}{x}$",
    "an image in a formula": r"$\includegraphics{https://a.b/c.png}$",
    "a link made by a macro": r"$\def\h{\href}\h{javascript:alert(1)}{x}$",
    "a link in Markdown": "[a](javascript:alert(1)) <javascript:alert(1)> ![b](javascript:alert(1))",
    "a script in an open tag": "<img src=x onerror=alert(1) <b <script>alert(1)</script",
    "a script in CDATA": "<![CDATA[<script>alert(1)</script>]]> <?php <script>alert(1)</script> ?>",
    "a tag in a quoted attribute": '<a title="<img src=x onerror=alert(1)>" href="javascript:alert(1)">a</a>',
    "a script in a statement": '::: theorem <script>alert(1)</script> {#x" onclick="alert(1) .y"><script>}\na\n:::',
    "a script in a caption": ': <script>alert(1)</script> {#a"><script>}\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    "a script in a label": '::: lemma {#"><script>alert(1)</script>}\na\n:::\n\\autoref{"><script>alert(1)</script>}',
    "a script in a post": "[[<script>]] [[a|<script>alert(1)</script>]]",
    "a script in a language": '```"><script>alert(1)</script>\na\n```',
}
LEXERS = ("ansys", "chapel", "fish", "maple", "registry", "scala", "smithy", "tcsh", "urbiscript")
CODE = {name: "```" + name + '\n"' + "\\" * 60 + "\n```" for name in LEXERS}


def attempt(source: str) -> Document | None:
    """The document, or None where the text is refused by name; within the time either way."""
    start = time.monotonic()
    try:
        return render(source, seconds=SECONDS)
    except RenderError as error:
        assert error.kind != "crashed"
        return None
    finally:
        assert time.monotonic() - start < SECONDS + SLACK


@pytest.mark.parametrize("name", [*MARKDOWN, *FORMULAS, *BIBLIOGRAPHIES])
def test_a_hostile_text_comes_back_in_time_and_the_next_is_rendered(name: str) -> None:
    document = attempt({**MARKDOWN, **FORMULAS, **BIBLIOGRAPHIES}[name])

    assert document is None or dangers_of(document) == []
    assert sketch(render("$x$").html) == "<p>⟦x⟧</p>"


@pytest.mark.parametrize("name", list(SCRIPTS))
def test_no_script_or_address_comes_through(name: str) -> None:
    document = render(f"{SCRIPTS[name]}\n\n$y$")

    assert dangers_of(document) == []
    assert sketch(document.html).endswith("<p>⟦y⟧</p>")


@pytest.mark.parametrize("language", list(CODE))
def test_code_that_a_lexer_does_not_finish_is_shown_without_colours(language: str) -> None:
    document = render(f"a\n\n{CODE[language]}\n\n$y$")

    assert [(warning.kind, warning.line, warning.excerpt) for warning in document.warnings] == [
        ("slow-code", 3, language)
    ]
    assert "\\" * 60 in document.text
    assert sketch(document.html).endswith("<p>⟦y⟧</p>")


def test_many_slow_blocks_do_not_use_up_the_time() -> None:
    document = render("\n\n".join([*[CODE["scala"]] * 30, "```python\npass\n```"]))

    assert {warning.kind for warning in document.warnings} == {"slow-code"}
    assert "pass" in document.text


def test_a_language_with_a_slow_lexer_is_coloured_all_the_same() -> None:
    assert '<span class="kd">val</span>' in render("```scala\nval x = 1\n```").html
