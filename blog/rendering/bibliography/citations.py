"""Recognises `[@key]` in the source, and makes a bibliography of the blocks that hold what is cited."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from blog.rendering.bibliography import wording
from blog.rendering.bibliography.entries import FAULTS, Contents, Entry, read
from blog.rendering.bibliography.library import Library, Shelf
from blog.rendering.bibliography.values import Values
from blog.rendering.bibliography.works import gather
from blog.rendering.documents import RenderError
from blog.rendering.draft import LINE_END, Draft
from blog.rendering.pieces import Bibliography, Citation, Cited, Code, Formula, Mapped

ALWAYS = "bibliography"  # a block of this language is one, even where nothing is cited
COUNT = 3_000  # of citations, and of works in the list: a survey of a whole field names 500, and 3,000 take 4 s
LANGUAGES = {ALWAYS, "bibtex", "bib"}

# `[see @key, p. 3; @{other}]`. An `@` behind a letter or a backslash belongs to an address or is meant as a sign.
PATTERN = r"\[(?P<cited>(?![\^!])[^\[\]@\n]*+@(?:[^\[\]\n]|\n(?![ \t]*[\n>]))*+)\](?!\(|\[[^@\]])"
ITEM = re.compile(
    r"""
    (?P<prefix>[^@]*?)
    (?:(?<![\w.+\\-])-)?                               # Pandoc's sign for a name left out; numbers show none
    (?<![A-Za-z0-9_.+\\])@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w[\w:.\#$%&+?<>~/'-]*))
    (?P<suffix>(?:[,，\s].*)?)
    """,
    re.VERBOSE | re.DOTALL,
)
SEPARATOR = re.compile(r"[;；]|[,，](?=\s*-?@)")

Scan = Callable[[int, int], str]


def collect(draft: Draft, blocks: Iterable[Code]) -> None:
    """Read the blocks of BibTeX before citations are looked for: only what has an entry is surely one."""
    shelves = [_shelf(draft, code) for code in blocks if code.language in LANGUAGES]
    draft.library = Library({shelf.start: shelf for shelf in shelves})
    for shelf in sorted(shelves, key=lambda shelf: not shelf.is_certain):
        for entry in shelf.contents.entries:
            draft.library.entries.setdefault(entry.key, entry)
            draft.library.places.setdefault(entry.key, shelf)


def _shelf(draft: Draft, code: Code) -> Shelf:
    line_ends = islice(LINE_END.finditer(draft.source, code.start), code.text.count("\n") + 1)
    lines = [match.end() for match in line_ends]
    contents = read(code.text) if "@" in code.text else Contents()
    return Shelf(code.start, lines, contents, code.language == ALWAYS)


def take(draft: Draft, match: re.Match[str], scan: Scan) -> tuple[str, int]:
    """What stands for a pair of brackets with an `@` inside, and where scanning goes on.

    Args:
        match: of `PATTERN`.
        scan: puts placeholders into a stretch of the source: what stands beside a key may be a formula.

    Raises:
        RenderError: there are more than `COUNT` citations.
    """
    nothing = "[", match.start() + 1
    if draft.library.unknown > COUNT:
        return nothing  # the author has been told often enough
    found = [ITEM.fullmatch(draft.source, *stretch) for stretch in _stretches(match)]
    items = [item for item in found if item]
    if len(items) < len(found) or _is_definition(draft.source, match):
        return nothing
    library = draft.library
    unknown = [item for item in items if _key(library, item) not in library.entries]
    if library.entries or not any(item["prefix"].strip() for item in items):  # else a mere mention of somebody
        for item in unknown:
            library.unknown += 1
            draft.warn("unknown-citation", item.start(), excerpt=_key(library, item))
    if len(unknown) == len(items):
        return nothing
    _count(draft, len(items), match.start())
    for item in items:
        if item not in unknown:
            library.cited.setdefault(_key(library, item))
    return draft.slots.hold(Citation(tuple(_cited(library, item, scan) for item in items))), match.end()


def _count(draft: Draft, more: int, start: int) -> None:
    draft.library.citations += more
    if draft.library.citations > COUNT:
        line = draft.place(start)[0]
        message = f"Line {line}: more than {COUNT} citations. Divide the text."
        raise RenderError("too-many-citations", message, COUNT, line)


def _stretches(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """From where to where each item goes, separators left out."""
    start, stop = match.span("cited")
    for separator in SEPARATOR.finditer(match.string, start, stop):
        yield start, separator.start()
        start = separator.end()
    yield start, stop


def _is_definition(source: str, match: re.Match[str]) -> bool:
    """Whether the brackets begin a line `[@a]: https://…`, which names a link."""
    if source[match.end() : match.end() + 1] != ":":
        return False
    return not source[source.rfind("\n", 0, match.start()) + 1 : match.start()].strip()


def _key(library: Library, item: re.Match[str]) -> str:
    """The key; a mark behind it belongs to it only if the entry has it, too."""
    key: str = item["braced"] or item["plain"]
    bare = key.rstrip(".:?'")
    return bare if key not in library.entries else key


def _cited(library: Library, item: re.Match[str], scan: Scan) -> Cited:
    key = _key(library, item)
    behind = item.start("suffix") if item["braced"] else item.start("plain") + len(key)
    prefix, suffix = scan(*item.span("prefix")), scan(behind, item.end())
    return Cited(key, " ".join(prefix.split()), " ".join(suffix.replace("，", ", ").split()))


def settle(draft: Draft) -> None:
    """Make bibliographies of the blocks that are ones, and works of the entries that will be listed.

    Raises:
        RenderError: more than `COUNT` works would be listed.
    """
    library = draft.library
    for index, piece in enumerate(draft.slots.pieces):
        if isinstance(piece, Code) and piece.start in library.shelves and _is_bibliography(library, piece.start):
            draft.slots.pieces[index] = Bibliography(text=piece.text, language="", title="", start=piece.start)
        elif isinstance(piece, Code):
            library.shelves.pop(piece.start, None)  # it is shown as code, whatever is wrong with it
    if not library.shelves:
        return
    values = Values(pair for shelf in library.shelves.values() for pair in shelf.contents.strings)
    _warn_of_faults(draft)
    listed = library.cited or library.entries  # nothing cited: a list of further reading
    keys = [key for key in listed if library.places[key].start in library.shelves]
    if len(keys) > COUNT:
        message = f"More than {COUNT} works are to be listed. Leave some out."
        raise RenderError("too-many-citations", message, COUNT, draft.place(library.places[keys[0]].start)[0])
    for key in keys:
        _shelve(draft, values, key)


def _is_bibliography(library: Library, start: int) -> bool:
    shelf = library.shelves[start]
    if shelf.is_certain:
        return bool(shelf.contents.entries)
    return any(entry.key in library.cited and library.places[entry.key] is shelf for entry in shelf.contents.entries)


def _shelve(draft: Draft, values: Values, key: str) -> None:
    """Gather what the list says about an entry; the formulas in it are drawn with all others."""
    library = draft.library
    entry, start = library.entries[key], _place(draft, library.entries[key])
    asked = len(values.unknown)

    def worded(value: str) -> str:
        return "".join(
            draft.slots.hold(_formula(draft, text, start, len(entry.written))) if is_formula else text
            for text, is_formula in wording.parts(value)
        )

    library.works[key] = gather(entry, library.entries, values.of, worded)
    for name in dict.fromkeys(values.unknown[asked:]):
        draft.warn("unknown-string", start, excerpt=name)


def _place(draft: Draft, entry: Entry) -> int:
    """Where in the source an entry begins."""
    line = draft.library.places[entry.key].offset(entry.line)
    return max(draft.source.find("@", line), line)


def _formula(draft: Draft, written: str, start: int, length: int) -> Formula:
    tex = written[1:-1] if written.startswith("$") else written[2:-2]
    found = draft.source.find(written, start, start + 2 * length)
    begin = start if found < 0 else found
    source = Mapped.of(tex, begin + (len(written) - len(tex)) // 2)
    return Formula(source, display=False, start=begin, stop=begin + len(written), written=written)


def _warn_of_faults(draft: Draft) -> None:
    for shelf in draft.library.shelves.values():
        for fault in shelf.contents.faults:
            if fault.is_repeated:
                draft.warn("repeated-field", shelf.offset(fault.line), excerpt=fault.excerpt)
            else:
                draft.warn("broken-entry", shelf.offset(fault.line), excerpt=fault.excerpt)
        for entry in islice(_second_ones(draft.library, shelf), FAULTS):
            detail = str(draft.place(_place(draft, draft.library.entries[entry.key]))[0])
            draft.warn("duplicate-entry", shelf.offset(entry.line), excerpt=entry.key, detail=detail)


def _second_ones(library: Library, shelf: Shelf) -> Iterator[Entry]:
    """Entries that nobody can cite: their keys belong to others that came first."""
    return (entry for entry in shelf.contents.entries if library.entries[entry.key] is not entry)
