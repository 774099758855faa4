"""What stands at an article's end: its place in a series, and where to read on. Asks once for all of it."""

from dataclasses import dataclass
from typing import Any

from blog.models import Post

SURELY, MOST = 3, 5  # related posts: so many whatever they share, and so many if it is much
LIKE = 0.07  # below, posts of the demonstration have hardly a subject in common


@dataclass(frozen=True)
class Place:
    """A post among the parts of its series that readers see."""

    parts: list[Post]  # with the post itself
    position: int  # from 1: numbers of hidden parts are nobody's business
    previous: Post | None
    following: Post | None


def end_of(post: Post) -> dict[str, Any]:
    """Context for `blog/parts/article_end.html`; nothing for a post that readers do not see."""
    if not post.is_public:
        return {}
    around = Post.objects.published().around(post)
    related = [other for rank, other in enumerate(around["related"]) if rank < SURELY or other.likeness >= LIKE]
    return {**around, "place": place_in(post, around["parts"]), "related": related[:MOST]}


def place_in(post: Post, parts: list[Post]) -> Place | None:
    """Where a post stands in its series; nowhere, if it has none or is the only part."""
    if len(parts) < 2:
        return None
    index = parts.index(post)
    return Place(
        parts,
        position=index + 1,
        previous=parts[index - 1] if index else None,
        following=parts[index + 1] if index + 1 < len(parts) else None,
    )
