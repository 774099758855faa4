"""Sets the footnotes as a section of the article, numbered in the order in which the text refers to them."""

from xml.etree.ElementTree import Element, SubElement

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken

TITLES = {"zh": "脚注", "en": "Footnotes"}
BACKLINK_TITLES = {"zh": "回到正文中的注 {}", "en": "Back to note {} in the text"}
PLACES = {"zh": "（第 {} 处）", "en": ", place {}"}  # where several signs lead to one note


def arrange(draft: Draft) -> None:
    """Rework what Python-Markdown's footnotes extension wrote; a note that nothing refers to is not shown."""
    language = spoken(draft.context.language)
    for parent, _, element in tree.walk(draft.root):
        if element.tag == "div" and element.get("class") == "footnote":
            notes = {note.get("id", ""): note for note in element.iter("li") if note.get("id", "").startswith("fn-")}
            order = _numbered(draft.root, notes)
            used = set(order)
            _warn_of_unused(draft, [name for name in notes if name not in used])
            parent.remove(element)
            if order:
                parent.append(_section(notes, order, language))


def _numbered(root: Element, notes: dict[str, Element]) -> list[str]:
    """The ids of the notes in the order of their signs, which get their numbers."""
    order: dict[str, int] = {}
    for sign in root.iter("a"):
        name = sign.get("href", "").removeprefix("#")
        if sign.get("class") == "footnote-ref" and name in notes:
            sign.text = str(order.setdefault(name, len(order) + 1))
    return list(order)


def _warn_of_unused(draft: Draft, names: list[str]) -> None:
    for name in names:
        written = f"[^{name.removeprefix('fn-')}]:"
        draft.warn("unused-footnote", draft.source.find(written), excerpt=written)


def _section(notes: dict[str, Element], order: list[str], language: str) -> Element:
    section = Element("section", {"class": "footnotes", "aria-label": TITLES[language]})
    entries = Element("ol")
    section.append(entries)
    for number, name in enumerate(order, start=1):
        notes[name].tail = None
        entries.append(notes[name])
        _name_ways_back(notes[name], number, language)
    return section


def _name_ways_back(note: Element, number: int, language: str) -> None:
    """Each way back says where it leads; the second and further ones show it, too."""
    links = [link for link in note.iter("a") if link.get("class") == "footnote-backref"]
    for place, link in enumerate(links, start=1):
        title = BACKLINK_TITLES[language].format(number)
        link.attrib.update({"class": "back", "title": title + PLACES[language].format(place) * (len(links) > 1)})
        if place > 1:
            SubElement(link, "sup").text = str(place)


def is_reference(element: Element) -> bool:
    """Whether an element is a footnote's sign in the text."""
    return element.tag == "sup" and element.get("id", "").rpartition("fnref")[1] == "fnref"
