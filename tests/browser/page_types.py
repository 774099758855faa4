"""Every kind of page that a reader opens, once each: what is measured of one page is measured of all of these.

Whoever adds a kind of page adds a line. Addresses are those of the demonstration, and of the long article that
`long_article` writes beside it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

POSTS = Path(__file__).resolve().parents[2] / "blog" / "demo" / "posts"
LONG = "/posts/two-hundred-formulas/"  # gets its faces and boxes from two demonstration posts
PARTS = ("kmeans-from-em.md", "floating-point-sum.md")
HEAD = "---\ntitle: 两百个公式的文章\nslug: two-hundred-formulas\ndate: 2019-03-02\nlanguage: zh-hans\n---\n"


@dataclass(frozen=True)
class PageType:
    """A kind of page, and where one stands."""

    name: str
    path: str
    status: int = 200


PAGE_TYPES = (
    PageType("front page", "/"),
    PageType("second page of the front page", "/page/2/"),
    PageType("article with 200 formulas", LONG),
    PageType("article with code and references", "/posts/one-loss-gan/"),
    PageType("article in English", "/posts/softmax-temperature-en/"),
    PageType("article with notes, statements and tables", "/posts/prose-specimen/"),
    PageType("article with figures", "/posts/picture-specimen/"),
    PageType("reading guide", "/faq/"),
    PageType("tags", "/tags/"),
    PageType("tag", "/tags/公式/"),
    PageType("tags together", "/tags/gan+优化/"),
    PageType("categories", "/categories/"),
    PageType("category", "/categories/mathematics/"),
    PageType("all series", "/series/"),
    PageType("series", "/series/counting/"),
    PageType("article in a series", "/posts/reuse-keras-layers/"),
    PageType("search", "/search/"),
    PageType("what a search found", "/search/?q=矩阵"),
    PageType("archive", "/archive/"),
    PageType("year", "/archive/2026/"),
    PageType("month", "/archive/2026/10/"),
    PageType("page", "/pages/about/"),
    PageType("links", "/pages/links/"),
    PageType("not found", "/unknown-integral/", 404),
)


def long_article(folder: Path) -> Path:
    """Write an article of at least 200 formulas, made of two demonstration posts, as a file to be imported.

    Returns:
        The folder, as `serving` takes it.
    """
    texts = [(POSTS / name).read_text("utf-8").split("---\n", 2)[2] for name in PARTS]
    shutil.copytree(POSTS / "images", folder / "images")
    (folder / "two-hundred-formulas.md").write_text(HEAD + "\n".join(texts), "utf-8")
    return folder
