"""`make corpus FOLDER=…`: renders a folder of Markdown that others wrote, and says which formulas cannot be drawn.

With `--phones` their pages are opened in Chromium, too: see `tests.bench.phones`. Without a folder the corpus of the
tests is taken.
"""

import argparse
import re
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from blog.rendering import Document, RenderError, render
from tests.bench import phones, texts
from tests.bench.texts import Text
from tests.rendering import corpus

PATIENCE = 60  # seconds for one file; what is counted is what can be drawn, not how soon
PASS = 99.5  # percent of formulas that must be drawn
EXAMPLES = 5  # places shown for each message
DISPLAY = re.compile(r'<div class="eq[ "]')
NO_PROSE = re.compile(r"<(?P<tag>math|pre|code)\b.*?</(?P=tag)>|<[^>]*>", re.DOTALL)
TEX = re.compile(r".{0,20}(?:\\[A-Za-z]{2,}|(?<![A-Za-z])\$).{0,20}")  # what looks like a formula that was not found


@dataclass(frozen=True)
class Failure:
    """A formula that is not drawn, and where."""

    place: str
    message: str
    excerpt: str


def failures(text: Text, document: Document) -> list[Failure]:
    """The formulas of a text that are not drawn."""
    return [
        Failure(f"{text.name}:{warning.line + text.first_line - 1}:{warning.column}", warning.detail, warning.excerpt)
        for warning in document.warnings
        if warning.kind == "formula"
    ]


def missed(text: Text, document: Document) -> list[str]:
    """Lines of running text that still hold TeX: formulas that were not found, or shell and prices."""
    return [f"{text.name}: {match.group().strip()}" for match in TEX.finditer(NO_PROSE.sub(" ", document.html))]


def report(found: list[Failure], refused: list[str], left: list[str]) -> None:
    """Print the failures by message, the most frequent first, each with some of its places."""
    by_message: dict[str, list[Failure]] = defaultdict(list)
    for failure in found:
        by_message[failure.message].append(failure)
    for message, those in sorted(by_message.items(), key=lambda pair: -len(pair[1])):
        print(f"\n{len(those):5}  {message}")
        for failure in those[:EXAMPLES]:
            print(f"       {failure.place}  {failure.excerpt}")
    for reason in refused:
        print(f"refused: {reason}")
    print(f"\n{len(left):5}  places where running text holds TeX or dollars")
    for place in left[:: max(len(left) // EXAMPLES, 1)][:EXAMPLES]:
        print(f"       {place}")


def check(folder: Path) -> tuple[list[Text], float]:
    """Render all texts of a folder and print what came of it.

    Returns:
        The texts that can be rendered, and the percentage of their formulas that are drawn.
    """
    start = time.perf_counter()
    accepted, found, refused, left = [], [], [], []
    formulas = displays = 0
    for text in texts.read(folder):
        try:
            document = render(text.body, seconds=PATIENCE)
        except RenderError as error:
            refused.append(f"{text.name}: {error}")
            continue
        accepted.append(text)
        formulas += document.counts.formulas
        displays += len(DISPLAY.findall(document.html))
        found += failures(text, document)
        left += missed(text, document)
    report(found, refused, left)
    percent = 100 * (1 - len(found) / formulas) if formulas else 100.0
    print(
        f"\n{len(accepted)} files ({len(refused)} refused), {formulas} formulas, {displays} displays, "
        f"{len(found)} formulas not drawn: {percent:.2f} % drawn, in {time.perf_counter() - start:.0f} s"
    )
    return accepted, percent


def main() -> int:
    """Exit code 1 if fewer formulas are drawn than PASS says."""
    parser = argparse.ArgumentParser(description="Render a folder of Markdown and report on its formulas.")
    parser.add_argument("folder", type=Path, nargs="?", help="of Markdown files; the tests' own corpus if left out")
    parser.add_argument("--phones", action="store_true", help="open the pages in Chromium on screens of phones, too")
    parser.add_argument("--worst", type=int, default=20, help="how many displays that do not fit are listed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        accepted, percent = check(options.folder or corpus.write(Path(own)))
        if options.phones:
            phones.report(accepted, options.worst)
    return int(percent < PASS)


if __name__ == "__main__":
    sys.exit(main())
