"""Puts the text's prefix before all its ids and before the links to them, where several texts share a page."""

from xml.etree.ElementTree import Element


def prefix(root: Element, text: str) -> None:
    """Rename every id of a tree, and every link to one of them.

    >>> from blog.rendering import tree
    >>> root = tree.read('<h2 id="a">A</h2><a href="#a">x</a><a href="#b">y</a>')
    >>> prefix(root, "q-")
    >>> tree.write(root)
    '<h2 id="q-a">A</h2><a href="#q-a">x</a><a href="#b">y</a>'
    """
    if not text:
        return
    names = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        if name := element.get("id"):
            element.set("id", text + name)
        if element.get("href", "").startswith("#") and element.get("href", "")[1:] in names:
            element.set("href", f"#{text}{element.get('href', '')[1:]}")
