"""Reads what stands about a post at the head of its Markdown file.

Every scalar stays text: `title: no` is "no", and a date is what the author typed.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

import yaml

SIZE_LIMIT = 64 * 1024  # characters; a post's front matter has hundreds
BLOCK = re.compile(r"\A---[ \t]*\n(?P<keys>.*?)(?:^---[ \t]*$\n?|^\.\.\.[ \t]*$\n?)", re.DOTALL | re.MULTILINE)
TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<keys>.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
# Keys without an opening line, a title among the first: up to `---`, or up to an empty line.
HEAD = re.compile(
    r"""
    \A(?=(?:[\w-]+:.*\n){0,3}[Tt]itle:)
    (?P<keys>(?:[\w-]+:(?:[ \t].*)?\n(?:[ \t]+.*\n|-[ \t].*\n)*)+)
    (?:---[ \t]*(?:\n|\Z)|\n)
    """,
    re.VERBOSE,
)


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
            event = self.peek_event()  # type: ignore[no-untyped-call] # PyYAML has no types for it
            raise yaml.MarkedYAMLError(problem="aliases (*) are not taken", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def split(text: str) -> Parts:
    r"""Cut a Markdown file into front matter and text.

    Known are YAML between lines of `---` (Jekyll, Hexo, Hugo), YAML that only ends with one (old Hexo), TOML between
    lines of `+++` (Hugo), and keys up to an empty line (Pelican).

    >>> parts = split("---\ntitle: no\ntags: [a, 概率]\n---\nHello")
    >>> parts.values, parts.body, parts.body_line
    ({'title': 'no', 'tags': ['a', '概率']}, 'Hello', 5)

    Raises:
        FileError: the front matter is not closed, too long, or cannot be read.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for form, reader in ((BLOCK, parse), (TOML, parse_toml), (HEAD, parse)):
        if block := form.match(text):
            if len(block["keys"]) > SIZE_LIMIT:
                raise FileError(f"the front matter is longer than {SIZE_LIMIT} characters", 1)
            values, lines = reader(block["keys"], text.count("\n", 0, block.start("keys")) + 1)
            return Parts(values, lines, text[block.end() :], text.count("\n", 0, block.end()) + 1)
    if opening := re.match(r"(---|\+\+\+)[ \t]*\n", text):
        raise FileError(f"the front matter is not closed by a line {opening[1]}", 1)
    return Parts(body=text)


def parse_toml(text: str, first_line: int = 1) -> tuple[dict[str, Any], dict[str, int]]:
    """A TOML table with its values as text, and the line of each of its keys.

    Raises:
        FileError: it is no TOML.
    """
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        raise FileError(
            f"the front matter is no TOML: {error}", first_line + int(found[1]) - 1 if found else first_line
        ) from error
    lines = {
        match[1]: first_line + text.count("\n", 0, match.start()) for match in re.finditer(r"(?m)^([\w-]+)\s*=", text)
    }
    return {key: _as_text(value) for key, value in values.items()}, lines


def _as_text(value: Any) -> Any:
    """Scalars as text, as YAML's are here; a date as ISO 8601."""
    if isinstance(value, list):
        return [_as_text(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def parse(text: str, first_line: int = 1) -> tuple[dict[str, Any], dict[str, int]]:
    """A YAML mapping and the line of each of its keys. Tabs are taken for spaces, as Hugo and Hexo take them.

    Raises:
        FileError: it is not YAML, or no mapping.
    """
    text = text.expandtabs(2)
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
