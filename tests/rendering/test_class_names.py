"""What stands in a text and what stands around it have classes of different names, so that no rule is for both."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLASSES = re.compile(r'class="([^"{]*)')
SHARED = {"unseen"}  # read, but not seen, in both


def classes(files: Iterable[Path]) -> set[str]:
    return {name for path in files for names in CLASSES.findall(path.read_text("utf-8")) for name in names.split()}


def test_texts_and_templates_share_no_class_but_those_that_mean_the_same() -> None:
    in_texts = classes([*(ROOT / "blog" / "writing").glob("*.md"), *(ROOT / "tests/rendering/cases").glob("*.md")])
    around = classes((ROOT / "templates" / "blog").rglob("*.html")) | classes([ROOT / "templates" / "base.html"])
    assert {"statement", "end", "side-note"} <= in_texts
    assert {"band", "meta", "article-end"} <= around
    assert in_texts & around == SHARED
