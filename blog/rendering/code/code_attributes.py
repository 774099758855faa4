"""Reads what authors write behind a fence, in the forms of Hugo, Pandoc, Quarto, Docusaurus, VuePress, MkDocs and Hexo.

Knows nothing of the text around the fence, and never fails: what cannot be read becomes a `Problem`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from blog.rendering.code import attribute_names as names
from blog.rendering.code import line_ranges
from blog.rendering.code.attribute_names import plain
from blog.rendering.code.line_ranges import Lines

WHOLE_BRACES = re.compile(r"\s*\{[^{}]*\}\s*$")
CELL = re.compile(r"\s*\{\s*[A-Za-z]")  # {python} is run by Quarto; {.python} is only shown
LANGUAGE = re.compile(r"[\s{]*\.?(?P<language>[A-Za-z0-9_][A-Za-z0-9_+#.-]*)(?=[\s,:{}]|$)")
COLON = re.compile(r":(?P<after>[^\s{}=]+)")  # js:1,3-5 and js:a.js (Qiita); ts:line-numbers (VitePress)
SECOND_LANGUAGE = re.compile(r"\s+(?P<language>[A-Za-z0-9_+#-]+)(?=[\s:{]|$)")  # diff js:a.js (Zenn)
DIFFERENCE = re.compile(r"diff[-_](?P<language>.+)")
PART = re.compile(
    r"""
      \{(?P<lines>\s*[0-9][^{}]*)\}                            # {1,3-5}
    | \[(?P<name>[^\[\]]+)\]                                   # [a.js], as VitePress labels a block
    | (?P<key>:?[A-Za-z_][\w.-]*)(?:=|:[ ]?)
        (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\[(?P<list>[^\[\]]*)\]|(?P<bare>[^\s,{}]+))
    | \#(?P<label>[^\s,{}]+)
    | \.(?P<class>[^\s,.{}]+)
    | (?P<word>[^\s,{}\[\]]+)
    """,
    re.VERBOSE,
)
# At the head of a Quarto cell, in comments of Python and R, JavaScript and dot, Mermaid, SQL.
OPTION = re.compile(r"[ \t]*(?:\#|//|%%|--)\|(?:[ \t]*(?P<key>[\w.-]+):[ \t]*(?P<value>.*))?")

MOST_PROBLEMS = 5  # of one block; its author looks at the line anyway
EXCERPT = 40  # characters


@dataclass(frozen=True)
class Problem:
    """What cannot be read, or highlights a line that is not there."""

    excerpt: str
    line: int  # 0 for the line of the fence, then the lines of the block from 1
    column: int  # from 0, behind the fence or in the line


@dataclass(frozen=True)
class CodeAttributes:
    """What is said of a block of code."""

    language: str
    title: str
    numbered: bool
    first_line: int
    highlighted: tuple[Lines, ...]  # in order, apart from each other, and within the block
    is_diff: bool  # of another language than `diff` itself
    label: str
    classes: tuple[str, ...]
    options: int  # lines at the head of the block that are no code
    problems: tuple[Problem, ...]


def read(info: str, lines: Sequence[str] = ()) -> CodeAttributes:
    """The attributes behind a fence, and at the head of a Quarto cell.

    Args:
        info: what stands behind the fence on its line.
        lines: the block.

    >>> [read(info).language for info in ("python", "{.python #id}", "js {linenos=true}", 'py title="a.py"', "")]
    ['python', 'python', 'js', 'py', '']
    >>> [read(info).title for info in ('python title="tied.py"', "python", "js:a.js")]
    ['tied.py', '', 'a.js']
    >>> read("js {1,3-9}", ["a", "b", "c", "d"]).highlighted
    ((1, 1), (3, 4))
    >>> cell = read("{python}", ['#| filename: "a.py"', "x"])
    >>> cell.language, cell.title, cell.options
    ('python', 'a.py', 1)
    """
    reading = _Reading()
    reading.read_fence(info)
    options = reading.read_options(lines) if WHOLE_BRACES.match(info) and CELL.match(info) else 0
    return reading.result(len(lines) - options, options)


@dataclass
class _Reading:
    """What has been read so far; the first of two titles or labels counts."""

    language: str = ""
    title: str = ""
    label: str = ""
    is_diff: bool = False
    numbered: bool | None = None
    first_line: int | None = None
    marked: list[tuple[Lines, Problem]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    line: int = 0
    expects_lines: bool = False  # Zola and Hexo: hl_lines=1 3-5

    def read_fence(self, info: str) -> None:
        for part in PART.finditer(info, self._read_language(info)):
            self._read_part(part)
        if info.count("{") != info.count("}"):
            self._complain(info.strip(), 0)

    def read_options(self, lines: Sequence[str]) -> int:
        """Read the lines at the head that are options, and say how many there are."""
        for index, line in enumerate(lines):
            option = OPTION.match(line)
            if not option:
                return index
            self.line = index + 1
            if option["key"]:
                self._set(option["key"], option["value"].strip().strip("\"'"), option.start("key"))
        return len(lines)

    def result(self, count: int, options: int) -> CodeAttributes:
        """All together, for a block of so many lines."""
        missing = [problem for (first, last), problem in self.marked if first < 1 or last > count]
        return CodeAttributes(
            language=self.language.lower(),
            title=self.title,
            numbered=self.first_line is not None if self.numbered is None else self.numbered,
            first_line=1 if self.first_line is None else self.first_line,
            highlighted=tuple(line_ranges.merged((lines for lines, _ in self.marked), count)),
            is_diff=self.is_diff,
            label=self.label,
            classes=tuple(self.classes),
            options=options,
            problems=tuple([*self.problems, *missing][:MOST_PROBLEMS]),
        )

    def _read_language(self, info: str) -> int:
        """Read the language, which stands first, and say where it ends."""
        match = LANGUAGE.match(info)
        is_braced = info.lstrip().startswith("{")
        is_lines = is_braced and match is not None and match["language"][0].isdecimal()
        if not match or is_lines or plain(match["language"]) in names.NUMBERED | names.UNNUMBERED:
            return 0
        self.language, position = match["language"], match.end()
        second = SECOND_LANGUAGE.match(info, position) if self.language == "diff" else None
        if second and plain(second["language"]) not in names.NUMBERED | names.UNNUMBERED:
            self.language, self.is_diff, position = second["language"], True, second.end()
        elif difference := DIFFERENCE.fullmatch(self.language):
            self.language, self.is_diff = difference["language"], True
        return self._read_colon(info, position)

    def _read_colon(self, info: str, position: int) -> int:
        """Lines or a title that a colon ties to the language."""
        colon = COLON.match(info, position)
        if not colon or plain(colon["after"]) in names.NUMBERED | names.UNNUMBERED:
            return position
        if colon["after"][0].isdecimal() and not re.search("[A-Za-z]", colon["after"]):
            self._mark(colon["after"], colon.start("after"))
        else:
            self.title = colon["after"]
        return colon.end()

    def _read_part(self, part: re.Match[str]) -> None:
        expected_lines, self.expects_lines = self.expects_lines, False
        if part["lines"]:
            self._mark(part["lines"], part.start("lines"))
        elif part["key"]:
            self._read_pair(part)
        elif part["label"]:
            self.label = self.label or part["label"]
        elif part["class"]:
            self._read_class(part["class"])
        elif part["name"]:
            self.title = self.title or part["name"]
        elif expected_lines and line_ranges.RANGE.fullmatch(part["word"]):
            self._mark(part["word"], part.start())
            self.expects_lines = True
        else:
            self._read_word(part["word"], part.start())

    def _read_pair(self, part: re.Match[str]) -> None:
        value = next(part[kind] for kind in ("double", "single", "list", "bare") if part[kind] is not None)
        if part["bare"] and value[0] in "\"'[":  # it never ends
            self._complain(part.group(), part.start())
            value = value[1:]
        self._set(part["key"], value, part.start())

    def _read_class(self, name: str) -> None:
        if plain(name) in names.NUMBERED:
            self.numbered = True
        elif not self.language:
            self.language = name
        elif name == "diff":
            self.is_diff = True
        else:
            self.classes.append(name)

    def _read_word(self, word: str, start: int) -> None:
        if plain(word) in names.NUMBERED | names.UNNUMBERED:
            self.numbered = plain(word) in names.NUMBERED
        elif word[0] in "\"'":
            self._complain(word, start)
        elif "." in word.strip(".") and not self.title:  # Hexo: js a.js
            self.title = word

    def _set(self, key: str, value: str, start: int) -> None:
        name = plain(key)
        if name in names.TITLE:
            self.title = self.title or value
        elif name in names.LABEL:
            self.label = self.label or value
        elif name in names.NUMBERED or (name == names.BOTH and plain(value) in names.YES | names.NO):
            self._number(value, start)
        elif name in names.HIGHLIGHTED or name == names.BOTH:
            self.numbered = True if name == names.BOTH else self.numbered
            self.expects_lines = True
            self._mark(value, start)
        elif name in names.FIRST_LINE:
            self._begin_at(value, start)

    def _number(self, value: str, start: int) -> None:
        """`true`, `table`, `false`, or the number of the first line, behind which MkDocs may have others."""
        if plain(value) in names.YES | names.NO:
            self.numbered = plain(value) in names.YES
        elif self._begin_at(" ".join(value.split()[:1]), start):
            self.numbered = True

    def _begin_at(self, value: str, start: int) -> bool:
        match = line_ranges.RANGE.fullmatch(value)
        if not match or match["last"]:
            self._complain(value, start)
            return False
        self.first_line = int(value)
        return True

    def _mark(self, written: str, start: int) -> None:
        for part, lines in line_ranges.read(written):
            if lines:
                self.marked.append((lines, Problem(part, self.line, start)))
            else:
                self._complain(part, start)

    def _complain(self, excerpt: str, start: int) -> None:
        self.problems.append(Problem(excerpt[:EXCERPT], self.line, start))
