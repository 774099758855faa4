"""Reads the YAML between two lines of `---` at the head of a Markdown file.

Every scalar stays text: `title: no` is "no", and a date is what the author typed.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

SIZE_LIMIT = 64 * 1024  # characters; a post's front matter has hundreds
BLOCK = re.compile(r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)(?:^---[ \t]*$\n?|^\.\.\.[ \t]*$\n?)", re.DOTALL | re.MULTILINE)


class FileError(ValueError):
    """A file that cannot be taken in; `line` counts from 1, 0 where none can be named."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Parts:
    """A file cut into its front matter and its text."""

    values: dict[str, Any] = field(default_factory=dict)  # text, or lists and mappings of text
    lines: dict[str, int] = field(default_factory=dict)  # where each key stands
    body: str = ""
    body_line: int = 1  # of the text's first line


class _TextLoader(yaml.BaseLoader):
    """Scalars as text, no tags, no aliases: nothing is built and nothing unfolds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases (*) are not taken", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def split(text: str) -> Parts:
    r"""Cut a Markdown file into front matter and text.

    >>> parts = split("---\ntitle: no\ntags: [a, 概率]\n---\nHello")
    >>> parts.values, parts.body, parts.body_line
    ({'title': 'no', 'tags': ['a', '概率']}, 'Hello', 5)

    Raises:
        FileError: the front matter is not closed, too long, or no YAML mapping.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = BLOCK.match(text)
    if block is None:
        if re.match(r"\ufeff?---[ \t]*\n", text):
            raise FileError("the front matter is not closed by a line ---", 1)
        return Parts(body=text)
    if len(block["yaml"]) > SIZE_LIMIT:
        raise FileError(f"the front matter is longer than {SIZE_LIMIT} characters", 1)
    values, lines = parse(block["yaml"], first_line=2)
    body = text[block.end() :]
    return Parts(values, lines, body, text.count("\n", 0, block.end()) + 1)


def parse(text: str, first_line: int = 1) -> tuple[dict[str, Any], dict[str, int]]:
    """A YAML mapping and the line of each of its keys.

    Raises:
        FileError: it is not YAML, or no mapping.
    """
    try:
        node = yaml.compose(text, Loader=_TextLoader)
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise FileError("the front matter is not a list of `key: value`", first_line)
        values = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - builds text, lists and mappings only
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark  # where the thing begins, else where it went wrong
        line = mark.line if mark else 0
        raise FileError(f"the front matter is no YAML: {error.problem}", first_line + line) from error
    except yaml.YAMLError as error:
        raise FileError(f"the front matter is no YAML: {error}", first_line) from error
    except RecursionError as error:
        raise FileError("the front matter is nested too deeply", first_line) from error
    lines = {str(key.value): first_line + key.start_mark.line for key, _ in node.value}
    return {str(key): value for key, value in values.items()}, lines
