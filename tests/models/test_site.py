"""The one row of the site."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from blog.models import Page, Site
from tests.builders import a_page, a_question, a_site

pytestmark = pytest.mark.django_db


def test_a_site_that_nobody_saved_has_its_defaults() -> None:
    assert (Site.current().title, Site.current().posts_per_page) == ("Widemargin", 8)


def test_there_is_only_one() -> None:
    a_site(title="一")
    a_site(title="二")
    assert Site.objects.get().title == "二"
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.bulk_create([Site(pk=2)])


def test_pages_in_the_menu_are_stored_with_the_site_in_their_order() -> None:
    a_page("二", slug="two", in_menu=True, position=2)
    a_page("一", slug="one", in_menu=True, position=1)
    a_page("藏", slug="hidden", in_menu=True, is_published=False)
    a_page("外", slug="outside")
    assert [entry["title"] for entry in Site.current().menu] == ["一", "二"]


def test_the_menu_follows_bulk_changes_and_deletions() -> None:
    a_page("一", slug="one", in_menu=True)
    a_page("二", slug="two", in_menu=True)
    Page.objects.filter(slug="one").update(title="壹")
    assert [entry["title"] for entry in Site.current().menu] == ["壹", "二"]
    Page.objects.filter(slug="one").delete()
    Page.objects.get().delete()
    assert Site.current().menu == []


def test_the_menu_has_what_becomes_of_a_title_when_it_is_drawn_again() -> None:
    page = a_page("一", slug="one", in_menu=True)
    Page.objects.filter(pk=page.pk).update(title="$x_1$")
    assert [entry["title"] for entry in Site.current().menu] == ["$x_1$"]
    Page.objects.get().rerender("")
    assert [entry["title"] for entry in Site.current().menu] == ["x₁"]


def test_a_wrong_macro_is_named_with_its_line() -> None:
    with pytest.raises(ValidationError, match="第 2 行"):
        Site(title="x", formula_macros="\\newcommand{\\R}{\\mathbb{R}}\n\\foo").full_clean()


def test_a_wrong_macro_behind_an_empty_line_is_named_too() -> None:
    with pytest.raises(ValidationError, match="第 3 行"):
        Site(title="x", formula_macros="\\newcommand{\\R}{\\mathbb{R}}\n\n\\foo").full_clean()


def test_formulas_do_not_stand_in_the_footer() -> None:
    with pytest.raises(ValidationError, match="页脚"):
        Site(title="x", footer="$x$").full_clean()


def test_the_footer_is_rendered_when_it_is_saved() -> None:
    assert "<strong>页脚</strong>" in a_site(footer="**页脚**").footer_html


def test_questions_without_an_anchor_get_one_that_is_free() -> None:
    assert [a_question("怎样引用？").anchor for _ in range(3)] == ["q-1", "q-2", "q-3"]
    assert a_question("How to cite?").anchor == "how-to-cite"
    assert a_question("How to cite?").anchor == "how-to-cite-1"
