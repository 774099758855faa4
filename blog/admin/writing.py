"""The reference for authors: what can be written, each beside what becomes of it."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from blog.admin.texts import describe
from blog.models.rendered import refusal
from blog.rendering import RenderError
from blog.writing import LANGUAGES, Entry, Results, chapters, results

PERMISSIONS = ("blog.view_post", "blog.change_post")  # either, as the admin has it


def how_to_write(request: HttpRequest) -> HttpResponse:
    """The page, in the language of the interface or in the one asked for.

    It stands on the sheets of articles, not on those of the admin, so that each result looks as it will be read.

    Raises:
        PermissionDenied: the account may not see posts.
    """
    if not any(map(request.user.has_perm, PERMISSIONS)):
        raise PermissionDenied
    asked = request.GET.get("language", get_language())
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    with override(language):
        return render(request, "admin/blog/how_to_write.html", _page(language))


def _page(language: str) -> dict[str, Any]:
    failure, documents = None, {}
    try:
        documents = results(language, settings.RENDER_SECONDS)
    except RenderError as error:  # the machine is busy: what to write can be read all the same
        failure = refusal(error)
    return {
        "chapters": [
            (chapter, [_shown(entry, documents) for entry in chapter.entries]) for chapter in chapters(language)
        ],
        "failure": failure,
        "has_formulas": True,
        "other": next(other for other in LANGUAGES if other != language),
    }


def _shown(entry: Entry, documents: Results) -> dict[str, Any]:
    document = documents.get(entry.anchor)
    warnings = [describe(asdict(warning)) for warning in document.warnings] if document else []
    return {**asdict(entry), "html": document.html if document else "", "warnings": warnings}
