"""What a list says about a work, gathered from its entry: plain text, names read, inherited fields, safe addresses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from blog.rendering.bibliography import people, wording
from blog.rendering.bibliography.entries import Entry
from blog.rendering.bibliography.people import People

DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{3,9}/\S+)$", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s<>\"\\^`{|}\u0000-\u001f]+", re.IGNORECASE)
ARXIV = re.compile(
    r"^(?:arxiv:\s*)?(?P<number>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)$", re.IGNORECASE
)
NOBODY = People()
YEAR = re.compile(r"\d{4}")
RANGE = re.compile(r"(?<=\w)\s*[-–—]+\s*(?=\w)")
PARTS_OF_BOOKS = {"inproceedings", "conference", "incollection", "inbook"}


@dataclass(frozen=True)
class Link:
    """An address and the words that stand for it."""

    address: str
    text: str


@dataclass(frozen=True)
class Work:
    """A work as a list names it; every text may hold placeholders of formulas."""

    kind: str  # the entry's
    authors: People = NOBODY
    editors: People = NOBODY
    title: str = ""
    container: str = ""  # journal or book in which it stands
    volume: str = ""
    number: str = ""
    pages: str = ""
    edition: str = ""
    publisher: str = ""  # or school or institution
    place: str = ""
    year: str = ""
    date: str = ""  # as written, if there is more than the year
    visited: str = ""
    genre: str = ""  # "Ph.D. thesis", where the entry says so
    published: str = ""  # how, where no field fits
    note: str = ""
    language: str = ""  # BCP 47, where the entry says so
    doi: Link | None = None
    eprint: Link | None = None
    web: Link | None = None
    written: str = ""  # the whole entry, where it cannot be read


Text = Callable[[str], str]
NAMES = """
    english:en american:en british:en usenglish:en german:de ngerman:de french:fr chinese:zh japanese:ja russian:ru
    spanish:es italian:it
"""
LANGUAGES = dict(pair.split(":") for pair in NAMES.split())


def gather(entry: Entry, entries: Mapping[str, Entry], value: Text, worded: Text = wording.plain) -> Work:
    """The work that an entry describes.

    Args:
        entries: all of the article, in which `crossref` is looked up.
        value: takes the delimiters off a field; see `values.Values.of`.
        worded: makes text of TeX; may put placeholders in place of formulas.
    """
    if not entry.kind:
        return Work("", written=entry.written)
    raw = {name: value(written) for name, written in _inherited(entry, entries).items() if name in KNOWN}

    def text(*names: str) -> str:
        return next((worded(raw[name]).strip(" ") for name in names if raw.get(name, "").strip()), "")

    doi, eprint, web = _doi(raw.get("doi", "")), _eprint(raw), _web(raw.get("url", "") or raw.get("howpublished", ""))
    date, year = wording.plain(raw.get("date", "")), YEAR.search(wording.plain(raw.get("date", "")))
    return Work(
        kind=entry.kind,
        authors=people.read(raw.get("author", "")),
        editors=people.read(raw.get("editor", "")),
        title=text("title").rstrip(".。"),
        container=text("journal", "journaltitle", "booktitle"),
        volume=text("volume"),
        number=text("number", "issue"),
        pages=RANGE.sub("–", text("pages")),
        edition=text("edition"),
        publisher=text("publisher", "school", "institution", "organization"),
        place=text("address", "location"),
        year=text("year") or (year.group() if year else ""),
        date=date if date != (year.group() if year else "") else "",
        visited=text("urldate"),
        genre=text("type"),
        published="" if web and not raw.get("url") else text("howpublished"),
        note=text("note"),
        language=LANGUAGES.get(text("langid", "language").lower(), ""),
        doi=doi,
        eprint=eprint,
        web=None if web and doi and DOI.match(web.text) else web,
    )


KNOWN = frozenset(
    [
        *("author", "editor", "title", "journal", "journaltitle", "booktitle", "volume", "number", "issue", "pages"),
        *("edition", "publisher", "school", "institution", "organization", "address", "location", "year", "date"),
        *("urldate", "type", "howpublished", "note", "langid", "language", "doi", "url", "eprint"),
        *("archiveprefix", "eprinttype"),
    ],
)


def _inherited(entry: Entry, entries: Mapping[str, Entry]) -> dict[str, str]:
    """The entry's fields, and those of the one that `crossref` names, where it has none itself; one step, as BibTeX."""
    parent = entries.get(entry.fields.get("crossref", "").strip('{}" '))
    if parent is None or parent is entry:
        return dict(entry.fields)
    inherited = dict(parent.fields)
    title = inherited.pop("title", "")
    if title and entry.kind in PARTS_OF_BOOKS:
        inherited.setdefault("booktitle", title)
    return {**inherited, **entry.fields}


def _doi(value: str) -> Link | None:
    match = DOI.match(wording.address(value))
    return Link(f"https://doi.org/{quote(match['doi'], safe='/:;().-_')}", match["doi"]) if match else None


def _eprint(raw: Mapping[str, str]) -> Link | None:
    archive = (raw.get("archiveprefix") or raw.get("eprinttype") or "arxiv").strip().lower()
    match = ARXIV.match(wording.address(raw.get("eprint", "")))
    if match is None or archive != "arxiv":
        return None
    return Link(f"https://arxiv.org/abs/{match['number']}", f"arXiv:{match['number']}")


def _web(value: str) -> Link | None:
    """An address that is safe to follow; anything else stays what it is, text."""
    match = WEB.fullmatch(wording.address(value))
    return Link(match.group(), match.group()) if match else None
