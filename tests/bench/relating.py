"""What related posts cost at a saving: 1,000 posts of 20 kB, whose sentences come from the demonstration's, mixed.

`python -m tests.bench.relating`
"""

import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

POSTS, SIZE, ROUNDS = 1000, 20_000, 7
FOLDER = Path(__file__).resolve().parents[2] / "blog" / "demo" / "posts"


def seconds(subject: Callable[[], object]) -> float:
    """Of the processor: the machine may be busy with others."""
    start = time.process_time()
    subject()
    return time.process_time() - start


def texts() -> list[str]:
    """Mixtures of sentences, each mostly from three articles."""
    chance = random.Random(7)
    articles = [re.split(r"(?<=[。！？\n])", path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]
    found = []
    for _ in range(POSTS):
        sentences = [sentence for article in chance.sample(articles, 3) for sentence in article]
        text = ""
        while len(text.encode()) < SIZE:
            text += chance.choice(sentences)
        found.append(text)
    return found


def main() -> None:
    """Store the posts in a folder that is thrown away, without rendering them, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings")
        import django
        from django.core.management import call_command
        from django.utils import timezone

        django.setup()
        call_command("migrate", verbosity=0)
        from blog.likeness import terms_of
        from blog.models import Post, RelatedPost, related

        written = texts()
        now = timezone.now()
        Post.objects.bulk_create(
            Post(title=str(number), slug=f"p{number}", status="published", published_at=now, text=text)
            for number, text in enumerate(written)
        )
        numbers = list(Post.objects.values_list("pk", flat=True)[:ROUNDS])
        subjects: dict[str, list[Callable[[], object]]] = {
            "terms of one text": [lambda text=text: terms_of(text) for text in written[:ROUNDS]],
            "all relations, the first time": [related.refresh_all],
            "all relations": [related.refresh_all],
            "those of one saved post": [lambda number=number: related.refresh([number]) for number in numbers],
        }
        print(f"{POSTS} posts of {SIZE // 1000} kB")
        for name, calls in subjects.items():
            times = [seconds(call) for call in calls]
            print(f"  {name:32} {statistics.median(times):.3f} s [{min(times):.3f}, {max(times):.3f}]")
        print(f"{RelatedPost.objects.count()} rows stored")


if __name__ == "__main__":
    main()
