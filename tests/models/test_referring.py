r"""What texts print of the equations of other posts is true, whatever becomes of those."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog import checks
from blog.models import FormerAddress, Label, Post, Reference, referring
from blog.models.rendered import Rendered
from blog.rendering import RenderError, render
from tests.builders import a_draft, a_page, a_post, a_question, a_scheduled_post, a_site

pytestmark = pytest.mark.django_db

ONE = "\\begin{equation}x\\label{eq:x}\\end{equation}"
SECOND = f"\\begin{{equation}}w\\end{{equation}}\n\n{ONE}"
REFERS = "由 \\eqref{gan:eq:x} 得。"
LINK = '<a class="eq-ref" href="/posts/gan/#eq-x">({})</a>'
PLAIN = '<span class="eq-ref">({})</span>'


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks: Callable) -> Iterator[Callable[[Callable], object]]:
    """Runs a change as if it were committed: what is to follow a commit does."""

    def run(change: Callable[[], object]) -> object:
        with django_capture_on_commit_callbacks(execute=True):
            return change()

    return run


def the_target(**fields: object) -> Post:
    return a_post("目标", **{"slug": "gan", "body": ONE, **fields})


def changed(row: Rendered, **values: object) -> Callable[[], None]:
    """A change of a freshly read row, as a form makes it."""

    def change() -> None:
        fresh = type(row)._base_manager.get(pk=row.pk)
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save()

    return change


def html(row: Rendered) -> str:
    return type(row)._base_manager.get(pk=row.pk).html


def stale() -> int:
    found = checks.renditions_are_current(databases=["default"])
    return int(found[0].msg.split()[0]) if found else 0


def test_labels_are_stored_with_their_post() -> None:
    post = the_target(body=SECOND)
    (label,) = post.labels.all()
    assert (label.label, label.number, label.anchor, label.display) == ("eq:x", "2", "eq-x", "eq-x")
    assert label.html in post.html.replace(' id="eq-x"', "")
    changed(post, body="$$y\\tag{1}\\label{b}$$")()
    assert list(Label.objects.values_list("label", flat=True)) == ["b"]


def test_a_reference_is_stored_with_what_it_found_and_printed() -> None:
    target = the_target()
    source = a_post(body=REFERS)
    reference = source.references.get()
    assert (reference.slug, reference.label, reference.target) == ("gan", "eq:x", target)
    assert (reference.number, reference.address) == ("1", "/posts/gan/#eq-x")
    assert LINK.format(1) in source.html
    assert source.warnings == []
    changed(source, body="无")()
    assert not Reference.objects.exists()


@pytest.mark.parametrize(
    "make", [lambda: a_post(body=REFERS), lambda: a_page(body=REFERS), lambda: a_question(answer=REFERS)]
)
def test_a_new_number_reaches_every_kind_of_text(committed: Callable, make: Callable[[], Rendered]) -> None:
    target = the_target()
    source = make()
    committed(changed(target, body=SECOND))
    assert LINK.format(2) in html(source)
    assert stale() == 0


def test_excerpt_and_feed_get_the_new_number_too(committed: Callable) -> None:
    target = the_target()
    source = a_post(body=REFERS)
    committed(changed(target, body=SECOND))
    again = Post.objects.get(pk=source.pk)
    assert "(2)" in again.excerpt_html
    assert "(2)" in again.feed_html
    assert "(2)" in again.text
    assert (again.updated_at, again.published_at) == (source.updated_at, source.published_at)


def test_a_reference_to_a_post_that_comes_later_finds_it(committed: Callable) -> None:
    source = a_post(body=REFERS)
    assert PLAIN.format("??") in source.html
    assert [warning["kind"] for warning in source.warnings] == ["unknown-post"]
    committed(the_target)
    assert LINK.format(1) in html(source)
    assert Post.objects.get(pk=source.pk).warnings == []


def test_a_label_that_comes_later_is_found_and_one_that_goes_is_missed(committed: Callable) -> None:
    target = the_target(body="无")
    source = a_post(body=REFERS)
    assert [warning["kind"] for warning in source.warnings] == ["unknown-post-label"]
    committed(changed(target, body=ONE))
    assert LINK.format(1) in html(source)
    committed(changed(target, body="$$x\\tag{1}\\label{other}$$"))
    assert PLAIN.format("??") in html(source)


def test_a_new_slug_reaches_who_refers_by_the_old_one(committed: Callable) -> None:
    target = the_target()
    source = a_post(body=REFERS)
    committed(changed(target, slug="moved"))
    assert '<a class="eq-ref" href="/posts/moved/#eq-x">(1)</a>' in html(source)
    committed(changed(source, title="neu"))
    assert '<a class="eq-ref" href="/posts/moved/#eq-x">(1)</a>' in html(source)
    committed(changed(target, body=SECOND))
    assert '<a class="eq-ref" href="/posts/moved/#eq-x">(2)</a>' in html(source)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_target_that_is_hidden_becomes_plain_text_and_comes_back(committed: Callable, status: str) -> None:
    target = the_target()
    source = a_post(body=REFERS)
    committed(changed(target, status=status))
    assert PLAIN.format(1) in html(source)
    assert "/posts/gan/" not in html(source)
    committed(changed(target, status="published"))
    assert LINK.format(1) in html(source)


def test_a_target_that_is_saved_by_some_of_its_fields_counts_too(committed: Callable) -> None:
    target = the_target()
    source = a_post(body=REFERS)
    target.status = "withdrawn"
    committed(lambda: target.save(update_fields=["status", "published_at"]))
    assert PLAIN.format(1) in html(source)


@pytest.mark.parametrize("values", [{"status": "withdrawn"}, {"published_at": timezone.now() + timedelta(days=9)}])
def test_bulk_changes_reach_who_refers(committed: Callable, values: dict[str, object]) -> None:
    the_target()
    source = a_post(body=REFERS)
    committed(lambda: Post.objects.filter(status="published", slug="gan").update(**values))
    assert PLAIN.format(1) in html(source)
    committed(lambda: Post.objects.update(status="published", published_at=timezone.now()))
    assert LINK.format(1) in html(source)


def test_a_bulk_change_of_slugs_reaches_who_refers(committed: Callable) -> None:
    target = the_target()
    lost, found = a_post(body=REFERS), a_post(body=REFERS.replace("gan", "new"))
    target.slug = "new"
    committed(lambda: Post.objects.bulk_update([target], ["slug"]))
    assert PLAIN.format("??") in html(lost)
    assert '<a class="eq-ref" href="/posts/new/#eq-x">(1)</a>' in html(found)


@pytest.mark.parametrize("delete", [lambda post: post.delete(), lambda post: Post.objects.filter(pk=post.pk).delete()])
def test_a_deleted_target_is_missed(committed: Callable, delete: Callable[[Post], object]) -> None:
    target = the_target()
    source, without_label = a_post(body=REFERS), a_post(body="\\eqref{gan:nope}")
    committed(lambda: delete(target))
    assert PLAIN.format("??") in html(source)
    for row in (source, without_label):
        assert [warning["kind"] for warning in Post.objects.get(pk=row.pk).warnings] == ["unknown-post"]
    assert not Label.objects.exists()
    assert stale() == 0


def test_a_deleted_text_refers_to_nothing_any_more(committed: Callable) -> None:
    target = the_target()
    for row in (a_post(body=REFERS), a_page(body=REFERS), a_question(answer=REFERS)):
        committed(row.delete)
    assert not Reference.objects.exists()
    committed(changed(target, body=SECOND))


def test_a_scheduled_target_is_linked_with_the_next_saving_after_its_moment(committed: Callable) -> None:
    a_scheduled_post("目标", slug="gan", body=ONE)
    source, other = a_post(body=REFERS), a_post()
    assert PLAIN.format(1) in source.html
    assert stale() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert stale() == 1
        committed(changed(other, body="别的"))
        assert LINK.format(1) in html(source)
        assert stale() == 0


def test_a_scheduled_target_is_linked_by_rerender(capsys: pytest.CaptureFixture) -> None:
    a_site()
    a_scheduled_post("目标", slug="gan", body=ONE)
    source = a_post(body=REFERS)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("rerender", "--stale")
        assert "1 rendered" in capsys.readouterr().out
        assert LINK.format(1) in html(source)


def test_posts_that_refer_to_each_other_come_to_rest(committed: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    first = a_post(slug="a", body=f"{ONE}\n\n\\eqref{{b:eq:x}}")
    second = committed(lambda: a_post(slug="b", body=f"{SECOND}\n\n\\eqref{{a:eq:x}}"))
    assert 'href="/posts/b/#eq-x">(2)</a>' in html(first)
    assert 'href="/posts/a/#eq-x">(1)</a>' in html(second)
    rendered: list[object] = []
    original = Post.rerender
    monkeypatch.setattr(Post, "rerender", lambda post, macros: (rendered.append(post.pk), original(post, macros))[1])
    committed(changed(first, body=f"{SECOND}\n\n\\eqref{{b:eq:x}}"))
    assert rendered == [second.pk]
    assert 'href="/posts/a/#eq-x">(2)</a>' in html(second)


def test_a_chain_goes_no_farther_than_its_first_link(committed: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    target = the_target()
    middle = a_post(slug="middle", body=f"{REFERS}\n\n{ONE}")
    a_post(body="\\eqref{middle:eq:x}")
    rendered: list[object] = []
    original = Post.rerender
    monkeypatch.setattr(Post, "rerender", lambda post, macros: (rendered.append(post.pk), original(post, macros))[1])
    committed(changed(target, body=SECOND))
    assert rendered == [middle.pk]


def test_a_post_names_its_own_equations_by_its_slug(committed: Callable) -> None:
    post = committed(lambda: a_post("Own", body=f"{ONE}\n\n\\eqref{{own:eq:x}}"))
    assert '<a class="eq-ref" href="#eq-x">(1)</a>' in html(post)
    assert not Reference.objects.exists()
    changed(post, slug="new", body=f"{SECOND}\n\n\\eqref{{own:eq:x}}")()  # nothing is left to do after the commit
    assert '<a class="eq-ref" href="#eq-x">(2)</a>' in html(post)
    assert Post.objects.get(pk=post.pk).warnings == []


def test_nothing_else_is_rendered_when_no_number_changed(committed: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    target = the_target()
    a_post(body=REFERS)
    monkeypatch.setattr(Post, "rerender", None)
    committed(changed(target, body=f"新的一段。\n\n{ONE}"))
    assert stale() == 0


def test_what_cannot_be_rendered_after_the_commit_stays_marked(
    committed: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_site()
    target = the_target()
    source, other = a_post(body=REFERS), a_post(body=REFERS)
    original = Post.rerender

    def fail(post: Post, macros: str) -> object:
        if post.pk == source.pk:
            raise RenderError("too-deep", "too deep")
        return original(post, macros)

    with monkeypatch.context() as patch:
        patch.setattr(Post, "rerender", fail)
        committed(changed(target, body=SECOND))
    assert LINK.format(1) in html(source)
    assert LINK.format(2) in html(other)
    assert stale() == 1
    call_command("rerender", "--stale")
    assert LINK.format(2) in html(source)
    assert stale() == 0


def test_an_engine_that_breaks_after_the_commit_loses_nothing(
    committed: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = the_target()
    source = a_post(body=REFERS)
    with monkeypatch.context() as patch:
        patch.setattr(Post, "rerender", None)
        committed(changed(target, body=SECOND))
    assert Post.objects.get(pk=target.pk).body == SECOND
    assert (LINK.format(1) in html(source), stale()) == (True, 1)


def test_a_saving_does_not_wait_for_ever_for_those_who_refer(
    committed: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = the_target()
    for _ in range(3):
        a_post(body=REFERS)
    monkeypatch.setattr(referring, "SECONDS", -1)
    committed(changed(target, body=SECOND))
    assert stale() == 3


def test_a_change_that_went_around_everything_is_found(capsys: pytest.CaptureFixture) -> None:
    a_site()
    target = the_target()
    source = a_post(body=REFERS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE blog_post SET status = 'draft' WHERE id = %s", [target.pk])
    assert stale() == 1
    call_command("rerender", "--stale")
    assert PLAIN.format(1) in html(source)
    assert "1 rendered" in capsys.readouterr().out


def test_a_number_that_changes_between_rendering_and_writing_is_seen(committed: Callable) -> None:
    target = the_target()
    source = Post(title="题", body=REFERS, status="published")
    source.full_clean()
    source.render("")
    changed(target, body=SECOND)()
    original, source.render = source.render, lambda _macros: None
    committed(source.save)
    source.render = original
    assert LINK.format(2) in html(source)


def test_all_can_be_rendered_again_in_any_order() -> None:
    a_site()
    source = a_post(body=REFERS)
    the_target(body=SECOND)
    Reference.objects.all().delete()
    Label.objects.all().delete()
    Post.objects.update(rendering_version="0")  # as after an upgrade from a version that stored no labels
    call_command("rerender")
    assert LINK.format(2) in html(source)
    assert stale() == 0


def test_a_text_with_thousands_of_references_is_saved() -> None:
    body = " ".join(f"\\eqref{{post-{number}:eq:x}}" for number in range(3000))
    assert a_post(body=body).references.count() == 3000


def test_looking_up_takes_as_many_queries_for_many_as_for_one(django_assert_num_queries: Callable) -> None:
    for number in range(30):
        a_post(slug=f"post-{number}", body=ONE)
    FormerAddress.objects.create(kind="post", slug="old", target=Post.objects.first().pk)
    few = "\\eqref{post-1:eq:x} \\eqref{old:eq:x} \\eqref{no:x}"
    many = few + " ".join(f"\\eqref{{post-{number}:eq:x}}" for number in range(30))
    with CaptureQueriesContext(connection) as before:
        a_post(body=few)
    with django_assert_num_queries(len(before)):
        source = a_post(body=many)
    assert source.references.exclude(number="").count() == 31


def test_a_draft_may_refer_and_be_read_by_its_author_only(client: Client) -> None:
    the_target()
    draft = a_draft(body=REFERS)
    assert LINK.format(1) in draft.html
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_bulk_changes_of_more_posts_than_fit_a_query_reach_who_refers(
    committed: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referring, "AT_ONCE", 1)
    for slug in ("a", "b", "c"):
        a_post(slug=slug, body=ONE)
    sources = [a_post(body=f"\\eqref{{{slug}:eq:x}}") for slug in ("a", "b", "c")]
    targets = Post.objects.filter(slug__in=("a", "b"))
    committed(lambda: targets.update(status="draft"))
    assert [PLAIN.format(1) in html(source) for source in sources] == [True, True, False]
    committed(targets.delete)
    assert [PLAIN.format("??") in html(source) for source in sources] == [True, True, False]


def test_no_manager_can_delete_all_posts() -> None:
    assert not hasattr(Post.objects, "delete")


def test_what_was_rendered_before_its_target_changed_is_rendered_again_when_it_is_stored(
    committed: Callable[[Callable], object],
) -> None:
    target, text = the_target(), a_post(body=REFERS)
    before = text.render_context("")
    document = render(text.body, before)
    committed(changed(target, body=SECOND))
    fresh = Post.objects.get(pk=text.pk)

    fresh.take_over(before, document)
    fresh.rerender("")

    assert LINK.format(1) in document.html
    assert LINK.format(2) in html(text)
