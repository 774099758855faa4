"""Source blocks and what is expected of them: one test for each case in the files of `cases`.

A case is a line `=== name`, the source, a line `---`, and the sketch of the HTML (see `sketching`). Behind a line `!!!`
stand the expected warnings, one a line as `kind line:column`; without it none is expected. A line `??? reason` below
the name marks what the renderer does not do right yet. `␍`, `␉` and `␠` stand for characters that editors change:
a carriage return, a tab and a space. All cases know the same two other articles, see `CONTEXT`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from blog.rendering import ReferenceTarget, RenderContext, RenderWarning, render
from tests.rendering.sketching import sketch

FILES = sorted((Path(__file__).parent / "cases").glob("*.md"))
HEADER = re.compile(r"^=== (?P<name>.+)\n(?:\?\?\? (?P<reason>.+)\n)?", re.MULTILINE)
CONTEXT = RenderContext(
    references={
        "gan:eq:loss": ReferenceTarget("3", "/posts/gan/#eq-loss"),
        "概率论:条件 概率": ReferenceTarget("甲", "/posts/%E6%A6%82%E7%8E%87%E8%AE%BA/#eq-条件-概率"),
        "gan:hidden": ReferenceTarget("4"),
        "gan:missing": ReferenceTarget(),
    },
    slugs=("own", "formerly"),
)
UNSEEN = str.maketrans({"␍": "\r", "␉": "\t", "␠": " "})


@dataclass(frozen=True)
class Case:
    """A source block, what is expected of it, and why it does not come out so yet."""

    name: str
    source: str
    expected: str
    warnings: tuple[str, ...]
    reason: str


def read(text: str) -> list[Case]:
    """All cases of a file, in order.

    >>> read("=== a star is bold\\n**a**\\n---\\n<p><strong>a</strong></p>\\n")[0].expected
    '<p><strong>a</strong></p>'
    """
    headers = list(HEADER.finditer(text))
    stops = [*(header.start() for header in headers[1:]), len(text)]
    return [_case(header, text[header.end() : stop]) for header, stop in zip(headers, stops, strict=True)]


def _case(header: re.Match[str], body: str) -> Case:
    source, separator, rest = body.rpartition("\n---\n")
    assert separator, f"{header['name']} has no line ---"
    expected, _, warnings = f"\n{rest}".partition("\n!!!\n")
    return Case(
        header["name"],
        source.translate(UNSEEN),
        expected.strip("\n").translate(UNSEEN),
        tuple(warnings.strip("\n").splitlines()),
        header["reason"] or "",
    )


def parameters() -> list[object]:
    """One parameter for each case of each file, with an id like `numbering:a starred form has no number`."""
    return [
        pytest.param(
            case,
            id=f"{path.stem}:{case.name}",
            marks=[pytest.mark.xfail(strict=True, reason=case.reason)] if case.reason else [],
        )
        for path in FILES
        for case in read(path.read_text(encoding="utf-8"))
    ]


def line_of(warning: RenderWarning) -> str:
    """A warning as it stands in a case."""
    return f"{warning.kind} {warning.line}:{warning.column}"


@pytest.mark.parametrize("case", parameters())
def test_case(case: Case) -> None:
    document = render(case.source, CONTEXT)

    assert sketch(document.html) == case.expected
    assert tuple(map(line_of, document.warnings)) == case.warnings


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for path in FILES for case in read(path.read_text(encoding="utf-8"))]

    assert sorted(names) == sorted(set(names))
