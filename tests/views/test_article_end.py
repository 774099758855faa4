"""The end of an article: series, mentions, citation, licence, neighbours, related posts."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from blog.models import Post, related
from tests.builders import a_draft, a_post, a_scheduled_post, a_series, a_site, an_author, moment

pytestmark = pytest.mark.django_db

BODY = "循环网络的梯度消失。"


def page_of(client: Client, post: Post) -> str:
    return client.get(post.get_absolute_url()).content.decode()


def section(html: str, name: str) -> str:
    found = re.search(rf'<(section|nav) [^>]*aria-labelledby="{name}-title".*?</\1>', html, re.DOTALL)
    return found[0] if found else ""


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_everything_stands_in_its_order(client: Client) -> None:
    a_site(licence="CC BY-SA 4.0")
    series = a_series()
    older = a_post(slug="older", body="见 [[post]]。", days_ago=9)
    post = a_post(slug="post", body=BODY, series=series, tags=["a"])
    a_post(series=series)
    older.body += "又见。"
    older.save()
    related.refresh([a_post(tags=["a"]).pk])
    names = re.findall(r'<h2 class="margin" id="([a-z]+)-title"', page_of(client, post))
    assert names == ["series", "mentions", "cite", "licence", "ways", "related"]


def test_a_part_says_where_it_stands_among_the_parts_that_readers_see(client: Client) -> None:
    series = a_series("概率入门")
    parts = [a_post(f"第{number}讲", series=series, series_part=10 * number, days_ago=number) for number in (1, 2, 3)]
    a_draft("草稿讲", series=series, series_part=15)
    a_scheduled_post("将来讲", series=series, series_part=16)
    html = page_of(client, parts[1])
    block = section(html, "series")
    assert f'<a href="{series.get_absolute_url()}" lang="zh-hans">概率入门</a>' in block
    assert re.findall(r'<li><a href="([^"]+)" lang="zh-hans"( aria-current="page")?>', block) == [
        (parts[0].get_absolute_url(), ""),
        (parts[1].get_absolute_url(), ' aria-current="page"'),
        (parts[2].get_absolute_url(), ""),
    ]
    assert re.findall(r"<b [^>]*>([^<]+)</b>", block) == ["第1讲", "第3讲"]
    assert "草稿讲" not in html
    assert "将来讲" not in html
    assert re.search(r"2\D+3", text(block))
    assert '<a href="#series-title">' in html


def test_the_first_part_has_no_part_before_it(client: Client) -> None:
    series = a_series()
    first, _second = a_post("甲", series=series), a_post("乙", series=series)
    assert re.findall(r"<b [^>]*>([^<]+)</b>", section(page_of(client, first), "series")) == ["乙"]


def test_a_series_of_one_part_is_not_told(client: Client) -> None:
    series = a_series()
    post = a_post(series=series)
    a_draft(series=series)
    assert "series-title" not in page_of(client, post)


def test_an_article_is_cited_in_chinese_in_english_and_for_bibtex(client: Client) -> None:
    a_site(title="页边札记", author="周砚")
    post = a_post("100% 的 GAN", slug="gan", published_at=moment("2026-11-12 20:00"))
    block = section(page_of(client, post), "cite")
    address = "https://blog.example/posts/gan/"
    assert [text(paragraph) for paragraph in re.findall(r"<p .*?</p>", block)] == [
        f"周砚. 100% 的 GAN[EB/OL]. 页边札记, 2026(2026-11-13). {address}",
        f"周砚, “100% 的 GAN”, 页边札记, 13 November 2026, {address}",
    ]
    assert text(re.search(r"<pre.*?</pre>", block, re.DOTALL)[0]).split("\n") == [
        "@misc{gan-2026,",
        "  author       = {周砚},",
        "  title        = {{100\\% 的 GAN}},",
        "  howpublished = {页边札记},",
        "  year         = {2026},",
        "  month        = nov,",
        "  day          = {13},",
        f"  url          = {{{address}}}",
        "}",
    ]
    assert re.findall(r'<p class="to-copy" lang="([^"]+)"', block) == ["zh-Hans", "en"]


def test_the_address_of_a_citation_is_the_permanent_one(client: Client) -> None:
    post = a_post(slug="概率")
    block = section(client.get(f"{post.get_absolute_url()}?from=elsewhere").content.decode(), "cite")
    assert block.count("https://blog.example/posts/%E6%A6%82%E7%8E%87/") == 3
    assert "elsewhere" not in block
    assert f"@misc{{post-{post.pk}-" in block


def test_the_author_who_is_cited_is_the_posts_own(client: Client) -> None:
    a_site(author="周砚")
    block = section(page_of(client, a_post(author=an_author(first_name="Ada", last_name="Lovelace"))), "cite")
    assert block.count("Ada Lovelace") == 3
    assert "周砚" not in block


def test_nobody_is_cited_where_nobody_is_named(client: Client) -> None:
    a_site(author="")
    block = section(page_of(client, a_post("题", author=an_author("login"))), "cite")
    assert '<p class="to-copy" lang="zh-Hans"><span lang="zh-hans">题</span>' in block
    assert "author" not in text(block)
    assert "login" not in block


def test_a_title_cannot_leave_its_entry(client: Client) -> None:
    block = section(page_of(client, a_post("a}} \\input{x} <b>$")), "cite")
    assert "{{a\\}\\} \\textbackslash{}input\\{x\\} <b>\\$}}" in unescape(block)
    assert "<b>" not in block


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        (r"50% of $\ell_{2}$ & \(x^2\)", r"{{50\% of $\ell_{2}$ \& \(x^2\)}}"),
        (r"$a\}$", r"{{$a\}$}}"),
        (r"$}x{$", r"{{\$\}x\{\$}}"),
        (r"$x{$", r"{{\$x\{\$}}"),
    ],
)
def test_formulas_of_a_title_stay_formulas_for_bibtex(client: Client, title: str, cited: str) -> None:
    html = client.get(a_post(title, slug="a").get_absolute_url()).content.decode()
    entry = unescape(html.split("@misc{")[1].split("</code>")[0])
    assert re.search(r"title\s+= (.*),\n", entry)[1] == cited


def test_the_licence_and_the_permanent_link_are_named(client: Client) -> None:
    a_site(licence="CC BY-SA 4.0", licence_url="https://licence.example/")
    block = section(page_of(client, a_post(slug="a")), "licence")
    assert '<a rel="license" href="https://licence.example/">CC BY-SA 4.0</a>' in block
    assert '<a href="https://blog.example/posts/a/">https://blog.example/posts/a/</a>' in block


def test_readers_of_the_other_language_are_told_in_theirs(client: Client) -> None:
    a_site(licence="CC BY-SA 4.0")
    block = section(page_of(client, a_post(language="en")), "licence")
    assert block.count("CC BY-SA 4.0") == 2
    assert '<p lang="en">This article is under' in block


def test_without_a_licence_nothing_is_permitted_but_the_address_stands(client: Client) -> None:
    a_site(licence="")
    block = section(page_of(client, a_post(slug="a")), "licence")
    assert re.findall(r"<p>.*?</p>", block) == [
        '<p><a href="https://blog.example/posts/a/">https://blog.example/posts/a/</a></p>'
    ]


def test_three_to_five_related_posts_the_likest_first_and_never_itself(client: Client) -> None:
    post = a_post("自己", body=BODY, tags=["a", "b"])
    for number in range(7):
        a_post(f"像{number}", body=BODY, tags=["a", "b"])
    related.refresh_all()
    found = re.findall(r">([^<]+)</a>", section(page_of(client, post), "related"))
    assert len(found) == 5
    assert "自己" not in found


def test_what_is_hardly_alike_is_told_only_where_there_is_nothing_else(client: Client) -> None:
    post = a_post(body="$x$", tags=[f"t{number}" for number in range(20)])
    for number in range(6):
        a_post(body="$x$", tags=[f"t{number}", *(f"u{number}{other}" for other in range(9))])
    related.refresh_all()
    assert section(page_of(client, post), "related").count("<li>") == 3


def test_hidden_posts_are_neither_related_nor_counted(client: Client) -> None:
    post, hidden = a_post(body=BODY), a_scheduled_post("将来", body=BODY)
    related.refresh([post.pk, hidden.pk])
    assert "related-title" not in page_of(client, post)


def test_a_draft_has_no_end(author_client: Client) -> None:
    html = page_of(author_client, a_draft(series=a_series()))
    assert "cite-title" not in html
    assert "series-title" not in html


def test_the_end_takes_no_more_queries_with_more_of_everything(
    client: Client, django_assert_max_num_queries: Callable, django_assert_num_queries: Callable
) -> None:
    a_site()
    series = a_series()
    post = a_post(slug="post", body=BODY, tags=["a"], series=series)

    def add(number: int) -> None:
        for _ in range(number):
            a_post(body=f"见 [[post]]。{BODY}", tags=["a"])
            a_post(series=series)
        related.refresh_all()

    add(2)
    with django_assert_max_num_queries(4) as before:
        assert "related-title" in page_of(client, post)
    add(5)
    with django_assert_num_queries(len(before.captured_queries)):
        page_of(client, post)
