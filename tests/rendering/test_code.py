"""Blocks of code: what their HTML says of lines and prompts, and whether every colour of the sheet can be read."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.token import STANDARD_TYPES

from blog.rendering import RenderContext, render
from blog.rendering.code.code_attributes import read
from tests.rendering.sketching import has_class, parse

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
COLOURED = set(
    re.findall(r"(?<=\.)[a-z]\w*", "".join(re.findall(r"\.code :is\(([^)]*)\)", (CSS / "code.css").read_text())))
)
# Names, operators, punctuation and white space have the text's colour; so has what a lexer takes for an error, because
# authors show fragments; the rest are classes above others, which no lexer gives alone.
PLAIN = {"", *["n", "nx", "py", "ni", "nv", "vc", "vg", "vi", "o", "p", "pm", "w", "x", "err", "esc", "g"]}
GROUNDS = ["ground", "code-marked", "code-added", "code-deleted"]
ROLES = ["text", "code-comment", "code-keyword", "code-string", "code-number", "code-name"]
LOWEST = 4.5  # WCAG 2.2, 1.4.3
SAMPLES = {
    "python": '@a\nclass B:\n    """d"""\n    def f(self, *a: int):\n        return f"{x!r:>3}" + rb"\\n" + 0x1F  # c',
    "c": "#include <a.h>\n/* c\n d */\nint main(void) { return 'a' + 1.5e3 + 07; }",
    "html": '<!DOCTYPE html><a href="b" c>&amp;</a><!-- d -->',
    "js": "const a = `b${c}` / /d/g; // e\nnull ?? undefined",
    "bash": 'for a in "$b"; do echo ${c} $(d) 2>&1; done # e',
    "console": "(venv) me@host:~$ ls\na",
    "pycon": '>>> 1/0\nTraceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nZeroDivisionError: a',
    "diff": "diff --git a b\n--- a\n+++ b\n@@ -1 +1 @@\n-c\n+d\n e",
    "sql": "SELECT a, 'b' FROM c WHERE d = 1 -- e",
    "rust": "#[a]\nfn f<'b>(c: &'b str) -> u8 { println!(\"{}\", 1_u8); 0b1 }",
    "go": "package a\nfunc f() (c chan int) { b := 'x'; return nil }",
    "java": '@A public class B { long c = 0xFFL; String d = "e"; }',
    "tex": "\\begin{a} $x^2$ % b\n\\end{a}",
    "yaml": "a: &b [1, 'c']\nd: *b # e",
    "json": '{"a": [1.5, null, "b"]}',
    "markdown": "# a\n*b* **c** `d`\n- e",
    "haskell": "module A where\nf :: Int -> Int\nf x = x + 1 -- b",
    "r": "a <- function(b) { NULL; TRUE; c$d } # e",
    "julia": "function f(a::Int)\n  @b :c => 1im\nend",
    "matlab": "function a = f(b)\n  c = 'd'; % e\nend",
    "css": "@media print { .a > #b:hover { color: #fff !important; } }",
    "make": "a: b\n\t@echo $(C)",
    "ini": "[a]\nb = c ; d",
    "php": "<?php $a = 'b'; echo \"{$a}\\n\"; // c",
}


def colours(scheme: int) -> dict[str, str]:
    """The colours of `tokens.css`, by name, for the light (0) or the dark scheme (1)."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS)
    return {name: pair[scheme] for name, *pair in pairs}


def printed() -> dict[str, str]:
    """The colours on paper."""
    sheet = (CSS / "print.css").read_text(encoding="utf-8")
    return {
        name: "#" + "".join(digit * 2 for digit in value) for name, value in re.findall(r"--([\w-]+): #(\w{3});", sheet)
    }


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_of_black_and_white_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", [colours(0), colours(1), printed()], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", ROLES)
def test_every_colour_of_code_can_be_read_on_every_ground(palette: dict[str, str], ground: str, role: str) -> None:
    assert contrast(palette[role], palette[ground]) >= LOWEST


@pytest.mark.parametrize("palette", [colours(0), colours(1), printed()], ids=["light", "dark", "print"])
def test_numbers_of_lines_and_the_rule_of_highlighted_ones_can_be_seen(palette: dict[str, str]) -> None:
    assert contrast(palette["muted"], palette["ground"]) >= LOWEST
    assert contrast(palette["muted"], palette["paper"]) >= LOWEST
    assert contrast(palette["accent"], palette["code-marked"]) >= 3  # WCAG 2.2, 1.4.11


def test_old_browsers_have_every_colour_of_the_light_scheme() -> None:
    fallback = dict(re.findall(r"--([\w-]+): (#\w{6})", TOKENS[TOKENS.index("@supports not") :]))
    assert fallback == {name: colours(0)[name] for name in fallback}
    assert {*ROLES, *GROUNDS} <= set(fallback)


@pytest.mark.parametrize("name", sorted(set(STANDARD_TYPES.values())))
def test_every_class_of_pygments_has_a_colour_or_is_meant_to_have_none(name: str) -> None:
    assert (name in COLOURED) != (name in PLAIN)


@pytest.mark.parametrize("language", list(SAMPLES))
def test_every_token_of_common_languages_has_a_known_class(language: str) -> None:
    root = parse(render(f"```{language}\n{SAMPLES[language]}\n```").html)
    classes = [part.get("class", "").split() for part in root.iter("span") if part.get("class")]
    assert len(classes) >= 3
    assert [names for names in classes if not {*names} & (COLOURED | PLAIN)] == []


@settings(deadline=None)  # the first block of a language loads its lexer
@given(
    st.text("'\"/*#<>&\\ \nab1+-{}", max_size=60),
    st.sampled_from(["python", "c", "html", "diff", "diff-js", "bash", ""]),
)
def test_every_line_of_any_code_is_whole(code: str, language: str) -> None:
    html = render_one(f"~~~{{{'.' + language if language else ''} .numberLines hl_lines=1}}\n{code}\n~~~")
    lines = [part for part in html.iter("span") if has_class(part, "line")]
    assert ["".join(line.itertext()) for line in lines] == code.split("\n")
    assert has_class(lines[0], "hl")


def render_one(source: str):
    """The tree of a text; without the child process, which would cost most of the time."""
    from blog.rendering import pipeline

    return parse(pipeline.run(source, RenderContext()).html)


def test_feeds_and_search_have_plain_code() -> None:
    document = render('```{python}\n#| filename: a.py\n#| code-line-numbers: "1"\nx = 1\n```\n\n```console\n$ ls\n```')
    assert document.feed_html.replace("\n", "") == (
        '<pre><code class="language-python">x = 1</code></pre><pre><code class="language-console">$ ls</code></pre>'
    )
    assert document.text.split() == ["x", "=", "1", "$", "ls"]


def test_options_at_the_head_of_a_cell_are_no_lines_of_code() -> None:
    assert render("```{python}\n#| echo: false\n#| label: a\nx\ny\n```").counts.code_lines == 2


def test_an_excerpt_ends_before_numbered_code() -> None:
    document = render("a\n\n```c linenos\nx\n```\n\nb")
    assert document.excerpt_html == "<p>a</p>"


@pytest.mark.parametrize(
    ("language", "code", "prompts"),
    [
        ("console", "$ ls\na\n# rm a", ["$ ", "# "]),
        ("shell-session", "(venv) me@host:~$ ls", ["(venv) ", "me@host:~$ "]),
        ("terminal", "$ ls", ["$ "]),
        ("pycon", ">>> def f():\n...     pass\n...\n1", [">>> ", "... ", "..."]),
        ("doctest", ">>> 1\n1", [">>> "]),
        ("sqlite3", "sqlite> select\n   ...> 1;\n1", ["sqlite> ", "   ...> "]),
        ("rconsole", "> x\n+ y\n[1] 1", ["> ", "+ "]),
        ("ps1con", "PS C:\\> ls\na", ["PS C:\\> "]),
        ("doscon", "C:\\> dir\na", ["C:\\> "]),
        ("psql", "db=# select\ndb-# 1;", ["db=# ", "db-# "]),
    ],
)
def test_a_prompt_is_marked_with_the_space_behind_it(language: str, code: str, prompts: list[str]) -> None:
    root = parse(render(f"```{language}\n{code}\n```").html)
    assert ["".join(part.itertext()) for part in root.iter("span") if has_class(part, "gp")] == prompts
    assert "".join(next(root.iter("code")).itertext()) == code


def test_code_without_numbers_and_highlighted_lines_has_no_elements_for_lines() -> None:
    assert render("```nosuch\na\nb\n```").html == (
        '<figure class="code"><figcaption><span>nosuch</span></figcaption><div class="code-body">'
        '<pre tabindex="0"><code class="language-nosuch">a\nb</code></pre></div></figure>'
    )


def test_numbers_are_neither_read_aloud_nor_reached_by_keyboard() -> None:
    root = parse(render("```c linenos\na\n```").html)
    gutter, code = root.iter("pre")
    assert gutter.get("aria-hidden") == "true"
    assert gutter.get("tabindex") is None
    assert code.get("tabindex") == "0"


HOSTILE = {
    "braces": "{" * 500_000,
    "pairs of braces": "{}" * 250_000,
    "open lists of lines": "{1" * 250_000,
    "open quotation marks": 'a="' * 160_000,
    "both quotation marks": "a=\"b='" * 80_000,
    "open brackets": "a=[" * 160_000,
    "words": "a " * 250_000,
    "a word": "a" * 500_000,
    "a key and spaces": "a:" + " " * 500_000,
    "lines": "{" + "1,3-5," * 80_000 + "}",
    "wrong lines": "{" + "1x," * 160_000 + "}",
    "signs": "#.:=-|" * 80_000,
}


@pytest.mark.parametrize("name", list(HOSTILE))
@pytest.mark.parametrize("before", ["", "python "])
def test_what_is_written_to_hurt_is_read_in_time(name: str, before: str) -> None:
    start = time.monotonic()
    attributes = read(before + HOSTILE[name], ["a"] * 9)
    assert time.monotonic() - start < 5
    assert len(attributes.problems) <= 5


def test_a_range_without_end_ends_with_the_block() -> None:
    attributes = read("{1-999999999}", ["a"] * 9)
    assert attributes.highlighted == ((1, 9),)
    assert [problem.excerpt for problem in attributes.problems] == ["1-999999999"]


def test_what_the_parser_keeps_for_others() -> None:
    attributes = read("{.python #lst:sieve .numberLines .wide caption='Sieve'}")
    assert (attributes.label, attributes.classes, attributes.title) == ("lst:sieve", ("wide",), "Sieve")


@given(st.text(max_size=80), st.lists(st.text("#|: a1-{}\"'", max_size=12), max_size=4))
def test_no_attribute_fails(info: str, lines: list[str]) -> None:
    attributes = read(info, lines)
    assert 0 <= attributes.options <= len(lines)
    assert all(1 <= first <= last <= len(lines) for first, last in attributes.highlighted)
    assert all(0 <= problem.column <= max(len(info), *map(len, lines), 0) for problem in attributes.problems)


def test_a_long_block_is_numbered_to_its_end() -> None:
    document = render("```c linenos\n" + "a\n" * 20_000 + "```\n\n$y$")
    assert document.html.count("data-line") == 20_000
