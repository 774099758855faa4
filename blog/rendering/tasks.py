"""Signs for the items of a task list: `- [ ]` and `- [x]`, as on GitHub.

No form controls: a reader could tick them, and nothing would come of it.
"""

import re
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.draft import Draft
from blog.rendering.languages import spoken

BOX = re.compile(r"\s*\[(?P<tick>[ xX])\]\s+(?=\S|$)")
LABELS = {"zh": ("未完成", "已完成"), "en": ("Not done", "Done")}
SIGNS = ("☐", "☑\ufe0e")  # the selector keeps phones from drawing it as a picture


def mark(draft: Draft) -> None:
    """Replace the brackets at the beginning of a list's items."""
    labels = LABELS[spoken(draft.context.language)]
    for parent, _, item in tree.walk(draft.root):
        if item.tag == "li" and parent.tag in {"ul", "ol"}:
            holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            _mark(item, holder, labels)


def _mark(item: Element, holder: Element, labels: tuple[str, str]) -> None:
    match = BOX.match(holder.text or "")
    if not match or (match.end() == len(holder.text or "") and not len(holder)):
        return
    done = match["tick"] != " "
    sign = Element("span", {"class": "task", "role": "img", "aria-label": labels[done]})
    sign.text, sign.tail = SIGNS[done], f" {(holder.text or '')[match.end() :]}"
    holder.text = None
    holder.insert(0, sign)
    tree.add_class(item, "task-item")
