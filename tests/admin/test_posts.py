"""Writing through the admin."""

import html
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client

from blog.models import Post, Tag
from blog.models.rendered import REFUSALS
from blog.rendering import Document, RenderError, render
from tests.builders import a_draft, a_page, a_post

pytestmark = pytest.mark.django_db

ADD = "/admin/blog/post/add/"


def form(**fields: str) -> dict[str, str]:
    return {"title": "题", "body": "文。", "status": "draft", "language": "zh-hans", "tags": "", "slug": "", **fields}


def said(response: object) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_post_is_written_tagged_and_published(author_client: Client, client: Client) -> None:
    response = author_client.post(ADD, form(status="published", tags="优化，C++、C#"))
    post = Post.objects.get()
    assert response.status_code == 302
    assert set(post.tags.values_list("name", flat=True)) == {"优化", "C++", "C#"}
    assert client.get(post.get_absolute_url()).status_code == 200


def test_a_broken_formula_is_saved_and_named_with_line_and_column(author_client: Client) -> None:
    response = author_client.post(ADD, form(body="一\n\n设 $\\foo$ 与 \\eqref{nope}。"))
    assert said(response)[:2] == [
        "第 3 行第 4 列: 公式无法绘出：Undefined control sequence: \\foo `$\\foo$`",
        "第 3 行第 12 列: 文中没有标签“nope”",
    ]
    assert Post.objects.get().body.endswith("。")
    page = author_client.get(f"/admin/blog/post/{Post.objects.get().pk}/change/").content.decode()
    assert "第 3 行第 4 列" in page


def test_what_cannot_be_rendered_is_refused_and_nothing_typed_is_lost(author_client: Client) -> None:
    body = "很长。" * 200_000
    response = author_client.post(ADD, form(body=body))
    assert "512 kB" in response.content.decode()
    assert body in response.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize("kind", list(REFUSALS))
def test_a_refused_text_is_explained_at_its_field_kept_in_the_form_and_the_old_one_stays_public(
    author_client: Client, client: Client, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    post = a_post("题", body="旧文。")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise RenderError(kind, "", limit=7, line=9)

    monkeypatch.setattr("blog.models.rendered.render", refuse)
    typed = "新文 <b> & “引”。"
    response = author_client.post(f"/admin/blog/post/{post.pk}/change/", form(body=typed))
    shown = response.context["adminform"].form

    assert shown.errors == {"body": [str(REFUSALS[kind]) % {"limit": 7, "line": 9}]}
    assert shown["body"].value() == typed
    assert html.escape(typed) in response.content.decode()
    assert "旧文。" in client.get(post.get_absolute_url()).content.decode()
    assert Post.objects.get().body == "旧文。"


@pytest.mark.parametrize("body", ["新文 $x$。", "slow"])
def test_a_form_is_rendered_once_and_outside_the_transaction_that_locks_the_database(
    author_client: Client, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    post, depth, depths = a_post(body="旧文。"), len(connection.savepoint_ids), []

    def count(source: str, *arguments: object, **options: object) -> Document:
        depths.append(len(connection.savepoint_ids))
        if source == "slow":
            raise RenderError("too-slow", "", 5)
        return render(source, *arguments, **options)

    monkeypatch.setattr("blog.models.rendered.render", count)
    for address in (ADD, f"/admin/blog/post/{post.pk}/change/"):
        author_client.post(address, form(body=body, slug=post.slug if "change" in address else ""))

    assert depths == [depth, depth]
    assert Post.objects.filter(body=body).count() == (0 if body == "slow" else 2)


def test_a_text_over_the_time_is_refused_and_saved_when_there_is_more(author_client: Client, settings: object) -> None:
    settings.RENDER_SECONDS = 0.0001
    response = author_client.post(ADD, form())
    assert "0.0001" in response.context["adminform"].form.errors["body"][0]
    assert not Post.objects.exists()
    settings.RENDER_SECONDS = 5
    assert author_client.post(ADD, form()).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "feed"}, "是网站自己的地址"),
        ({"slug": "a b"}, "slug"),
        ({"tags": "***"}, "无法成为地址"),
        ({"title": "a\x00b"}, "空字符"),
        ({"published_at_0": "0001-01-01", "published_at_1": "00:00"}, "日期"),
        ({"published_at_0": "2026-13-40", "published_at_1": "1"}, "日期"),
    ],
)
def test_bad_input_is_named_beside_its_field(author_client: Client, fields: dict[str, str], sentence: str) -> None:
    response = author_client.post(ADD, form(**fields))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert "errorlist" in response.content.decode()
    assert not Post.objects.exists()
    assert sentence in response.content.decode().lower() or sentence in str(response.context["errors"])


def test_a_tag_is_found_whatever_the_case_of_its_letters(author_client: Client) -> None:
    a_post(tags=["École"])
    author_client.post(ADD, form(tags="école, STRASSE"))
    author_client.post(ADD, form(tags="ÉCOLE, Straße"))
    assert set(Tag.objects.values_list("name", flat=True)) == {"École", "STRASSE"}


def test_posts_are_published_and_withdrawn_in_bulk(author_client: Client) -> None:
    drafts = [a_draft(published_at=None) for _ in range(3)]
    chosen = {"_selected_action": [post.pk for post in drafts]}
    author_client.post("/admin/blog/post/", {"action": "publish", **chosen})
    assert Post.objects.published().count() == 3
    author_client.post("/admin/blog/post/", {"action": "withdraw", **chosen})
    assert Post.objects.published().count() == 0


def test_the_list_is_searched_and_filtered(author_client: Client) -> None:
    a_post("甲", tags=["优化"])
    a_draft("乙", body="$\\foo$")
    listed = author_client.get("/admin/blog/post/?q=优化").content.decode()
    assert "甲" in listed
    assert "乙</a>" not in listed
    wrong = author_client.get("/admin/blog/post/?warnings=yes").content.decode()
    assert "乙</a>" in wrong
    assert "甲</a>" not in wrong


def test_a_broken_formula_of_a_title_is_told_there(author_client: Client) -> None:
    post = a_draft(r"关于 $\foo$")
    html = unescape(author_client.get(f"/admin/blog/post/{post.pk}/change/").content.decode())
    assert r"<p>标题: 公式" in html.split("field-warnings_list")[1]


def test_the_list_takes_no_more_queries_with_more_posts(author_client: Client, django_assert_num_queries) -> None:
    a_post(tags=["a"], category="b")
    with django_assert_num_queries(11) as few:
        author_client.get("/admin/blog/post/")
    for _ in range(10):
        a_post(tags=["a", "c"], category="b")
    with django_assert_num_queries(len(few.captured_queries)):
        author_client.get("/admin/blog/post/")


def test_existing_tags_are_suggested(author_client: Client) -> None:
    a_post(tags=["奇异值分解"])
    html = author_client.get(ADD).content.decode()
    assert '<option value="奇异值分解">' in html
    assert 'list="tags-suggestions"' in html


def test_a_draft_has_a_link_to_its_preview(author_client: Client) -> None:
    draft = a_draft()
    html = author_client.get(f"/admin/blog/post/{draft.pk}/change/").content.decode()
    assert f'<a href="{draft.get_absolute_url()}">预览</a>' in html


def test_the_author_of_a_new_post_is_the_one_who_writes_it(author_client: Client) -> None:
    author_client.post(ADD, form(author=str(author_client.get(ADD).context["adminform"].form.initial["author"])))
    assert Post.objects.get().author.username == "author"


def test_tags_are_kept_when_a_post_is_saved_again(author_client: Client) -> None:
    post = a_post(tags=["最小二乘 法", "C#"], slug="a")
    html = author_client.get(f"/admin/blog/post/{post.pk}/change/").content.decode()
    tags = re.search(r'name="tags" value="([^"]*)"', html)[1]
    author_client.post(f"/admin/blog/post/{post.pk}/change/", form(tags=tags, slug="a"))
    assert set(Tag.objects.values_list("name", flat=True)) == {"最小二乘 法", "C#"}


def test_the_form_says_how_to_refer_to_the_equations_and_who_does(author_client: Client) -> None:
    post = a_post("<题>", slug="gan", body="\\begin{equation}x\\label{eq:<x>}\\end{equation}")
    source, page = (
        a_post("甲<b>", body="\\eqref{gan:eq:<x>} \\ref{gan:eq:<x>} \\ref{gan:no}"),
        a_page(body="\\ref{gan:no}"),
    )
    html = author_client.get(f"/admin/blog/post/{post.pk}/change/").content.decode()
    assert "<p><code>\\eqref{gan:eq:&lt;x&gt;}</code> (1)</p>" in html
    assert html.count(f'<p><a href="/admin/blog/post/{source.pk}/change/">甲&lt;b&gt;</a></p>') == 1
    assert f'<p><a href="/admin/blog/page/{page.pk}/change/">' in html
    assert author_client.get(ADD).status_code == 200


def test_a_reference_that_leads_nowhere_is_named_with_what_is_missing(author_client: Client) -> None:
    a_post(slug="gan")
    response = author_client.post(ADD, form(body="\\eqref{nobody:eq:a} \\eqref{gan:eq:a}"))
    assert said(response)[:2] == [
        "第 1 行第 1 列: 文中没有标签“nobody:eq:a”，也没有文章“nobody”",
        "第 1 行第 21 列: 文章“gan”中没有标签“eq:a”",
    ]


def test_withdrawing_deleting_and_publishing_in_bulk_reaches_who_refers(
    author_client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    target = a_post(slug="gan", body="\\begin{equation}x\\label{x}\\end{equation}")
    source = a_post(body="\\eqref{gan:x}")
    printed = []
    for action in ("withdraw", "publish", "delete_selected"):
        with django_capture_on_commit_callbacks(execute=True):
            data = {"action": action, "_selected_action": [target.pk], "post": "yes"}
            author_client.post("/admin/blog/post/", data)
        printed.append(Post.objects.get(pk=source.pk).html)
    assert printed == [
        '<p><span class="eq-ref">(1)</span></p>',
        '<p><a class="eq-ref" href="/posts/gan/#eq-x">(1)</a></p>',
        '<p><span class="eq-ref">(??)</span></p>',
    ]


def test_the_number_changed_in_a_form_changes_where_it_is_referred_to(
    author_client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    equation = "\\begin{equation}x\\label{x}\\end{equation}"
    target = a_post(slug="gan", body=equation)
    source = a_post(body="\\eqref{gan:x}")
    with django_capture_on_commit_callbacks(execute=True):
        body = f"\\begin{{equation}}w\\end{{equation}}\n\n{equation}"
        author_client.post(f"/admin/blog/post/{target.pk}/change/", form(body=body, slug="gan", status="published"))
    assert "(2)</a>" in Post.objects.get(pk=source.pk).html
