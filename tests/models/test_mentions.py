"""Theorems, figures and posts that other posts name: what is stored, how it follows, and who mentions whom."""

import pytest
from django.test import Client

from blog.models import Post
from tests.builders import a_draft, a_post, a_question, a_scheduled_post, a_withdrawn_post, png

pytestmark = pytest.mark.django_db(transaction=True)

THEOREM = "::: theorem 勾股 {#thm:p}\n设 $a$。\n:::"


def html_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).html


def test_a_theorem_of_another_post_is_named_by_word_and_number() -> None:
    a_post(slug="geometry", body=THEOREM)
    post = a_post(body=r"由 \autoref{geometry:thm:p}。")
    assert '<a class="eq-ref" href="/posts/geometry/#thm-p">定理\xa01</a>' in post.html


def test_the_word_is_that_of_the_text_in_which_it_is_printed() -> None:
    a_post(slug="geometry", body=THEOREM)
    assert ">Theorem\xa01</a>" in a_post(body=r"See \autoref{geometry:thm:p}.", language="en").html


def test_a_reference_follows_the_kind_and_the_number() -> None:
    target = a_post(slug="geometry", body=THEOREM)
    post = a_post(body=r"由 \autoref{geometry:thm:p}。")
    target.body = "::: remark\n先说一句。\n:::\n\n" + THEOREM.replace("theorem", "lemma")
    target.save()
    assert ">引理\xa02</a>" in html_of(post)


def test_a_link_to_a_post_follows_its_title_and_its_address() -> None:
    target = a_post("旧题", slug="old")
    post = a_post(body="见 [[old]]。")
    target.title, target.slug = "新题", "new"
    target.save()
    assert '<a class="post-link" href="/posts/new/">新题</a>' in html_of(post)


def test_a_link_follows_a_title_that_was_changed_for_many_at_once() -> None:
    a_post("旧题", slug="old")
    post = a_post(body="见 [[old]]。")
    Post.objects.filter(slug="old").update(title="新题")
    assert ">新题</a>" in html_of(post)


@pytest.mark.parametrize("make", [a_draft, a_scheduled_post, a_withdrawn_post])
def test_the_title_of_a_hidden_post_is_not_told(make: type) -> None:
    make("秘密", slug="secret")
    post = a_post(body="见 [[secret]]。")
    assert "秘密" not in post.html + post.text + post.feed_html + post.description
    assert post.references.get().number == ""


def test_a_post_that_is_published_later_gets_its_links() -> None:
    target = a_draft("题", slug="later")
    post = a_post(body="见 [[later]]。")
    target.status = Post.Status.PUBLISHED
    target.save()
    assert ">题</a>" in html_of(post)


def test_questions_link_to_posts_too() -> None:
    a_post("题", slug="a")
    assert ">题</a>" in a_question(answer="见 [[a]]。").html


def test_a_post_lists_those_that_mention_it(client: Client) -> None:
    target = a_post(slug="target", body=THEOREM, days_ago=9)
    a_post("甲篇", body="见 [[target]]。", days_ago=3)
    a_post("乙篇", body=r"由 \autoref{target:thm:p}，\ref{target:thm:p}。", days_ago=2)
    a_post("丙篇", days_ago=1)
    a_draft("草稿", body="见 [[target]]。")
    a_scheduled_post("将来", body="见 [[target]]。")
    a_withdrawn_post("撤回", body="见 [[target]]。")
    mentions = Post.objects.published().around(target)["mentions"]
    assert [post.title for post in mentions] == ["乙篇", "甲篇"]
    page = client.get("/posts/target/").content.decode().partition("mentions-title")[2]
    assert "甲篇" in page
    assert "草稿" not in page


def test_a_post_that_nobody_mentions_says_nothing_of_it(client: Client) -> None:
    a_post(slug="alone")
    assert "mentions-title" not in client.get("/posts/alone/").content.decode()


def test_mentions_do_not_hide_the_nearest_posts() -> None:
    far = a_post(body="见 [[target]]。", days_ago=20)
    older = a_post(days_ago=6)
    target = a_post(slug="target", days_ago=5)
    newer = a_post(days_ago=4)
    latest = a_post(body="见 [[target]]。", days_ago=1)
    around = Post.objects.published().around(target)
    assert (around["older"], around["newer"], around["mentions"]) == (older, newer, [latest, far])


def test_the_preview_of_a_theorem_is_the_theorem(client: Client) -> None:
    post = a_post(slug="geometry", body=f"{THEOREM}\n\n另见 [此处](#thm:p)。")
    label = post.labels.get()
    assert (label.label, label.kind, label.number, label.anchor) == ("thm:p", "theorem", "1", "thm-p")
    shown = client.get("/posts/geometry/previews/thm-p/").content.decode()
    assert 'class="statement theorem"' in shown
    assert "id=" not in shown


def test_links_in_a_preview_lead_into_the_post(client: Client) -> None:
    a_post(slug="geometry", body=f"{THEOREM}\n\n::: lemma {{#lem:b}}\n由 \\autoref{{thm:p}}。\n:::")
    shown = client.get("/posts/geometry/previews/lem-b/").content.decode()
    assert 'href="/posts/geometry/#thm-p"' in shown


def test_figures_and_tables_are_labels_too() -> None:
    from blog.models import Image

    image = Image.store(png(), "a.png")
    body = f"![图]({image.file.url}){{#fig:a}}\n\n: 表 {{#tab:b}}\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    post = a_post(slug="shown", body=body)
    assert list(post.labels.values_list("kind", "number", "anchor")) == [
        ("figure", "1", "fig-a"),
        ("table", "1", "tab-b"),
    ]
    assert "表\xa01" in a_post(body=r"\autoref{shown:tab:b}").html
