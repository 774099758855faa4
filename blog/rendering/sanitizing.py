"""Fifth stage: lets only harmless HTML through, whatever an author or an import brought.

What is put in afterwards comes from KaTeX or Pygments or is escaped by us.
"""

import nh3

from blog.rendering.documents import ADDRESS

TAGS = {
    *("p", "br", "hr", "div", "span", "section", "blockquote", "pre", "details", "summary"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("a", "em", "strong", "b", "i", "u", "s", "del", "ins", "mark", "sub", "sup", "small", "q", "cite", "dfn"),
    *("abbr", "code", "kbd", "samp", "var", "time", "wbr", "bdi", "bdo", "ruby", "rt", "rp", "center"),
    *(
        "img",
        "figure",
        "figcaption",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
    ),
}
# Other elements of HTML, obsolete ones too (https://html.spec.whatwg.org/#elements-3): their tags vanish, and what they
# hold stays, but for scripts, styles and MathML. All else between angle brackets is text, such as `vector<int>`.
DROPPED_TAGS = {
    *(
        "address",
        "article",
        "aside",
        "footer",
        "header",
        "hgroup",
        "main",
        "nav",
        "search",
        "menu",
        "data",
        "font",
        "big",
    ),
    *("tt", "strike", "nobr", "acronym", "marquee", "blink", "rb", "rtc", "xmp", "listing", "plaintext"),
    *("picture", "source", "audio", "video", "track", "iframe", "object", "embed", "param", "applet", "canvas", "map"),
    *("area", "svg", "math", "form", "input", "button", "select", "option", "optgroup", "label", "fieldset", "legend"),
    *(
        "textarea",
        "output",
        "progress",
        "meter",
        "datalist",
        "dialog",
        "template",
        "slot",
        "noscript",
        "script",
        "style",
    ),
    *("link", "meta", "title", "base", "head", "body", "html", "frame", "frameset", "noframes", "dir", "basefont"),
}
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "details": {"open"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


def sanitize(html: str) -> str:
    """HTML without scripts, styles, event handlers, frames, forms and addresses that run code.

    >>> sanitize('<p onclick="x()" style="color:red">a<script>b</script></p>')
    '<p>a</p>'
    """
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return clean.replace(ADDRESS, "")  # an entity may have brought it back


def _allowed(_tag: str, name: str, value: str) -> str | None:
    """Keep KaTeX's classes for what we draw: below them stand those that lay boxes anywhere on the page."""
    if name != "class" or "katex" not in value:
        return value
    return " ".join(part for part in value.split() if not part.startswith("katex")) or None
