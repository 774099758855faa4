"""An author at work in the admin, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.serving import Served


@pytest.fixture
def desk(served: Served, page: Page) -> Page:
    """The admin, logged in."""
    page.goto(f"{served.url}/admin/")
    page.fill("#id_username", "author")
    page.fill("#id_password", served.password)
    page.click("input[type=submit]")
    page.locator("#user-tools").wait_for()
    return page


def test_a_post_is_written_warned_of_previewed_and_published(served: Served, desk: Page) -> None:
    desk.goto(f"{served.url}/admin/blog/post/add/")
    desk.fill("#id_title", "浏览器里写的一篇")
    desk.fill("#id_body", "设 $x<y$，$\\foo$。\n\n\\begin{equation}\\label{e} a=b \\end{equation}\n\n见 \\eqref{e}。")
    desk.fill("#id_tags", "优化，C++")
    desk.click("input[name=_continue]")
    assert "第 1 行第 10 列" in desk.locator(".messagelist .warning").first.inner_text()
    desk.click("a:text-is('预览')")
    assert desk.locator("h1").inner_text() == "浏览器里写的一篇"
    assert desk.locator(".tex-error").inner_text() == "$\\foo$"
    assert desk.locator("a.eq-ref").inner_text() == "(1)"
    assert "草稿" in desk.locator(".state").inner_text()
    address = desk.url
    desk.go_back()
    desk.select_option("#id_status", "published")
    desk.click("input[name=_save]")
    desk.goto(address)
    assert desk.locator(".state").count() == 0
    assert set(desk.locator("a[rel=tag]").all_inner_texts()) == {"C++", "优化"}


def test_tags_are_suggested_for_the_one_being_typed(served: Served, desk: Page) -> None:
    desk.goto(f"{served.url}/admin/blog/post/add/")
    options = "[...document.querySelector('#id_tags').list.options].map((option) => option.value)"
    assert "Keras" in desk.evaluate(options)
    desk.locator("#id_tags").press_sequentially("优化，ker")
    assert desk.evaluate(options) == ["优化， Keras"]
    assert desk.input_value("#id_tags") == "优化，ker"


def test_every_list_and_form_of_the_admin_loads_without_a_complaint(served: Served, desk: Page) -> None:
    for name in ("category", "image", "page", "post", "question", "tag", "site"):
        desk.goto(f"{served.url}/admin/blog/{name}/")
        desk.locator("#content").wait_for()
        if name != "site":
            desk.locator("#result_list tbody th a").first.click()
            desk.locator("form[id$=_form]").wait_for()


HOSTILE_WIDTHS = r"""行内 $\begin{pmatrix}1&2&3&4&5&6&7&8&9&10&11&12&13&14&15\end{pmatrix}$，

$\left(\frac{aaaaaaaaaaaaaaaaaaa}{b}+\frac{cccccccccccccccccccc}{d}+\frac{eeeeeeeeeeeeeeeeee}{f}\right)$。

- 项 $\text{一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十}$

> 引 $$\begin{aligned} x &= a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z \end{aligned}\tag{很长的编号}$$

| 表 | $\sum_{i=1}^{n}\left(x_{i}^{2}+y_{i}^{2}+z_{i}^{2}+u_{i}^{2}+v_{i}^{2}+w_{i}^{2}\right)$ |
|---|---|
| `very_long_identifier_without_any_place_to_break_it_at_all_really` | 2 |

https://example.org/a/very/long/address/without/a/place/to/break/it/anywhere/in/the/middle/of/it.html
"""


def test_no_formula_table_code_or_address_moves_a_phone_sideways(served: Served, desk: Page) -> None:
    desk.goto(f"{served.url}/admin/blog/post/add/")
    desk.fill("#id_title", "很宽")
    desk.fill("#id_body", HOSTILE_WIDTHS)
    desk.click("input[name=_continue]")
    desk.click("a:text-is('预览')")
    for width in (320, 360, 414, 768):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") == width
    assert desk.locator(".tex-error").count() == 0
