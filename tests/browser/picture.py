"""`make picture`: takes the README's picture of the furnished site: a listing on a desk, an answer on a phone."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import ROOT, SWITCHES, chromium_path, serving
from tests.browser.waiting import FONTS, until

PICTURE = ROOT / "docs" / "picture.png"
DESK, PHONE = (1240, 900), (320, 693)  # CSS pixels
PHONE_PLACE = (1290, 104)  # where the phone stands beside the desk


def photograph(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> Image.Image:
    """The page as first seen in a window of a size."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    until(page, FONTS)
    picture = Image.open(BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB")


def main() -> None:
    """Serve, photograph, put together, store."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=SWITCHES)
        desk = photograph(browser, site.url, DESK, "light")
        phone = photograph(browser, f"{site.url}/faq/#small-screens", PHONE, "dark")
        browser.close()
    picture = Image.new("RGB", (PHONE_PLACE[0] + PHONE[0] + 50, DESK[1]), "#e9e5da")
    picture.paste(desk, (0, 0))
    picture.paste(phone, PHONE_PLACE)
    PICTURE.parent.mkdir(exist_ok=True)
    picture.quantize(128).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
