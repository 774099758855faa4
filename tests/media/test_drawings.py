"""Uploaded drawings (SVG) lose what runs, fetches, links or unfolds; what draws stays."""

import base64
import time

import pytest
from django.core.exceptions import ValidationError

from blog.media import prepare
from tests.builders import png
from tests.media.photographs import SECRET, photograph

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SHAPE = '<rect width="9" height="9"/>'
FORBIDDEN = ("b.example", "script", "alert", "onload", "onclick", "javascript", "foreign", "iframe", "import", "set ")


def drawing(inside: str, attributes: str = 'viewBox="0 0 30 20"', before: str = "") -> bytes:
    return f"{before}<svg {NAMES} {attributes}>{inside}</svg>".encode()


def stored(content: bytes) -> str:
    return prepare(content).content.decode()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script xlink:href='//b.example/x.js'/>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<g onload='alert(1)'/>",
        "<g ONCLICK='alert(1)' onclick='alert(2)'/>",
        "<a href='javascript:alert(1)'><path d='M0 0'/></a>",
        "<a xlink:href='https://b.example/'><text>x</text></a>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='//b.example'/></foreignObject>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
        "<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>",
        "<image href='https://b.example/x.png'/>",
        "<image xlink:href='//b.example/x.png'/>",
        "<image href='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9J2FsZXJ0KDEpJy8+'/>",
        "<image href='data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;'/>",
        "<use href='https://b.example/x.svg#a'/>",
        "<use xlink:href='data:image/svg+xml,%3Csvg onload=alert(1)%3E#a'/>",
        "<feImage href='https://b.example/x.png'/>",
        "<filter id='a'><feImage xlink:href='//b.example/x.png'/></filter>",
        "<style>@import url(https://b.example/x.css);</style>",
        "<style>rect{fill:url(https://b.example/x.svg#a)}</style>",
        "<style>rect{fill:u\\72l(https://b.example/x.svg#a)}</style>",
        "<style>@font-face{font-family:a;src:url(//b.example/x.woff)}</style>",
        "<style>rect{background:image-set('https://b.example/x.png' 1x)}</style>",
        "<style><![CDATA[@import 'https://b.example/x.css';]]></style>",
        "<style>@im<!-- -->port 'https://b.example/x.css';</style>",
        "<path style='fill:url(//b.example/x.svg#a)'/>",
        "<path style='fill:URL( &quot;https://b.example/#a&quot; )'/>",
        "<path fill='url(https://b.example/x.svg#a)'/>",
        "<path style='behavior:url(https://b.example/x.htc)'/>",
        "<path filter='url(https://b.example/x.svg#a)' mask='url(&#x2f;/b.example#a)'/>",
        "<a href='#a'><animate attributeName='href' values='javascript:alert(1)'/></a>",
        "<use href='#a'><set attributeName='href' to='https://b.example/#a'/></use>",
        "<animate attributeName='xlink:href' to='https://b.example/'/>",
        "<animate attributeName='onload' to='alert(1)'/>",
        "<handler xmlns='http://www.w3.org/2001/xml-events' event='load'>alert(1)</handler>",
        "<metadata>https://b.example/</metadata>",
        "<audio xmlns='http://www.w3.org/1999/xhtml' src='//b.example/x.mp3'/>",
        "<?xml-stylesheet href='https://b.example/x.css'?>",
        "<!-- https://b.example/ -->",
        "<text xml:base='https://b.example/'>x</text>",
        "<text data-x='https://b.example/'>x</text>",
        "<textPath href='https://b.example/#a'>x</textPath>",
        "<linearGradient id='a' xlink:href='https://b.example/#a'/>",
        "<unknown>alert(1)<rect onclick='alert(1)'/></unknown>",
    ],
)
def test_what_runs_fetches_or_links_is_left_out_and_the_rest_stays(inside: str) -> None:
    found = stored(drawing(inside + SHAPE))
    assert [word for word in FORBIDDEN if word in found.lower()] == []
    assert '<rect width="9" height="9"' in found


def chained(form: str, part: str) -> str:
    """Ten elements each of which names the next one ten times."""
    return "".join(form % (number, part % (number + 1) * 10) for number in range(10))


LAUGHS = chained("<g id='a%d'><path/>%s</g>", "<use href='#a%d'/>")
PATTERNS = chained("<pattern id='p%d'>%s</pattern>", "<path d='M0 0h9' fill='url(#p%d)'/>")
ENTITIES = chained('<!ENTITY a%d "%s">', "&a%d;")


@pytest.mark.parametrize(
    "content",
    [
        drawing(SHAPE, before='<!DOCTYPE svg [<!ENTITY a "b">]>'),
        drawing("&a;" + SHAPE, before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        drawing(SHAPE, before='<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://b.example/"> %a;]>'),
        drawing("&a0;", before=f"<!DOCTYPE svg [{ENTITIES}]>"),
        drawing(SHAPE, before='<!DOCTYPE svg SYSTEM "http://b.example/x.dtd" [ ]>'),
        drawing("&nbsp;" + SHAPE),
        drawing(LAUGHS + "<use href='#a0'/>"),
        drawing(PATTERNS + "<rect fill='url(#p0)'/>"),
        drawing("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
        drawing("<g id='a'><use href='#a'/></g>"),
        drawing("<g>" * 100_000 + "</g>" * 100_000),
        drawing("<g>" * 200 + SHAPE + "</g>" * 200),
        drawing("<path/>" * 50_001),
        drawing("<text>" + "x" * 4_300_000 + "</text>"),
        *(drawing("<g>"), drawing("</g>"), drawing(SHAPE)[:-9], drawing(""), drawing("<script>alert(1)</script>")),
        *(
            b"<svg/>",
            b"<svg><rect/></svg>",
            b"<?xml version='1.0'?><html/>",
            b"<svg",
            b"<svg xmlns='http://b.example'><g/></svg>",
        ),
        drawing(SHAPE).decode().encode("utf-16"),
        drawing("<text>\xe9</text>").decode().encode("latin-1"),
        drawing("<image href='data:image/png;base64,iVBORw0KGgo='/>"),
        drawing(SHAPE) + drawing(SHAPE),
    ],
)
def test_a_drawing_that_unfolds_is_broken_or_shows_nothing_is_refused(content: bytes) -> None:
    begin = time.process_time()
    with pytest.raises(ValidationError):
        prepare(content)
    assert time.process_time() - begin < 5


def test_what_draws_stays() -> None:
    inside = (
        "<title>图</title><defs><linearGradient id='a'><stop offset='0' stop-color='red'/></linearGradient>"
        "<path id='b' d='M0 0h9'/></defs><style>.c{fill:none;stroke-linejoin:round}</style>"
        "<g class='c' transform='scale(2)' style='fill: url(#a); stroke: #123'><use xlink:href='#b' x='3'/></g>"
        "<text xml:space='preserve' text-anchor='middle'>x &lt; y</text>"
        "<circle r='3'><animate attributeName='r' values='3;5' dur='1s' repeatCount='indefinite'/></circle>"
    )
    found = stored(drawing(inside))
    for part in (
        *(
            "<title>图</title>",
            '<linearGradient id="a">',
            '<path id="b" d="M0 0h9"',
            ".c{fill:none;stroke-linejoin:round}",
        ),
        *(
            'style="fill: url(#a); stroke: #123"',
            '<use href="#b" x="3"',
            "x &lt; y",
            'xml:space="preserve"',
            "<animate ",
        ),
    ):
        assert part in found


def test_a_link_is_left_out_and_what_stands_in_it_stays() -> None:
    assert "<g><text>x</text></g>" in stored(drawing("<a href='https://b.example/'><text>x</text></a>"))


def test_the_head_that_plotting_programs_write_does_no_harm() -> None:
    head = (
        '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
        '  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- made by a program -->\n'
    )
    found = stored(drawing(SHAPE, before=head))
    assert found.startswith("<svg")
    assert SHAPE.removesuffix("/>") in found


def test_a_picture_in_a_drawing_stays_without_its_place() -> None:
    encoded = base64.b64encode(photograph(300, 200)).decode()
    found = stored(drawing(f"<image width='9' xlink:href='data:image/jpeg;base64,{encoded}'/>"))
    inside = base64.b64decode(found.split("base64,")[1].split('"')[0])
    assert inside[:2] == b"\xff\xd8"
    assert SECRET not in inside
    assert "data:image/png;base64," in stored(
        drawing(f"<image href='data:image/png;base64,{base64.b64encode(png()).decode()}'/>")
    )


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="3in" height="72pt"', (288, 96)),
        ('width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6"', (614, 461)),
        ('viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="-5,-5,30,20"', (30, 20)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ('width="60" viewBox="0 0 30 20"', (60, 40)),
        ('height="40" viewBox="0 0 30 20"', (60, 40)),
        ("", (300, 150)),
        ('width="0" height="-5"', (300, 150)),
        ('width="1e99" height="nan" viewBox="a b c d"', (300, 150)),
        ('width="400000" height="200000"', (20_000, 10_000)),
        ('viewBox="0 0 1000000 0.001"', (20_000, 1)),
    ],
)
def test_a_drawing_has_a_size(attributes: str, size: tuple[int, int]) -> None:
    picture = prepare(drawing(SHAPE, attributes))
    assert (picture.width, picture.height, picture.suffix) == (*size, ".svg")
