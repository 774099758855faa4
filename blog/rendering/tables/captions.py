"""Captions of tables: a line `: caption {#label}` or `Table: caption` just before or behind a table, as in Pandoc."""

import re
from xml.etree.ElementTree import Element

from blog.rendering import kinds, tree
from blog.rendering.counted import await_number
from blog.rendering.draft import Draft
from blog.rendering.layout import TABLE_RULE
from blog.rendering.pieces import Caption

LINE = re.compile(
    r"""
    (?P<margin>[ \t>]*)
    (?: : [ \t]+ | (?:Table|表) [ \t]* (?: : [ \t]+ | ： [ \t]*) )
    (?P<text>[^\s{][^\n]*?) [ \t]*
    (?: \{ [ \t]* (?: :[ ]* )? \# (?P<label>[^\s{}]+) [^{}\n]* \} )? [ \t]*
    """,
    re.VERBOSE,
)


def find(draft: Draft) -> None:
    """Mark the captions in the Markdown, in which formulas and code are placeholders already."""
    lines = draft.text.split("\n")
    if not any(LINE.fullmatch(line) for line in lines):
        return
    for place, is_below in _chosen(lines).items():
        lines[place] = _marked(draft, lines[place], is_below=is_below)
    draft.text = "\n".join(lines)


def _chosen(lines: list[str]) -> dict[int, bool]:
    """The lines that are captions, each with whether it stands below its table.

    One between two tables goes with the one that it touches, or else with that behind it, unless all stand below.
    """
    tables = _tables(lines)
    beside = [(_neighbour(lines, first, -1), _neighbour(lines, last, 1)) for first, last in tables]
    contested = {above for above, _ in beside if above is not None}
    stand_below = bool(tables) and beside[0][0] is None and beside[-1][1] is not None
    chosen: dict[int, bool] = {}
    for (_, last), (above, below) in zip(tables, beside, strict=True):
        if above is not None and above not in chosen:
            chosen[above] = False
        elif below is not None and (stand_below or below == last + 1 or below not in contested):
            chosen[below] = True
    return chosen


def _tables(lines: list[str]) -> list[tuple[int, int]]:
    """The first and the last line of each table."""
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        is_rule = index > 0 and "|" in line and TABLE_RULE.match(line.lstrip(" >")) and "|" in lines[index - 1]
        if not is_rule or (found and index <= found[-1][1]):
            continue
        last = index
        while last + 1 < len(lines) and "|" in lines[last + 1]:
            last += 1
        found.append((index - 1, last))
    return found


def _neighbour(lines: list[str], place: int, step: int) -> int | None:
    """The line of a caption beside a table, an empty line between them or none."""
    at = place + step
    if 0 <= at < len(lines) and not lines[at].strip(" \t>"):
        at += step
    is_caption = 0 <= at < len(lines) and LINE.fullmatch(lines[at]) is not None
    return at if is_caption and not _defines(lines, at) else None


def _defines(lines: list[str], at: int) -> bool:
    """Whether a line `: text` stands right under a term."""
    above = lines[at - 1].strip(" \t>") if at else ""
    return bool(above) and "|" not in above and lines[at].lstrip(" \t>").startswith(":")


def _marked(draft: Draft, line: str, *, is_below: bool) -> str:
    match = LINE.fullmatch(line)
    if match is None:
        return line
    label = match["label"] or ""
    sign = line[len(match["margin"]) : match.start("text")].rstrip()
    mark = draft.slots.hold(Caption(label, is_below, draft.place_of_label(label), sign))
    blank = match["margin"].rstrip()
    return f"{blank}\n{match['margin']}{mark} {match['text']}\n{blank}"


def attach(draft: Draft) -> None:
    """Give the tables of the tree the captions that stand beside them; labelled ones will be numbered."""
    for parent, _, mark in tree.walk(draft.root):
        pieces = draft.slots.contained(mark.text or "") if mark.tag == tree.SLOT else []
        if pieces and isinstance(pieces[0], Caption):
            _attach(parent, mark, pieces[0])
    for _, _, box in tree.walk(draft.root):
        if box.get("class") == "table" and len(box) and _has_number(box[0]):
            _number(draft, box, box[0].attrib.pop("id"))


def _has_number(table: Element) -> bool:
    """Whether a table has a label: an id with a caption, or one that says what it names; other ids are for links."""
    label = table.get("id", "")
    return bool(label) and (table.find("caption") is not None or kinds.kind_by_label(label) == kinds.TABLE)


def _attach(parent: Element, mark: Element, piece: Caption) -> None:
    siblings = list(parent)
    at = siblings.index(mark)
    text = siblings[at + 1] if at + 1 < len(siblings) and siblings[at + 1].tag == "p" else None
    place = at - 1 if piece.is_below else at + 2
    box = siblings[place] if 0 <= place < len(siblings) else None
    parent.remove(mark)
    if text is None or box is None or box.get("class") != "table":
        return  # what was no table after all; the text stays a paragraph
    caption = Element("caption")
    tree.move_inside(text, caption)
    parent.remove(text)
    box[0].insert(0, caption)
    if piece.label:
        box[0].set("id", piece.label)


def _number(draft: Draft, box: Element, label: str) -> None:
    caption = box[0].find("caption")
    if caption is None:
        caption = Element("caption")
        box[0].insert(0, caption)
    await_number(draft, box, kinds.TABLE, caption, label, draft.place_of_label(label))
