"""Finds the bracket that closes each side note, before Markdown: brackets in code and behind a backslash close nothing.

The scanner has put a placeholder where each note begins. Its end becomes another, so that Markdown reads what stands
between as the text that it is; `side_notes` makes an element of it.
"""

import re

from blog.rendering.draft import Draft
from blog.rendering.pieces import NoteEnd, NoteStart

TOKEN = re.compile(
    r"""
      (?P<ticks>`+)
    | (?P<escape>\\.)
    | (?P<tag></?[A-Za-z][^<>\n]*>)
    | (?P<blank>\n(?:[ \t]*>)*[ \t]*(?=\n))       # parts paragraphs, in quotes, too
    | (?P<open>\[)
    | (?P<close>\])
    """,
    re.VERBOSE,
)
EXCERPT = 40  # characters of the line that a warning shows


def pair(draft: Draft) -> None:
    """Mark the end of each note in `draft.text`; a note without one in its paragraph stays text and is reported."""
    output: list[str] = []
    position = 0
    for match, text in _replacements(draft, _marks(draft)):
        output += [draft.text[position : match.start()], text]
        position = match.end()
    draft.text = "".join([*output, draft.text[position:]])


def _marks(draft: Draft) -> list[re.Match[str]]:
    """Brackets, beginnings of notes and blank lines outside code, in order."""
    slot = re.compile(f"{TOKEN.pattern}|(?P<slot>{draft.slots.pattern.pattern})", re.VERBOSE)
    tokens = list(slot.finditer(draft.text))
    closings = _code_closings(tokens)
    marks: list[re.Match[str]] = []
    end = 0
    for match in tokens:
        if match.start() < end:
            continue
        end = closings.get(match.start(), 0)
        if match["blank"] or match["open"] or match["close"] or (match["slot"] and _note(draft, match)):
            marks.append(match)
    return marks


def _note(draft: Draft, match: re.Match[str]) -> NoteStart | None:
    piece = draft.slots.piece(match)
    return piece if isinstance(piece, NoteStart) else None


def _code_closings(tokens: list[re.Match[str]]) -> dict[int, int]:
    """Where each code span ends, by where it begins: at the next run of as many ticks in its paragraph."""
    closings: dict[int, int] = {}
    following: dict[int, int] = {}  # by length, the end of the next run
    for match in reversed(tokens):
        if match["blank"]:
            following.clear()
        if match["ticks"]:
            length = len(match["ticks"])
            if length in following:
                closings[match.start()] = following[length]
            following[length] = match.end()
    return closings


def _replacements(draft: Draft, marks: list[re.Match[str]]) -> list[tuple[re.Match[str], str]]:
    """What stands in place of the marks of notes, in order: a placeholder at their ends, text where they have none."""
    found: list[tuple[re.Match[str], str]] = []
    opened: list[re.Match[str]] = []
    for match in marks:
        if match["blank"]:
            found += _unclosed(draft, opened)
            opened = []
        elif not match["close"]:
            opened.append(match)
        elif opened and (start := opened.pop())["slot"] and (note := _note(draft, start)):
            found.append((match, draft.slots.hold(NoteEnd(note.start))))
    return sorted([*found, *_unclosed(draft, opened)], key=lambda replacement: replacement[0].start())


def _unclosed(draft: Draft, opened: list[re.Match[str]]) -> list[tuple[re.Match[str], str]]:
    replacements: list[tuple[re.Match[str], str]] = []
    for match in opened:
        if match["slot"] and (note := _note(draft, match)):
            warn_of_unclosed(draft, note)
            replacements.append((match, "^["))
    return replacements


def warn_of_unclosed(draft: Draft, note: NoteStart) -> None:
    """Tell the author that a note has no end where it should have one."""
    draft.warn("unclosed-note", note.start, excerpt=excerpt_of(draft, note))


def excerpt_of(draft: Draft, note: NoteStart) -> str:
    """The beginning of a note as it was written."""
    return draft.source[note.start : note.start + EXCERPT].split("\n", 1)[0]
