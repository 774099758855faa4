"""Makes rows and files for tests; each builder takes what the test is about and fills in the rest."""

import io
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import PIL.Image
from django.contrib.auth import get_user_model
from django.utils import timezone

from blog.models import Category, Page, Post, Question, Series, Site

_numbers = itertools.count(1)


def a_post(
    title: str = "", *, tags: list[str] | None = None, category: str = "", days_ago: float = 1, **fields: Any
) -> Post:
    """A stored post, published yesterday unless said otherwise."""
    number = next(_numbers)
    fields.setdefault("status", Post.Status.PUBLISHED)
    fields.setdefault("published_at", timezone.now() - timedelta(days=days_ago))
    fields.setdefault("body", f"第 {number} 篇的正文。")
    if category:
        fields["category"] = Category.objects.get_or_create(name=category)[0]
    post = Post(title=title or f"第 {number} 篇", **fields)
    post.save()
    if tags:
        post.tags.set(tags)
    return post


def a_draft(title: str = "", **fields: Any) -> Post:
    return a_post(title, **{"status": Post.Status.DRAFT, **fields})


def a_scheduled_post(title: str = "", **fields: Any) -> Post:
    return a_post(title, **{"days_ago": -1, **fields})


def a_withdrawn_post(title: str = "", **fields: Any) -> Post:
    return a_post(title, **{"status": Post.Status.WITHDRAWN, **fields})


def a_page(title: str = "关于", **fields: Any) -> Page:
    page = Page(title=title, **{"body": "这一页的正文。", **fields})
    page.save()
    return page


def a_question(question: str = "公式会被截断吗？", **fields: Any) -> Question:
    row = Question(question=question, **{"section": "阅读", "answer": "不会。", **fields})
    row.save()
    return row


def a_series(name: str = "从零开始", **fields: Any) -> Series:
    series = Series(name=name, **fields)
    series.save()
    return series


def a_site(**fields: Any) -> Site:
    site = Site(**{"title": "页边札记", "author": "周砚", **fields})
    site.save()
    return site


def an_author(username: str = "author", **fields: Any) -> Any:
    """An account that may do everything in the admin."""
    return get_user_model().objects.create_superuser(username, password="wide margin", **fields)


def png(width: int = 40, height: int = 30, colour: str = "white") -> bytes:
    """The bytes of a picture."""
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def moment(text: str) -> datetime:
    """A moment in UTC, from `2026-02-22 10:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
