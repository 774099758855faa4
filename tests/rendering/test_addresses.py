"""Addresses of outside links, listed behind the text for paper."""

from blog.rendering import RenderContext, render

LISTED = RenderContext(lists_addresses=True)


def test_outside_links_bear_numbers_and_their_addresses_are_listed() -> None:
    page = render(
        "见 [甲](https://a.example/)、[乙](https://b.example/) 和 [又是甲](https://a.example/)。", LISTED
    ).html
    assert page.count('data-note="1"') == 2
    assert page.count('data-note="2"') == 1
    items = "<li>https://a.example/</li><li>https://b.example/</li>"
    assert page.endswith(f'<ol class="addresses" hidden="">{items}</ol>')


def test_what_leads_within_the_site_or_shows_its_address_is_not_listed() -> None:
    page = render(
        "[甲](/posts/a/) <https://a.example/> www [b](#b) [mail](mailto:a@b.example)\n\n# b {#b}", LISTED
    ).html
    assert "addresses" not in page


def test_notes_works_and_posters_print_their_addresses_themselves() -> None:
    source = "a[^1]\n\n[^1]: [b](https://b.example/)\n\nhttps://www.youtube.com/watch?v=aircAruvnKk"
    assert "data-note" not in render(source, LISTED).html


def test_addresses_are_no_part_of_the_text_the_excerpt_and_the_feed() -> None:
    document = render("见 [甲](https://a.example/)。", LISTED)
    assert document.text == "见 甲。"
    for html in (document.excerpt_html, document.feed_html, document.description):
        assert "addresses" not in html
        assert "data-note" not in html


def test_without_being_asked_for_they_are_not_listed() -> None:
    assert "data-note" not in render("[甲](https://a.example/)").html
