"""Brings the sources that a text cites from BibTeX files beside it into the text, where they are kept here."""

import re
from collections.abc import Iterable

from blog.interchange import code

ENTRY = re.compile(r"^[ \t]*@[ \t]*(?P<type>\w+)[ \t]*[{(][ \t]*(?P<key>[^\s,=}]*)", re.MULTILINE)
CITED = re.compile(r"(?<![\w@.\\/])@\{?(?P<key>[\w:.#$%&+?<>~/-]+)")
NARRATIVE = re.compile(
    r"""
    (?P<bracket>\[[^\[\]\n]*\])  # what stands in brackets is a citation already
    | (?<![\w@.\\/-])-?@(?P<key>[\w:.\#$%&+?<>~/-]*\w) (?:[ ]?\[(?P<place>[^\[\]@\n]+)\](?!\())?
    """,
    re.VERBOSE,
)
BRACED = re.compile(
    r"(?P<before>\[[^\[\]\n{}]*@[^\[\]\n{}]*,[ ]*)\{(?P<place>[^\[\]\n{}]*)\}"
)  # Pandoc's `[@key, {p. 1}]`


def with_entries(text: str, library: str) -> str:
    r"""A text with the entries of a BibTeX file that it cites, as a block at its end.

    A work named in a sentence, `@key` or `@key [chapter 1]`, becomes a citation in brackets.

    >>> library = "@book{a, title = {A}}\n@book{b, title = {B}}\n@book{c, title = {C}}"
    >>> print(with_entries("As @a [p. 2] says [@b, {ch. 1}].", library))
    As [@a, p. 2] says [@b, ch. 1].
    <BLANKLINE>
    ```bibliography
    @book{a, title = {A}}
    @book{b, title = {B}}
    ```
    <BLANKLINE>
    """
    entries = dict(_entries(library))
    parts = code.split(text)
    cited = {match["key"].rstrip(".:?/-") for part in parts[::2] for match in CITED.finditer(part)}
    chosen = [entry for key, entry in entries.items() if key in cited or key.startswith("@")]
    if not cited & entries.keys():
        return text
    for place in range(0, len(parts), 2):
        named = NARRATIVE.sub(lambda match: _in_brackets(match, entries), parts[place])
        parts[place] = BRACED.sub(r"\g<before>\g<place>", named)
    return f"{''.join(parts).rstrip()}\n\n```bibliography\n{chr(10).join(chosen)}\n```\n"


def _entries(library: str) -> Iterable[tuple[str, str]]:
    """Each entry by its key; abbreviations (`@string`), which any entry may use, by one that no text can cite."""
    found = list(ENTRY.finditer(library))
    ends = [match.start() for match in found[1:]] + [len(library)]
    for match, end in zip(found, ends, strict=True):
        if match["type"].lower() not in {"comment", "preamble"}:
            is_string = match["type"].lower() == "string"
            key = f"@{match['key']}" if is_string else match["key"]
            yield key, library[match.start() : end].strip().replace("```", "")


def _in_brackets(match: re.Match[str], entries: dict[str, str]) -> str:
    if match["key"] not in entries:
        return match[0]
    return f"[@{match['key']}, {match['place']}]" if match["place"] else f"[@{match['key']}]"
