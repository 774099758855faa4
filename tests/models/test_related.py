"""Related posts: found when posts are saved, followed when they change, never shown to whom they are hidden."""

from collections.abc import Callable

import pytest

from blog.models import Post, RelatedPost, related
from tests.builders import a_draft, a_post, a_scheduled_post, a_series

pytestmark = pytest.mark.django_db

GRADIENTS, FISH = "循环网络的梯度消失，循环网络的雅可比矩阵。", "鱼缸里的硝化细菌，鱼缸里的氨氮。"


def titles(post: Post) -> list[str]:
    return [other.title for other in Post.objects.published().around(post)["related"]]


def refreshed(*posts: Post) -> None:
    related.refresh([post.pk for post in posts])


def test_posts_are_related_by_their_text_and_by_their_tags_the_likest_first() -> None:
    post = a_post("甲", body=GRADIENTS, tags=["RNN", "优化"])
    a_post("同文", body=GRADIENTS)
    a_post("同签", tags=["优化"])
    a_post("同文同签", body=GRADIENTS, tags=["RNN"])
    a_post("无关", body=FISH, tags=["水族"])
    refreshed(post)
    assert titles(post) == ["同文同签", "同文", "同签"]


def test_a_new_post_comes_into_the_lists_of_others() -> None:
    old = a_post("旧", body=GRADIENTS)
    refreshed(old)
    refreshed(a_post("新", body=GRADIENTS))
    assert titles(old) == ["新"]


def test_a_post_that_changes_its_subject_leaves_the_lists_of_others() -> None:
    old, changed, fish = a_post("旧", body=GRADIENTS), a_post("变", body=GRADIENTS), a_post("鱼", body=FISH)
    refreshed(old, changed, fish)
    changed.body = FISH
    changed.save()
    refreshed(changed)
    assert (titles(old), titles(fish), titles(changed)) == ([], ["变"], ["鱼"])


def test_what_others_lost_is_made_up_for() -> None:
    posts = [a_post(f"第{number}", tags=["同"]) for number in range(related.KEPT + 2)]
    related.refresh_all()
    first = RelatedPost.objects.filter(post=posts[0])
    gone = Post.objects.get(pk=first.first().other_id)
    gone.status = Post.Status.WITHDRAWN
    gone.save()
    refreshed(gone)
    assert first.count() == related.KEPT
    assert not RelatedPost.objects.filter(other=gone.pk).exists()
    assert not RelatedPost.objects.filter(post=gone.pk).exists()


def test_what_readers_may_not_see_is_not_related() -> None:
    post, hidden = a_post("甲", body=GRADIENTS), a_scheduled_post("将来", body=GRADIENTS)
    a_draft("草稿", body=GRADIENTS)
    refreshed(post, hidden)
    assert titles(post) == []
    Post.objects.filter(pk=hidden.pk).update(published_at=post.published_at)
    assert titles(post) == ["将来"]


def test_parts_of_the_same_series_are_not_told_twice() -> None:
    series = a_series()
    post, _part = a_post("一", body=GRADIENTS, series=series), a_post("二", body=GRADIENTS, series=series)
    other = a_post("外", body=GRADIENTS)
    refreshed(post, other)
    assert titles(post) == ["外"]


def test_finding_one_and_finding_all_agree() -> None:
    posts = [a_post(body=text, tags=tags) for text in (GRADIENTS, FISH) for tags in (["a"], ["a", "b"], [])]
    for post in posts:
        refreshed(post)
    one_by_one = set(RelatedPost.objects.values_list("post", "other"))
    related.refresh_all()
    assert one_by_one == set(RelatedPost.objects.values_list("post", "other"))


def test_a_saving_finds_them_after_the_commit_once_for_many(
    django_capture_on_commit_callbacks: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[int]] = []
    monkeypatch.setattr(related, "refresh", lambda posts: asked.append(set(posts)))
    with django_capture_on_commit_callbacks(execute=True):
        posts = [a_post(), a_post()]
        assert asked == []
    assert len(asked) == 1
    assert asked[0] >= {post.pk for post in posts}


def test_publishing_around_save_finds_them_too(django_capture_on_commit_callbacks: Callable) -> None:
    post, draft = a_post("甲", body=GRADIENTS), a_draft("稿", body=GRADIENTS)
    with django_capture_on_commit_callbacks(execute=True):
        Post.objects.filter(pk=draft.pk).update(status="published")
    assert titles(post) == ["稿"]


def test_texts_of_before_an_upgrade_are_read_when_all_are_found() -> None:
    from blog.models import Vocabulary

    post = a_post("甲", body=GRADIENTS)
    a_post("乙", body=GRADIENTS)
    Vocabulary.objects.all().delete()
    related.refresh_all()
    assert titles(post) == ["乙"]
