"""Writes a work as an entry of a list: as GB/T 7714-2015 (numeric) in a Chinese article, much as IEEE in others."""

import re
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.bibliography.people import HAN, People
from blog.rendering.bibliography.works import PARTS_OF_BOOKS, Link, Work

THESES = {"phdthesis": "Ph.D. dissertation", "mastersthesis": "M.S. thesis", "thesis": "thesis"}
REPORTS = {"techreport", "report"}
NUMBERED = REPORTS | {"patent", "standard"}
BOOKS = {"book", "inbook", "booklet", "manual", "proceedings", "collection", "mvbook", "periodical"}
# GB/T 7714-2015, appendix B.
LETTERS = {
    "article": "J",
    "inproceedings": "C",
    "conference": "C",
    "proceedings": "C",
    "patent": "P",
    "standard": "S",
    "software": "CP",
    "dataset": "DS",
    "online": "EB",
    "electronic": "EB",
    "www": "EB",
    "webpage": "EB",
    **dict.fromkeys(THESES, "D"),
    **dict.fromkeys(REPORTS, "R"),
    **dict.fromkeys([*BOOKS - {"proceedings"}, "incollection"], "M"),
}
MOST, SHOWN = {"zh": 3, "en": 6}, 3  # GB/T 7714 names three; IEEE up to six, else the first few
ORDINALS = {"1": "1st", "2": "2nd", "3": "3rd", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th"}
KANA = re.compile("[\u3040-\u30ff]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
ENDED = tuple(".。?？!！”")

Item = Element | str


def items(work: Work, language: str) -> list[Item]:
    """The words and elements of an entry, without number and ways back.

    Args:
        language: "zh" or "en", of the article.
    """
    if work.written:
        code = Element("code", {"class": "tex-error"})
        code.text = work.written
        return [code]
    sentences = _chinese(work) if language == "zh" else _english(work, language)
    return _joined([*sentences, *_addresses(work, language)])


def _chinese(work: Work) -> list[list[Item]]:
    """Authors. Title[J]. Container, year, volume(number): pages."""
    where: list[Item] = []
    if work.kind in PARTS_OF_BOOKS and work.container:
        editors = _names(work.editors, "zh")
        where = ["//", *([f"{editors}. "] if editors else []), _titled(work, work.container, "zh"), _volume(work)]
    names = _names(work.authors, "zh") or ("" if where else _names(work.editors, "zh"))
    visited = f"[{work.visited}]" if work.visited and work.web else ""
    letter = f"{'' if where or work.container else _volume(work)}[{_letter(work)}]"
    sentences: list[list[Item]] = [[names], [_titled(work, work.title, "zh"), letter, *where]]
    sentences += [[_edition(work.edition, "zh")], _published(work, visited)]
    return [*sentences, [work.published], [work.note]]


def _volume(work: Work) -> str:
    """What a title has behind it: a book's volume, a report's or a patent's number."""
    if work.volume:
        return f": 第 {work.volume} 卷" if HAN.search(work.container or work.title) else f": Vol. {work.volume}"
    return f": {work.number}" if work.number and work.kind in NUMBERED else ""


def _letter(work: Work) -> str:
    online = "/OL" if work.web or work.eprint else ""
    return LETTERS.get(work.kind, "EB" if online else "Z") + online


def _published(work: Work, visited: str) -> list[Item]:
    """`Container, year, volume(number): pages` or `Place: publisher, year: pages`."""
    pages = f": {work.pages}" if work.pages else ""
    number = f"({work.number})" if work.number and work.kind not in NUMBERED else ""
    if work.container and work.kind not in PARTS_OF_BOOKS:
        behind = ", ".join(part for part in [work.year, f"{work.volume}{number}"] if part)
        return [_titled(work, work.container, "zh"), f"{f', {behind}' if behind else ''}{pages}{visited}"]
    publisher = ": ".join(part for part in [work.place, work.publisher] if part)
    date = f"({work.date})" if work.date and not publisher else ""
    year = "" if date else work.year
    return [f"{', '.join(part for part in [publisher, year] if part)}{date}{pages}{visited}"]


def _english(work: Work, language: str) -> list[list[Item]]:
    """Authors, “title,” container, vol. 1, no. 2, pp. 3–4, year."""
    is_book = work.kind in BOOKS and not (work.kind in PARTS_OF_BOOKS and work.container)
    parts: list[list[Item]] = [[_names(work.authors, language)]]
    if not work.authors.persons and work.editors.persons:
        parts = [[f"{_names(work.editors, language)}, Ed{_plural(work.editors)}."]]
    title = _titled(work, work.title, language)
    parts.append([_in_italics(title)] if is_book else _quoted(title))
    if work.container:
        parts.append([*(["in "] if work.kind in PARTS_OF_BOOKS else []), _container(work, language)])
    editors = _names(work.editors, language) if work.kind in PARTS_OF_BOOKS and work.authors.persons else ""
    edition = [f"{editors}, Ed{_plural(work.editors)}." if editors else "", _edition(work.edition, language)]
    volume = [f"vol. {work.volume}" if work.volume else "", _number(work)]
    publisher = [_thesis(work), ": ".join(part for part in [work.place, work.publisher] if part)]
    pages = [f"{'pp.' if '–' in work.pages or ',' in work.pages else 'p.'} {work.pages}" if work.pages else ""]
    year = [work.date or work.year]
    dated = [*pages, *year] if work.kind == "article" else [*year, *pages]
    rest = [*edition, *volume, *publisher, work.published, *dated]
    visited = f"accessed {work.visited}" if work.visited and work.web else ""
    parts += [[part] for part in [*rest, visited] if part]
    return [_with_commas([part for part in parts if any(_seen(item) for item in part)]), [work.note]]


def _plural(people: People) -> str:
    return "s" if len(people.persons) > 1 else ""


def _thesis(work: Work) -> str:
    if work.kind in REPORTS:
        return ""
    return work.genre or THESES.get(work.kind, "")


def _number(work: Work) -> str:
    if not work.number:
        return ""
    return f"{work.genre or 'Tech. Rep.'} {work.number}" if work.kind in REPORTS else f"no. {work.number}"


def _quoted(title: Item | str) -> list[Item]:
    return ["“", title, "”"] if _seen(title) else []


def _container(work: Work, language: str) -> Item:
    return _in_italics(_titled(work, work.container, language))


def _in_italics(title: Item) -> Item:
    """The title of what is bound by itself; Chinese ones stay upright."""
    if not _seen(title) or HAN.search(_seen(title)):
        return title
    element = Element("i", title.attrib if isinstance(title, Element) else {})
    element.text = _seen(title)
    return element


def _with_commas(parts: list[list[Item]]) -> list[Item]:
    """Parts with commas between them; the comma behind a quoted title stands before its closing mark, as in print."""
    joined: list[Item] = []
    for index, part in enumerate(parts):
        joined += part
        if index == len(parts) - 1:
            break
        if part[-1] == "”":
            joined[-1] = "” " if _seen(part[-2]).endswith(ENDED) else ",” "
        else:
            joined.append(", ")
    return joined


def _edition(edition: str, language: str) -> str:
    """`2 版` in a Chinese list, `2nd ed.` in others; what is no plain number stays as it is.

    >>> _edition("2", "zh"), _edition("Second", "en"), _edition("修订版", "en")
    ('2 版', '2nd ed.', '修订版')
    """
    if not edition or HAN.search(edition):
        return edition
    if language == "zh":
        return f"{edition} 版" if edition.isdigit() else f"{_ordinal(edition)} ed"
    return f"{_ordinal(edition)} ed."


def _ordinal(edition: str) -> str:
    return ORDINALS.get(edition.lower(), f"{edition}th" if edition.isdigit() else edition)


def _names(people: People, language: str) -> str:
    persons = people.persons
    cut = len(persons) > MOST[language] or people.others
    shown = persons[:SHOWN] if len(persons) > MOST[language] else persons
    written = [person.family_first if language == "zh" else person.given_first for person in shown]
    names = [name for name in written if name]
    if cut:
        return ", ".join([*names, "等" if language == "zh" and people.are_chinese else "et al."])
    if language == "zh" or len(names) < 2:
        return ", ".join(names)
    return f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"


def _titled(work: Work, title: str, language: str) -> Item:
    """A title, which says its language where it is not written in the article's script."""
    is_han = bool(HAN.search(title) or KANA.search(title))
    if not title or is_han == (language == "zh") or not (is_han or LATIN.search(title)):
        return title
    element = Element("span", {"lang": _language(work, title, is_han=is_han)})
    element.text = title
    return element


def _language(work: Work, title: str, *, is_han: bool) -> str:
    if is_han:
        return "ja" if KANA.search(title) else "zh"
    return work.language if work.language not in {"", "zh", "ja"} else "en"


def _addresses(work: Work, language: str) -> list[list[Item]]:
    sentences: list[list[Item]] = []
    if work.doi:
        sentences.append(["DOI: " if language == "zh" else "doi: ", _link(work.doi, "")])
    if work.eprint:
        sentences.append([_link(work.eprint, "")])
    if work.web:
        sentences.append([_link(work.web, "address")])
    return sentences


def _link(link: Link, name: str) -> Element:
    element = Element("a", {**({"class": name} if name else {}), "href": link.address})
    element.text = link.text
    return element


def _joined(sentences: list[list[Item]]) -> list[Item]:
    """Sentences with a full stop behind each, and spaces between."""
    joined: list[Item] = []
    for sentence in sentences:
        words = [item for item in sentence if _seen(item)]
        if not words:
            continue
        stop = "" if _seen(words[-1]).rstrip().endswith(ENDED) and words[-1] != "”" else "."
        if words[-1] == "”" and len(words) > 1 and _seen(words[-2]).endswith(ENDED):
            stop = ""
        joined += [*([" "] if joined else []), *words, stop]
    return joined


def _seen(item: Item) -> str:
    return tree.text_of(item) if isinstance(item, Element) else item
