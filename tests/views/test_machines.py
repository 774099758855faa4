"""Feed, sitemap, robots, media: what machines read."""

import re
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from django.conf import settings
from django.test import Client, override_settings

from blog.models import Image
from tests.builders import a_page, a_post, a_site, moment, png
from tests.rendering.sketching import parse

pytestmark = pytest.mark.django_db

POSTS = Path(settings.BASE_DIR) / "blog" / "demo" / "posts"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client) -> ElementTree.Element:
    return ElementTree.fromstring(client.get("/feed/").content)


def test_the_feed_holds_whole_articles_with_mathml_and_absolute_addresses(client: Client) -> None:
    a_site()
    image = Image.store(png(), "a.png")
    body = (
        f"设 $x<y$，见 \\eqref{{e}}。\n\n![图]({image.file.url})\n\n\\begin{{equation}}\\label{{e}}x\\end{{equation}}"
    )
    post = a_post("题", body=body, tags=["优化"], slug="a")
    entry = feed(client).find(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content").text
    assert entry.find(f"{ATOM}title").text == "题"
    assert entry.find(f"{ATOM}link").get("href") == "https://blog.example/posts/a/"
    assert entry.find(f"{ATOM}id").text == f"https://blog.example/posts/{post.pk}/"
    assert entry.find(f"{ATOM}category").get("term") == "优化"
    assert "<math" in content
    assert "katex" not in content
    assert 'src="https://blog.example/media/images/' in content
    assert 'href="https://blog.example/posts/a/#eq-e">(1)</a>' in content
    assert 'href="/' not in content


def content(client: Client, query: str = "") -> str:
    """The content of the feed's newest entry."""
    root = ElementTree.fromstring(client.get(f"/feed/{query}").content)
    return root.find(f"{ATOM}entry/{ATOM}content").text


def stripped(html: str) -> str:
    """What a reader shows that knows no tag."""
    return "".join(parse(html).itertext())


def test_no_formula_and_no_number_is_shown_twice_in_the_feed(client: Client) -> None:
    a_post(body="$\\alpha_{137}$\n\n\\begin{equation}\\beta\\end{equation}")
    html = content(client)
    assert html.count("137") == 2
    assert 'alttext="\\alpha_{137}"' in html
    assert stripped(html).count("137") == 1
    assert stripped(html).count("(1)") == 1


def test_every_row_of_a_display_keeps_its_number_in_the_feed(client: Client) -> None:
    a_post(body="\\begin{align}a&=b\\\\c&=d\\notag\\\\e&=f\\tag{$\\ast$}\\end{align}")
    assert re.sub(r"\s", "", stripped(content(client))) == "a=b(1)c=de=f(∗)"


def test_the_feed_gives_formulas_as_tex_to_readers_that_strip_tags(client: Client) -> None:
    body = "设 $x<y$，又 \\(\\mu\\)。\n\n$$\\frac{a}{b}$$\n\n\\begin{align}a&=b\\\\c&=d\\end{align}\n\n`$x$` $\\foo$"
    a_post(body=body)
    html = content(client, "?math=tex")
    assert "<math" not in html
    assert "设 <code>$x&lt;y$</code>，又 <code>$\\mu$</code>。" in html
    assert "<code>$$\\frac{a}{b}$$</code>" in html
    assert "<code>\\begin{align}a&amp;=b\\\\c&amp;=d\\end{align}</code> (1) (2)" in html
    assert "<code>$x$</code>" in html
    assert '<code class="tex-error">$\\foo$</code>' in html


@override_settings(FEED_MATH="tex")
def test_a_setting_says_how_the_feed_gives_formulas(client: Client) -> None:
    a_post(body="$x$")
    assert "<math" not in content(client)
    assert "<math" not in content(client, "?math=png")
    assert "<math" in content(client, "?math=mathml")


def test_a_feed_names_its_own_address(client: Client) -> None:
    a_post(body="$x$")
    for query, own in [("", ""), ("?math=tex", "?math=tex"), ("?math='\"&a=b", "")]:
        root = ElementTree.fromstring(client.get(f"/feed/{query}").content)
        (link,) = root.findall(f"{ATOM}link[@rel='self']")
        assert link.get("href") == f"https://blog.example/feed/{own}"


@pytest.mark.parametrize("form", ["mathml", "tex"])
def test_the_content_of_a_feed_is_html_without_our_markup(client: Client, form: str) -> None:
    a_post(body=(POSTS / "formula-specimen.md").read_text(encoding="utf-8").split("---", 2)[2])
    html = content(client, f"?math={form}")
    root = html5lib.HTMLParser(strict=True).parseFragment(html)
    assert len(html) > 5_000
    names = {name for element in root.iter() for name in (element.get("class") or "").split()}
    assert not [name for name in names if name.startswith(("katex", "mord", "vlist", "mml"))]
    assert not [element for element in root.iter() if element.get("style")]
    assert ("<annotation" in html, "<semantics" in html) == (False, False)


def test_an_entry_keeps_its_id_when_its_slug_changes(client: Client) -> None:
    post = a_post(slug="a")
    before = feed(client).find(f"{ATOM}entry/{ATOM}id").text
    post.slug = "b"
    post.save()
    assert feed(client).find(f"{ATOM}entry/{ATOM}id").text == before


def test_the_feed_holds_the_twenty_newest(client: Client) -> None:
    for number in range(22):
        a_post(f"第{number}篇", days_ago=number + 1)
    assert len(feed(client).findall(f"{ATOM}entry")) == 20


def test_the_sitemap_lists_public_pages_with_their_last_change(client: Client) -> None:
    a_post("甲", slug="a", published_at=moment("2026-02-22 10:00"), tags=["优化"])
    a_page(slug="about")
    xml = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://blog.example/posts/a/</loc><lastmod>2026-02-22</lastmod>" in xml
    assert "<loc>https://blog.example/pages/about/</loc>" in xml
    assert "<loc>https://blog.example/tags/%E4%BC%98%E5%8C%96/</loc>" in xml
    assert "<loc>https://blog.example/faq/</loc>" in xml


def test_robots_are_told_of_the_sitemap(client: Client) -> None:
    assert "Sitemap: https://blog.example/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_picture_is_served_for_ever_and_cannot_run(client: Client) -> None:
    image = Image.store(png(), "a.png")
    response = client.get(image.file.url)
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == png()


def test_nothing_beside_the_media_store_is_served(client: Client) -> None:
    (Path(settings.MEDIA_ROOT).parent / "secret").write_text("canary")
    for path in ("/media/../secret", "/media/%2e%2e/secret", "/media//etc/passwd"):
        assert client.get(path).status_code in {400, 404}


def test_a_control_character_in_a_title_does_not_end_the_feed(client: Client) -> None:
    a_site(title="站\x08", tagline="\x0b题")
    a_post("题\x08目", tags=["a"])
    assert feed(client).find(f"{ATOM}entry/{ATOM}title").text == "题目"


def test_code_that_shows_an_address_is_not_changed_in_the_feed(client: Client) -> None:
    a_post(body='```html\n<a href="/x/">\n```')
    content = feed(client).find(f"{ATOM}entry/{ATOM}content").text
    assert "blog.example/x/" not in content
    assert "&quot;/x/&quot;" in content


def test_pictures_may_be_shown_by_feed_readers_of_other_origins(client: Client) -> None:
    image = Image.store(png(), "a.png")
    response = client.get(image.file.url)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    response.close()
