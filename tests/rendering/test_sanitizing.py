"""What an author, an import or a copied page may bring along: judged on the tree that a browser makes of the HTML."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from blog.rendering import Document, render, sanitize
from tests.rendering.sketching import local_name, parse

FORBIDDEN = {
    *("script", "style", "link", "meta", "base", "template", "noscript", "noembed", "xmp", "plaintext"),
    *("iframe", "frame", "frameset", "object", "embed", "applet", "portal", "audio", "video", "source", "track"),
    *("form", "input", "button", "select", "textarea", "option", "dialog", "canvas", "marquee"),
    *("animate", "set", "use", "foreignobject"),
}
ADDRESSES = {
    *("href", "xlink:href", "src", "srcset", "action", "formaction", "cite", "poster", "background", "data"),
    *("longdesc", "ping", "manifest"),
}
SCHEMES = ("javascript:", "data:", "vbscript:", "file:", "blob:")
# What browsers take out of an address before they look at its scheme (WHATWG URL, section 4.4).
TAB_OR_BREAK, CONTROLS = re.compile("[\t\n\r]"), "".join(map(chr, range(0x21)))
ALERT = "onerror=alert(1)"

PAYLOADS = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals with a slash": "<SCRIPT/x>alert(1)</SCRIPT>",
    "a script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a script that is never closed": "<script>alert(1)",
    "a script in a comment's end": f"a<!-- --!><img src=x {ALERT}> -->",
    "a script in a comment in an attribute": f"<img src=x title='<!--' alt='--><img src=x {ALERT}>'>",
    "an image with a handler": f"<img src=x {ALERT}>",
    "an image with a handler, never closed": f"<img src=x {ALERT}//",
    "an image with a handler behind a line break": "<img src=x\nonerror\n=\nalert(1)>",
    "an image with a handler behind a slash": f"<img/src=x/{ALERT}>",
    "an image with a source set": "<img src=x srcset='javascript:alert(1) 2x'>",
    "a paragraph with a handler and a style": "<p onclick=alert(1) style='position:fixed'>a</p>",
    "details with a handler": "<details open ontoggle=alert(1)>x</details>",
    "a style sheet": "<style>*{background:url(javascript:alert(1))}</style>a",
    "a drawing": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "a drawing with an animation": "<svg><a><animate attributeName=href values=javascript:alert(1) /></a></svg>",
    "a style in a drawing": f"<svg><style><img src=x {ALERT}></style></svg>",
    "mathematics with a style": (
        f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x {ALERT}&gt;'>"
    ),
    "mathematics with a link": "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "a frame": "<iframe src='javascript:alert(1)' srcdoc='<script>alert(1)</script>'></iframe>",
    "a form": "<form action='javascript:alert(1)'><input name=a><button formaction='javascript:alert(1)'>b</button>",
    "an object and its kin": "<object data='data:text/html,x'></object><embed src=x><applet code=x>",
    "a base, a meta and a link": "<base href='//evil/'><meta http-equiv=refresh content='0;url=//evil/'><link rel=x>",
    "a template": f"<template><img src=x {ALERT}></template>",
    "raw text": f"<noscript><p title='</noscript><img src=x {ALERT}>'>",
    "a text area": f"<textarea><img title='</textarea><img src=x {ALERT}>'>",
    "a section of characters": "<![CDATA[<script>alert(1)</script>]]>",
    "a table with a background": "<table background='javascript:alert(1)'><tr><td onclick=alert(1)>a</table>",
    "a quotation's source": "<q cite='javascript:alert(1)'>a</q>",
    "a block quotation's source": "<blockquote cite='javascript:alert(1)'>a</blockquote>",
    "a link that runs": "[a](javascript:alert(1))",
    "a link that runs, in mixed letters": "[a](JaVaScRiPt:alert(1))",
    "a link that runs, as entities": "[a](&#106;&#x61;vascript&colon;alert(1))",
    "a link that runs, with an entity for a tab": "[a](java&#x09;script:alert(1))",
    "a link that runs, with a tab": "<a href='java\tscript:alert(1)'>a</a>",
    "a link that runs, with a line break": "<a href='java\nscript:alert(1)'>a</a>",
    "a link that runs, behind a space": "<a href=' javascript:alert(1)'>a</a>",
    "a link that runs, behind a control": "<a href='&#1;javascript:alert(1)'>a</a>",
    "a link that runs, in angle brackets": "<javascript:alert(1)>",
    "a link that runs, by reference": "[a][b]\n\n[b]: javascript:alert(1)",
    "a link to data": "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "a link in Visual Basic": "[a](vbscript:msgbox(1))",
    "an image that runs": "![a](javascript:alert(1))",
    "an image of data": "![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "a quotation mark in a link's title": "[a](b 'c\" onclick=\"alert(1)')",
    "a quotation mark in an image's text": '![" onerror="alert(1)](a.png)',
    "a tag in a link's title": f"[a](b '<img src=x {ALERT}>')",
    "a tag in an image's text": f"![<img src=x {ALERT}>](a.png)",
    "a list of attributes behind a paragraph": "a\n{: onclick=alert(1) style='color:red' }",
    "a list of attributes behind a link": "[a](b){: href=javascript:alert(1) onclick=alert(1) style=x }",
    "a list of attributes behind a heading": "## a {: onclick=alert(1) #b }",
    "a heading's id": "## a {#b\"onclick='alert(1)'}",
    "a heading with a script": "## <script>alert(1)</script> a",
    "a footnote's name": f"[^<img src=x {ALERT}>]\n\n[^<img src=x {ALERT}>]: a",
    "an admonition's title": f'!!! note "<img src=x {ALERT}>"\n    a',
    "a fence's language": f"```x<img/src=x/{ALERT}>\na\n```",
    "a fence's title": f'```x title="<img src=x {ALERT}>"\na\n```',
    "code": "```html\n</code></pre><script>alert(1)</script>\n```\n\n`</code><script>alert(1)</script>`",
    "code that is coloured": "```php\n<?php echo '</span><script>alert(1)</script>'; ?>\n```",
    "an image in a formula": f"$<img src=x {ALERT}>$",
    "an image in a formula's text": rf"$\text{{<img src=x {ALERT}>}}$",
    "a script in a formula's annotation": r"$\text{</annotation></math><script>alert(1)</script>}$",
    "an image in a broken formula": rf"$\foo{{<img src=x {ALERT}>}}$",
    "an image in a broken display": f"$$\\foo\n<img src=x {ALERT}>$$",
    "an image in verbatim": rf"$\verb|<img src=x {ALERT}>|$",
    "an image in a tag": rf"$$x\tag{{<img src=x {ALERT}>}}\label{{a}}$$ \eqref{{a}}",
    "an image in a label": rf"$$x\tag{{1}}\label{{'><img src=x {ALERT}>}}$$ \eqref{{'><img src=x {ALERT}>}}",
    "an image in an unknown label": rf"\eqref{{<img src=x {ALERT}>}}",
    "a link in a formula": r"$\href{javascript:alert(1)}{x}$ $\url{javascript:alert(1)}$",
    "a link in a macro": r"$\def\h{\href}\h{javascript:alert(1)}{x}$",
    "attributes in a formula": r"$\htmlStyle{position:fixed}x$ $\htmlId{a}x$ $\htmlData{a=b}x$ $\htmlClass{a}x$",
    "an image by TeX": r"$\includegraphics{javascript:alert(1)}$",
    "a colour with a style": r"$\color{red;background:url(javascript:alert(1))}x$ $\textcolor{red'onclick=a}x$",
    "a forged placeholder": "&#xE000;00000000x0&#xE001; \ue00000000000x0\ue001 $x$",
    "a formula and half a tag in an image's text": f"![$x$ <img src=x {ALERT} ](a.png)",
    "a formula and half a tag in a link's title": f"[a](b '$x$ <img src=x {ALERT} ')",
    "a formula and half a tag in an image's title": f"a ![b](c.png '$x$ <img src=x {ALERT} ')",
    "a formula and half a tag in an attribute": f"<div title='$x$<img src=x {ALERT} '>a</div>",
    "a formula in an attribute": f"<span title='$x$ \"{ALERT}'>a</span>",
    "a formula in an address": f'[a](<b$x$" {ALERT}>) ![a]($y$"{ALERT})',
}


def dangers(html: str) -> list[str]:
    """What in the HTML could run code, load a page or cover the site.

    >>> dangers('<p onclick="x()"><a href="java&#9;script:x">a</a></p>')
    ['p: onclick', 'a: href=java\\tscript:x']
    """
    return list(_dangers(parse(html)))


def _dangers(parent: Element) -> Iterator[str]:
    for element in parent:
        if local_name(element).lower() in FORBIDDEN:
            yield local_name(element)
        for name, value in element.items():
            yield from _dangers_of_attribute(local_name(element), name.lower(), value)
        yield from _dangers(element)


def _dangers_of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    plain = TAB_OR_BREAK.sub("", value).lstrip(CONTROLS).lower()
    if name.startswith("on") or name in {"srcdoc", "formaction", "style"}:
        yield f"{tag}: {name}"
    if name.rpartition("}")[2] in ADDRESSES and plain.startswith(SCHEMES):
        yield f"{tag}: {name}={value}"


def dangers_of(document: Document) -> list[str]:
    """What is dangerous in any of a document's renditions."""
    headings = [heading.html for heading in document.contents]
    renditions = [document.html, document.excerpt_html, document.feed_html, *headings]
    return [danger for html in renditions for danger in dangers(html)]


CASES = [pytest.param(source, id=name.replace(" ", "-")) for name, source in PAYLOADS.items()]


@pytest.mark.parametrize("source", CASES)
def test_nothing_dangerous_comes_through(source: str) -> None:
    assert dangers_of(render(source)) == []


@pytest.mark.parametrize("source", CASES)
def test_nothing_dangerous_comes_through_in_a_list_in_a_quote_behind_a_formula(source: str) -> None:
    lines = f"$x$\n\n{source}".split("\n")

    assert dangers_of(render("\n".join(["> - a", *(f">   {line}" for line in lines)]))) == []


def test_nothing_dangerous_comes_through_from_all_payloads_together() -> None:
    assert dangers_of(render("\n\n".join(PAYLOADS.values()))) == []
    assert dangers_of(render("\n\n".join(reversed(PAYLOADS.values())))) == []


@pytest.mark.parametrize("source", list(PAYLOADS.values()), ids=[name.replace(" ", "-") for name in PAYLOADS])
def test_sanitizing_twice_is_sanitizing_once(source: str) -> None:
    assert sanitize(sanitize(source)) == sanitize(source)


def test_the_judge_sees_what_is_dangerous() -> None:
    html = (
        '<svg><script></script></svg><p style="a">a</p><a href="JAVA&#10;SCRIPT:x">b</a><img onerror="x"><form></form>'
    )

    assert dangers(html) == ["script", "p: style", "a: href=JAVA\nSCRIPT:x", "img: onerror", "form"]


def test_an_author_cannot_pass_a_style_off_as_a_formula() -> None:
    document = render('<span class="katex"><span style="position:fixed">a</span></span>')

    assert "position" not in document.html


def test_an_author_cannot_lay_boxes_by_the_classes_of_formulas() -> None:
    forged = render('<div class="a katex\tkatex-html"><span class="pr Tx a21 h300">a</span></div>')

    assert 'class="a"' in forged.html
    assert "katex" not in forged.html


def test_a_forged_placeholder_brings_no_piece_of_the_text() -> None:
    document = render("$secret$\n\n&#xE000;00000000x0&#xE001;\n\n\ue00000000000x0\ue001")

    assert document.html.count("<math") == 1


def test_an_author_cannot_write_the_sign_for_the_address() -> None:
    document = render("[a](&#xFDD0;) &#64976;").at("/posts/1/")

    assert "/posts/1/" not in document.html


def test_a_formula_keeps_the_signs_that_html_knows() -> None:
    document = render("$a<b$ and $x<y>z$ and $a\\&b$")

    assert [text in document.html for text in ("a&lt;b", "x&lt;y&gt;z", "a\\&amp;b")] == [True, True, True]
