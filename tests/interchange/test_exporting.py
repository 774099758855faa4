"""A post as a file: what is written is read back."""

from datetime import UTC
from pathlib import Path

import pytest
from django.utils import timezone

from blog.interchange import articles, front_matter
from blog.interchange.exporting import to_file
from blog.interchange.importing import import_folder
from blog.models import Post, Site
from tests.builders import a_draft, a_post, a_site, moment

pytestmark = pytest.mark.django_db

TITLES = ["只用一个 loss 训练 GAN", "no", "2026-02-22", "a: b # c", "'quoted' \"twice\"", "- [x]", "&a *b", "{% raw %}"]


def read_back(post: Post) -> articles.Article:
    zone = timezone.get_default_timezone()
    return articles.interpret(front_matter.split(to_file(post, Site.current())), "file", zone)


@pytest.mark.parametrize("title", TITLES)
def test_a_file_says_all_that_the_importer_reads(title: str) -> None:
    a_site(licence="CC BY-SA 4.0")
    dates = {"published_at": moment("2026-02-21 16:30"), "updated_at": moment("2026-03-01 10:00")}
    post = a_post(
        title, slug="a", body="# 一\n\n$x$ 文。\n", tags=["GAN", "C++"], category="数学", pinned=True, **dates
    )
    article = read_back(post)
    assert (article.title, article.slug, article.body) == (title, "a", post.body)
    assert (article.date.astimezone(UTC), article.updated.astimezone(UTC)) == tuple(dates.values())
    assert (sorted(article.tags), article.category) == (["C++", "GAN"], "数学")
    assert (article.pinned, article.is_draft, article.language) == (True, False, "zh-hans")
    assert article.notes == ()


def test_a_text_stays_word_for_word() -> None:
    body = '"a" -- `$x$` 与 {% tag %}\n\n\\begin{align}a\\end{align}\n\n![替](https://c.example/a.png)\n'
    article = read_back(a_post("题", body=body))
    assert (article.body, article.notes) == (body, ())


def test_a_draft_stays_one() -> None:
    assert read_back(a_draft(published_at=None)).is_draft


def test_a_file_taken_in_gives_the_same_post_without_a_word(tmp_path: Path) -> None:
    a_site()
    post = a_post(
        "题", slug="a", body="$x$ 文。\n", tags=["GAN"], category="数学", published_at=moment("2026-02-21 16:30")
    )
    text = to_file(Post.objects.get(), Site.current())
    assert "permalink: https://blog.example/posts/a/\n" in text
    assert "author: 周砚\n" in text
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    post.delete()
    report = import_folder(tmp_path)
    assert (report.created, report.failed, report.notes) == (["a.md"], {}, {})
    assert to_file(Post.objects.get(), Site.current()) == text
