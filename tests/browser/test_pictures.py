"""What a phone fetches for a photograph, and that nothing moves while it comes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.serving import Served, serving
from tests.browser.waiting import until
from tests.media.photographs import photograph

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="300" height="200">
<style>path{fill:none;stroke:#000}</style><path d="M0 0L30 20"/></svg>"""
ARTICLES = {
    "photograph": "![树 $x^2$](photograph.jpg)\n\n" + "字" * 900 + "\n\n![画](drawing.svg)",
    "sentence": "见 ![画](drawing.svg) 中。",
    "white": "字\n\n" * 20 + "![画](white.png)",  # in a block that a phone skips at first
    "class": "![照片](white.png){.photo}",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    articles = tmp_path_factory.mktemp("articles")
    for name, body in ARTICLES.items():
        text = f"---\ntitle: {name}\nslug: {name}\ndate: 2026-01-02\n---\n{body}\n"
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    (articles / "photograph.jpg").write_bytes(photograph())
    (articles / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    PIL.Image.new("RGB", (900, 600), "white").save(articles / "white.png")
    with serving(Path(tmp_path_factory.mktemp("data")), articles, with_demo=False) as served:
        yield served


def fetched(page: Page, url: str) -> dict[str, int]:
    """Bytes of each picture that the page asks for, headers included, by the end of its address."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/media/" in answer.url else None)
    page.goto(url)
    until(page, "[...document.images].filter((image) => image.loading !== 'lazy').every((i) => i.complete)")
    sizes = [answer.request.sizes() for answer in answers]
    return {
        answer.url.rsplit("-", 1)[-1]: size["responseBodySize"] + size["responseHeadersSize"]
        for answer, size in zip(answers, sizes, strict=True)
    }


@pytest.mark.parametrize(
    ("width", "ratio", "form", "limit"),
    [(320, 1, "480.webp", 40_000), (320, 2, "960.webp", 80_000), (390, 3, "1600.webp", 160_000)],
)
def test_a_phone_fetches_a_photograph_once_in_a_size_it_can_show(
    site: Served, chromium: Browser, width: int, ratio: int, form: str, limit: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, device_scale_factor=ratio)
    found = fetched(context.new_page(), f"{site.url}/posts/photograph/")
    context.close()
    assert [name for name in found if name.endswith(".webp")] == [form]
    assert found[form] < limit


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_nothing_moves_while_images_come(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/posts/photograph/")
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
    until(page, "[...document.querySelectorAll('main img')].every((image) => image.complete && image.naturalWidth)")
    shift = """new Promise((done) => new PerformanceObserver((list) => done(
      list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true})
      || setTimeout(() => done(0), 300))"""
    assert page.evaluate(shift) < 0.01
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", (253, 252, 249)), ("dark", (218, 214, 208))]
)  # the page's own, and dimmed
@pytest.mark.parametrize("name", ["photograph", "sentence", "white"])
def test_a_drawing_lies_on_the_paper_of_the_page(
    site: Served, chromium: Browser, name: str, scheme: str, paper: tuple[int, int, int]
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site.url}/posts/{name}/")
    drawing = page.locator("main img").last
    drawing.scroll_into_view_if_needed()
    until(page, "[...document.images].every((image) => image.complete)")
    assert colour_beside_the_edge(drawing.screenshot()) == paper
    if drawing.locator("xpath=ancestor::button").count():
        drawing.click()
        assert colour_beside_the_edge(page.locator(".enlarged img").screenshot()) == paper
    context.close()


def test_a_photograph_stays_as_it_is_in_the_dark(site: Served, chromium: Browser) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        context = chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{site.url}/posts/class/")
        until(page, "[...document.images].every((image) => image.complete)")
        colours.add(colour_beside_the_edge(page.locator("main img").screenshot()))
        page.locator("main img").click()
        colours.add(colour_beside_the_edge(page.locator(".enlarged img").screenshot()))
        context.close()
    assert colours == {(255, 255, 255)}


def colour_beside_the_edge(screenshot: bytes) -> tuple[int, ...]:
    """Red, green and blue of a point near the left edge, off the drawn line."""
    with PIL.Image.open(BytesIO(screenshot)) as picture:
        return picture.convert("RGB").getpixel((6, 30))


def test_a_drawing_that_is_opened_by_itself_runs_nothing_and_keeps_its_colours(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/posts/sentence/")
    page.goto(site.url + page.locator("main img").get_attribute("src"))
    assert page.locator("path").evaluate("(path) => getComputedStyle(path).stroke") == "rgb(0, 0, 0)"
