"""Diagrams, drawn by a stand-in for Graphviz that says what it is told, and by the real one where it is installed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from blog.rendering import Document, RenderContext, RenderWarning, guard
from blog.rendering.diagrams import drawing, graphviz
from blog.rendering.pipeline import run
from tests.rendering.sketching import local_name, parse
from tests.rendering.test_sanitizing import dangers_of

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz: see tests/rendering/graphviz.sh")

Install = Callable[[str], None]
BLOCK = "```dot\ndigraph { a -> b }\n```"
PROLOG = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
 "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Generated -->"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a shell script in the place of `dot`."""

    def write(script: str) -> None:
        program = tmp_path / "dot"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(graphviz, "find", lambda: str(program))

    return write


def saying(inside: str, attributes: str = 'width="40pt" height="20pt" viewBox="0 0 40 20"') -> str:
    """A script that draws the same whatever it is asked."""
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"cat >/dev/null; cat <<'END'\n{PROLOG}<svg {attributes} {namespaces}>{inside}</svg>\nEND"


def failing(message: str) -> str:
    return f'cat >/dev/null; echo "{message}" >&2; exit 1'


def kinds(document: Document) -> list[tuple[str, int]]:
    return [(warning.kind, warning.line) for warning in document.warnings]


def svg_of(document: Document) -> Element:
    """The drawing, without the empty one beside it."""
    drawings = [part for part in parse(document.html).iter() if local_name(part) == "svg"]
    return next(part for part in drawings if part.get("role") == "img")


def parts(document: Document) -> list[str]:
    """The elements of the drawing with their attributes, as `text x=1 | words`."""
    return [
        " ".join([local_name(part), *(f"{name}={value}" for name, value in part.items())])
        + (f" | {part.text}" if part.text and part.text.strip() else "")
        for part in svg_of(document).iter()
    ][1:]


def test_without_the_program_the_source_is_shown_and_the_author_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    document = run(f"a\n\n{BLOCK}", RenderContext())

    assert kinds(document) == [("no-graphviz", 3)]
    assert "language-dot" in document.html
    assert "digraph" in document.text


def test_a_program_that_cannot_be_started_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "find", lambda: "/nowhere/dot")

    assert kinds(run(BLOCK, RenderContext())) == [("no-graphviz", 1)]


def test_other_code_asks_for_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert kinds(run("```python\npass\n```\n\n```dot\n```", RenderContext())) == []


def test_a_drawing_is_a_figure_with_its_title_and_size(install: Install) -> None:
    install(saying('<g><ellipse fill="none" stroke="black" cx="1" cy="2" rx="3" ry="4"/></g>'))
    document = run('```dot title="甲 <b>"\ndigraph {}\n```', RenderContext())

    svg = svg_of(document)
    assert (svg.get("width"), svg.get("height"), svg.get("viewBox")) == ("40", "20", "0 0 40 20")
    assert svg.get("aria-label") == "甲 <b>"
    assert "<figcaption>甲 &lt;b&gt;</figcaption>" in document.html
    assert parts(document) == ["g", "ellipse cx=1 cy=2 rx=3 ry=4 fill=none stroke=currentColor"]
    assert document.warnings == ()
    assert document.counts.figures == 1
    assert document.counts.code_lines == 0


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "图示"), ("en", "Diagram")])
def test_a_drawing_without_a_title_has_a_name_in_the_language_of_the_text(
    install: Install, language: str, name: str
) -> None:
    install(saying(""))

    assert svg_of(run(BLOCK, RenderContext(language=language))).get("aria-label") == name


def test_a_feed_has_the_source_and_the_search_the_words(install: Install) -> None:
    install(saying('<text x="1" y="2">甲 &amp; 乙</text><text x="1" y="9">丙</text>'))
    document = run('```graphviz title="丁"\ndigraph { x -> y }\n```', RenderContext())

    assert document.feed_html.strip() == '<pre><code class="language-graphviz">digraph { x -&gt; y }</code></pre>'
    assert document.text == "丁 甲 & 乙 丙"


def test_a_drawing_stands_in_a_list_and_in_a_quote(install: Install) -> None:
    install(saying(""))
    document = run(
        f"- a\n\n  ```dot\n  graph {{}}\n  ```\n\n> b\n>\n> ```dot\n> graph {{}}\n> ```\n\n{BLOCK}", RenderContext()
    )

    assert document.html.count('<figure class="diagram">') == 3


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ('<text fill="#000000" x="1" y="2">a</text>', "text x=1 y=2 fill=currentColor | a"),
        ('<path fill="red" stroke="transparent" d="M1,2"/>', "path d=M1,2 fill=red stroke=none"),
        ('<text font-family="Courier New" x="1" y="2">a</text>', "text x=1 y=2 font-family=monospace | a"),
        ('<text font-family="Times,serif" x="1" y="2">a</text>', "text x=1 y=2 | a"),
        ('<g id="a" class="b" style="color:red" onclick="x()"/>', "g"),
        ('<polyline points="1,2 3,4" stroke-dasharray="5,2"/>', "polyline points=1,2 3,4 stroke-dasharray=5,2"),
        ('<path d="url(#a)" fill="none"/>', "path fill=none"),
        ('<path d="M1" stroke="url(https://a.b/)"/>', "path d=M1 stroke=none"),
        ('<path d="M1" stroke="url(https://a.b/&quot;)"/>', "path d=M1 stroke=none"),
        ('<path d="M1" stroke-width="&quot;"/>', "path d=M1"),
    ],
)
def test_of_a_drawing_only_what_a_page_may_show_is_kept(install: Install, drawn: str, kept: str) -> None:
    install(saying(drawn))
    document = run(BLOCK, RenderContext())

    assert parts(document) == [kept]
    assert dangers_of(document) == []


@pytest.mark.parametrize(
    ("drawn", "left_out"),
    [
        ('<g><a xlink:href="javascript:alert(1)"><text>a</text></a></g>', "link"),
        ('<image xlink:href="https://a.b/c.png" width="1"/>', "image"),
        ("<script>alert(1)</script>", "script"),
        ("<style>*{color:red}</style>", "style"),
        ("<foreignObject><b>a</b></foreignObject>", "foreignObject"),
        ('<animate attributeName="x"/>', "animate"),
        ('<defs><linearGradient id="l"/></defs><path d="M1" fill="url(#l)"/>', "gradient"),
    ],
)
def test_what_a_page_cannot_show_is_left_out_and_named(install: Install, drawn: str, left_out: str) -> None:
    install(saying(drawn))
    document = run(BLOCK, RenderContext())

    assert [(warning.kind, warning.excerpt) for warning in document.warnings] == [("diagram-parts", left_out)]
    assert dangers_of(document) == []


def test_the_white_page_below_a_drawing_is_removed(install: Install) -> None:
    install(saying('<g><title>a</title><polygon fill="white" stroke="none" points="0,0"/><path d="M1"/></g>'))

    assert parts(run(BLOCK, RenderContext())) == ["g", "path d=M1"]


@pytest.mark.parametrize(("paint", "classes"), [("black", "diagram"), ("red", "diagram on-paper")])
def test_a_drawing_with_colours_of_its_own_keeps_its_paper(install: Install, paint: str, classes: str) -> None:
    install(saying(f'<path d="M1" stroke="{paint}"/>'))

    assert f'<figure class="{classes}">' in run(BLOCK, RenderContext()).html


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ('<text font-size="18.00">a</text>', "500"),
        ('<text font-size="9.00">a</text>', "1000"),
        ('<text font-size="4">a</text>', "1000"),
        ('<g transform="scale(.5 .5)"><text font-size="36.00">a</text></g>', "500"),
        ('<text font-size="big">a</text>', "643"),
    ],
)
def test_a_drawing_shrinks_while_its_words_are_legible(install: Install, words: str, least: str) -> None:
    install(saying(words, 'viewBox="0 0 1000 20"'))
    document = run(BLOCK, RenderContext())

    assert f'<svg class="diagram-least" width="{least}"' in document.html
    assert 'tabindex="0"' in document.html


@pytest.mark.parametrize(
    ("message", "line", "detail"),
    [
        ("Error: <stdin>: syntax error in line 2 near '->'", 5, "syntax error near '->'"),
        ("Warning: a\nError: <stdin>: syntax error in line 1 near 'x'", 4, "syntax error near 'x'"),
        ("Error: <stdin>: syntax error in line 999999999 near 'x'", 3, "syntax error near 'x'"),
        ("Error: syntax error in line 3 of a label", 3, "syntax error of a label"),
        ("Segmentation fault", 3, "Segmentation fault"),
    ],
)
def test_what_graphviz_refuses_is_shown_as_its_source_and_named_with_its_line(
    install: Install, message: str, line: int, detail: str
) -> None:
    install(failing(message))
    document = run("a\n\n```dot\ndigraph {\n a -> -> b }\n```", RenderContext())

    assert document.warnings == (RenderWarning("diagram", line, 1, "", detail),)
    assert "language-dot" in document.html


@pytest.mark.parametrize(
    "written",
    [
        "nothing",
        "<svg/>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>',
        '<!DOCTYPE a [<!ENTITY b "c">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&b;</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>',
    ],
)
def test_what_is_no_drawing_is_refused(install: Install, written: str) -> None:
    install(f"cat >/dev/null; cat <<'END'\n{written}\nEND")

    assert kinds(run(BLOCK, RenderContext())) == [("diagram", 1)]


def test_a_drawing_that_does_not_end_is_given_up_and_the_others_share_what_is_left(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 0.2)
    monkeypatch.setattr(drawing, "TEXT_SECONDS", 0.3)
    install("exec sleep 60")
    document = run("\n\n".join(f"```dot\ngraph {{ {number} }}\n```" for number in range(50)), RenderContext())

    assert {warning.kind for warning in document.warnings} == {"slow-diagram"}
    assert len(document.warnings) == 50


@pytest.mark.parametrize(
    "script", ["cat >/dev/null; yes", "yes", saying("", 'viewBox="0 0 99999 9"'), "cat >/dev/null; yes >&2"]
)
def test_a_drawing_without_measure_is_given_up(install: Install, script: str) -> None:
    install(script)

    assert kinds(run(BLOCK, RenderContext())) == [("large-diagram", 1)]


def test_a_long_description_is_written_while_the_drawing_is_read(install: Install) -> None:
    install("cat >&2; " + saying(""))
    long = "```dot\n// " + "a" * 300_000 + "\n```"

    assert kinds(run(long, RenderContext())) == []


def test_a_program_that_reads_nothing_harms_nothing(install: Install) -> None:
    install("exec 0<&-; " + saying("").removeprefix("cat >/dev/null; "))

    assert kinds(run("```dot\n// " + "a" * 300_000 + "\n```", RenderContext())) == []


def test_the_same_drawing_is_made_once(install: Install, tmp_path: Path) -> None:
    install(f"mkdir {tmp_path}/call-$$; " + saying(""))
    for _ in range(2):
        run(f"{BLOCK}\n\n{BLOCK}", RenderContext())

    assert len(list(tmp_path.glob("call-*"))) == 1


def test_the_program_writes_no_file(install: Install, tmp_path: Path) -> None:
    install(f"cat >/dev/null; echo a >{tmp_path}/file; " + saying(""))  # it is limited once it is told what to draw
    run(BLOCK, RenderContext())

    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_the_program_sees_no_environment(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a")
    install("env >&2; exit 1")

    (warning,) = run(BLOCK, RenderContext()).warnings
    assert "SECRET" not in warning.detail


BOMBS = {
    "subgraphs in subgraphs": "digraph {" + "subgraph {" * 10_000 + "a" + "}" * 10_000 + "}",
    "clusters in clusters": "digraph {" + "subgraph cluster_a {" * 10_000 + "a" + "}" * 10_000 + "}",
    "loops": "digraph {" + "a -> a; " * 60_000 + "}",
    "many edges": "digraph {" + "".join(f"a{n % 700} -> a{n * 7 % 701};" for n in range(30_000)) + "}",
    "a product of edges": "graph { {" + " ".join(f"a{n}" for n in range(5_000)) + "} -- {" + " b" * 5_000 + "} }",
    "a huge label": 'digraph { a [label="' + "x" * 400_000 + '"] }',
    "a long label": 'digraph { a [label="' + "x" * 10_000 + '"] }',
    "a huge size": 'digraph { size="1e9,1e9!"; ratio=1000000; a -> b }',
    "a huge font": "digraph { a [fontsize=1000000000] }",
    "a polygon with countless sides": "digraph { a [shape=polygon, sides=2000000000] }",
    "countless borders": "digraph { a [peripheries=200000000] }",
    "directions that change": "digraph {" + "rankdir=LR; rankdir=TB; " * 10_000 + "a -> b }",
    "tables in tables": "digraph { a [label=<"
    + "<table><tr><td>" * 9_000
    + "x"
    + "</td></tr></table>" * 9_000
    + ">] }",
    "springs": "graph { layout=neato; " + "".join(f"a{n} -- a{n * 7 % 3_001};" for n in range(15_000)) + "}",
    "open quotes": 'digraph { a [label="' * 10_000,
    "nothing": "\x00\x00",
}


@needs_graphviz
@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_harms_neither_its_text_nor_the_next(name: str) -> None:
    pool = guard.Pool(children=1)
    document = pool.render(f"a\n\n```dot\n{BOMBS[name]}\n```\n\n$y$", RenderContext())
    following = pool.render("```dot\ndigraph { 甲 -> 乙 }\n```", RenderContext())
    pool.close()

    assert document.html.endswith("</p>")
    assert [warning.line for warning in document.warnings if warning.kind not in {"slow-diagram"}] in ([], [3], [4])
    assert following.warnings == ()
    assert "甲" in "".join(svg_of(following).itertext())


@needs_graphviz
def test_bombs_together_keep_the_time_of_a_text() -> None:
    pool = guard.Pool(children=1)
    blocks = [f"```dot\n{BOMBS['a product of edges']} // {number}\n```" for number in range(4)]
    document = pool.render("\n\n".join(blocks), RenderContext())
    pool.close()

    refused = {"slow-diagram", "diagram", "large-diagram"}  # which of them is a matter of the machine's speed
    assert {kind for kind, _ in kinds(document)} <= refused
    assert len(document.warnings) == 4


@needs_graphviz
@pytest.mark.parametrize(
    "attribute", ['image="/etc/passwd"', 'shape=epsf, shapefile="/etc/passwd"', 'image="http://127.0.0.1/a.png"']
)
def test_no_file_is_read_for_a_drawing(attribute: str) -> None:
    document = run(f"```dot\ndigraph {{ a [{attribute}]; a -> b }}\n```", RenderContext())

    assert "root:" not in document.html
    assert [(warning.kind, warning.excerpt) for warning in document.warnings] == [("diagram-parts", "image")]


@needs_graphviz
def test_the_real_graphviz_names_the_line_of_an_error() -> None:
    document = run("a\n\n```dot\ndigraph {\n  a -> b\n  b -> -> c\n}\n```", RenderContext())

    assert kinds(document) == [("diagram", 6)]


@needs_graphviz
def test_the_real_graphviz_draws_words_gradients_and_links() -> None:
    node = 'label="x < 1 & y", URL="javascript:alert(1)", style=filled, fillcolor="red:blue"'
    document = run(f"```dot\ndigraph {{ bgcolor=white; a [{node}] }}\n```", RenderContext())

    assert "x < 1 & y" in "".join(svg_of(document).itertext())
    assert [(warning.kind, warning.excerpt) for warning in document.warnings] == [("diagram-parts", "gradient, link")]
    assert dangers_of(document) == []
