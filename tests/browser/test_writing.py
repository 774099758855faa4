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
    assert page.locator("#user-tools").is_visible()
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
        assert desk.locator("#content").is_visible()
        if name != "site":
            desk.locator("#result_list tbody th a").first.click()
            assert desk.locator("form[id$=_form]").is_visible()
