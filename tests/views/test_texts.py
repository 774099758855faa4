"""The site as plain text: sources of posts, and the list of them."""

import pytest
from django.test import Client

from blog.models import Post
from tests.builders import a_draft, a_page, a_post, a_question, a_scheduled_post, a_site, a_withdrawn_post, an_author

pytestmark = pytest.mark.django_db

BODY = "设 $x$。\r\n\r\n```python\r\nx\r\n```"


def test_the_source_of_a_post_is_what_its_author_typed(client: Client) -> None:
    a_post("题", slug="a", body=BODY)
    response = client.get("/posts/a.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.content.decode().split("---\n", 2)[2] == "设 $x$。\n\n```python\nx\n```\n"
    assert response["Link"] == '<https://blog.example/posts/a/>; rel="canonical"'


def test_a_source_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    post = a_post(slug="a")
    first = client.get("/posts/a.md")
    again = client.get("/posts/a.md", headers={"If-None-Match": first["ETag"]})
    since = client.get("/posts/a.md", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, since.status_code, again.content) == (304, 304, b"")
    post.body = "anders"
    post.save()
    assert client.get("/posts/a.md", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("make", [a_draft, a_scheduled_post, a_withdrawn_post])
def test_the_source_of_a_hidden_post_is_for_its_author_only(client: Client, make: object) -> None:
    make(slug="a", body="canary")
    assert client.get("/posts/a.md").status_code == 404
    client.force_login(an_author())
    response = client.get("/posts/a.md")
    assert "canary" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response


def test_the_source_of_a_former_slug_is_found(client: Client) -> None:
    post = a_post(slug="a")
    post.slug = "b"
    post.save()
    assert client.get("/posts/a.md")["Location"] == "/posts/b.md"


def test_sources_cost_the_same_however_many_tags(client: Client, django_assert_num_queries: object) -> None:
    a_site()
    a_post(slug="a", tags=["a", "b", "c"], category="k")
    with django_assert_num_queries(3):
        client.get("/posts/a.md")


def test_llms_txt_lists_what_there_is_to_read(client: Client) -> None:
    a_site(tagline="数学札记")
    a_post("题 [一] $\\alpha$", slug="a", body="第一句。", category="数学", days_ago=1)
    a_post("Second", slug="b", body="Text.", days_ago=2)
    a_page("关于", slug="about")
    a_question("公式会断吗？", anchor="whole")
    response = client.get("/llms.txt")
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# 页边札记\n\n> 数学札记\n\n## 数学\n\n")
    assert "- [题 \\[一\\] α](https://blog.example/posts/a.md): 第一句。\n" in text
    assert "- [Second](https://blog.example/posts/b.md): Text.\n" in text
    assert "- [关于](https://blog.example/pages/about/): 这一页的正文。\n" in text
    assert "- [公式会断吗？](https://blog.example/faq/#whole)\n" in text
    assert "## Optional\n" in text


def test_llms_txt_costs_the_same_however_many_posts(client: Client, django_assert_num_queries: object) -> None:
    a_site()
    for number in range(2):
        for _ in range(3):
            a_post(category=f"k{number}")
            a_page()
            a_question()
        with django_assert_num_queries(4):
            client.get("/llms.txt")


def test_every_source_that_llms_txt_names_is_there(client: Client) -> None:
    for number in range(3):
        a_post(slug=f"p{number}")
    lines = [line for line in client.get("/llms.txt").content.decode().splitlines() if ".md)" in line]
    assert len(lines) == Post.objects.count()
    for line in lines:
        path = line.split("https://blog.example")[1].split(")")[0]
        assert client.get(path).status_code == 200


def test_what_an_author_said_to_himself_is_not_in_the_source(client: Client) -> None:
    a_post(slug="a", body="文<!-- TODO: canary -->字\n\n<!--more-->\n\n后文")
    text = client.get("/posts/a.md").content.decode()
    assert "canary" not in text
    assert text.endswith("文字\n\n<!--more-->\n\n后文\n")
