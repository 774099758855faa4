"""Writes the reference for authors into `docs/`, one file in each language, from the chapters that the tests check.

`make writing` runs it after an entry was added or changed; a test sees that the files are in step.
"""

import re
from pathlib import Path

from blog.writing import LANGUAGES, Chapter, Entry, chapters

DOCS = Path(__file__).resolve().parent.parent / "docs"
FILES = {"en": DOCS / "writing.md", "zh-hans": DOCS / "writing.zh.md"}
FENCE = re.compile("^`{3,}", re.MULTILINE)
WARNING = re.compile(r"(?P<kind>\S+) (?P<line>\d+):(?P<column>\d+)")

OPENINGS = {
    "en": (
        "# How to write\n\n[中文](writing.zh.md)\n\n"
        "Everything an author can write, each with what becomes of it. This page is made by `make writing` from the "
        "examples in `blog/writing/`; each of them is a test, so none can be wrong. In the admin the same page shows "
        "them drawn.\n\n"
        "Results are HTML in short: `⟦x^2⟧` is a drawn formula with the mark that stays with it, `⟦display x | (1)⟧` "
        "one in a line of its own with its number, `⟦code python: …⟧` a coloured block, `⟦#proof⟧` a heading's link "
        "to itself."
    ),
    "zh-hans": (
        "# 怎样写\n\n[English](writing.md)\n\n"
        "作者能写的一切，以及写出来的样子。这一页由 `make writing` 从 `blog/writing/` 里的例子生成；"
        "每个例子都是一条测试，所以不会错。后台里的同一页直接显示画好的结果。\n\n"
        "结果是缩写的 HTML：`⟦x^2⟧` 是画好的公式，连同不能与它分开的标点；`⟦display x | (1)⟧` 是单独一行的公式和号码；"
        "`⟦code python: …⟧` 是上了色的代码；`⟦#proof⟧` 是标题通向自己的链接。"
    ),
}
WORDS = {
    "en": ("Result:", "Warning: line {}, column {} (`{}`)"),
    "zh-hans": ("结果：", "提醒：第 {} 行第 {} 列（`{}`）"),
}


def document(language: str) -> str:
    """The whole file in one language."""
    those = chapters(language)
    contents = "\n".join(f"- [{chapter.title}](#{heading_anchor(chapter.title)})" for chapter in those)
    parts = [OPENINGS[language], contents, *(_chapter(chapter, language) for chapter in those)]
    return "\n\n".join(parts) + "\n"


def heading_anchor(title: str) -> str:
    """The anchor that GitHub gives a heading.

    >>> heading_anchor("Headings and contents"), heading_anchor("宏、化学")
    ('headings-and-contents', '宏化学')
    """
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _chapter(chapter: Chapter, language: str) -> str:
    entries = (_entry(entry, language) for entry in chapter.entries)
    return "\n\n".join([f"## {chapter.title}", chapter.introduction, *entries])


def _entry(entry: Entry, language: str) -> str:
    result, warning = WORDS[language]
    parts = [f"### {entry.name}", *([entry.remark] if entry.remark else [])]
    parts += [_fenced(entry.source, "markdown"), result, _fenced(entry.sketch, "html")]
    for line in entry.warnings:
        match = WARNING.fullmatch(line)
        assert match, f"{entry.name}: {line} is no warning"
        parts.append(warning.format(match["line"], match["column"], match["kind"]))
    return "\n\n".join(parts)


def _fenced(text: str, language: str) -> str:
    """A block of code whose fence is longer than all in it."""
    longest = max((len(match.group()) for match in FENCE.finditer(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def main() -> None:
    """Write both files anew."""
    for language in LANGUAGES:
        FILES[language].write_text(document(language), encoding="utf-8")
        number = sum(len(chapter.entries) for chapter in chapters(language))
        print(f"{number} entries in {FILES[language].relative_to(DOCS.parent)}.")


if __name__ == "__main__":
    main()
