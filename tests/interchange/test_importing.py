"""A folder of Markdown files becomes posts."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from blog.interchange.importing import import_folder
from blog.models import Attachment, Image, Post
from tests.builders import a_post, an_author, png
from tests.media.recordings import wav

pytestmark = pytest.mark.django_db

HEAD = "---\ntitle: {title}\ndate: 2026-02-22 10:00\ntags: [优化, C++]\ncategory: 数学\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "posts"
    (root / "图").mkdir(parents=True)
    (root / "a.md").write_text(HEAD.format(title="甲") + '见 ![图](图/a.png "说明")。\n\n```\n![不](图/a.png)\n```\n')
    (root / "图" / "a.png").write_bytes(png())
    (root / "b.md").write_text(HEAD.format(title="乙") + "设 $x<y$。")
    return root


def test_files_become_posts_with_tags_category_and_pictures(folder: Path, client: Client) -> None:
    report = import_folder(folder)
    assert report.created == ["a.md", "b.md"]
    post = Post.objects.get(title="甲")
    image = Image.objects.get()
    assert f'![图]({image.file.url} "说明")' in post.body
    assert "![不](图/a.png)" in post.body
    assert set(post.tags.values_list("name", flat=True)) == {"优化", "C++"}
    assert post.category.name == "数学"
    assert client.get(post.get_absolute_url()).status_code == 200


def test_running_it_twice_changes_nothing(folder: Path) -> None:
    import_folder(folder)
    before = list(Post.objects.order_by("pk").values())
    report = import_folder(folder)
    assert (report.created, report.updated, report.unchanged) == ([], [], ["a.md", "b.md"])
    assert list(Post.objects.order_by("pk").values()) == before
    assert Image.objects.count() == 1


def test_a_changed_file_changes_its_post(folder: Path) -> None:
    import_folder(folder)
    (folder / "b.md").write_text(HEAD.format(title="乙") + "改。")
    assert import_folder(folder).updated == ["b.md"]
    assert Post.objects.get(title="乙").body == "改。"


def test_changed_tags_alone_are_seen(folder: Path) -> None:
    import_folder(folder)
    (folder / "b.md").write_text((folder / "b.md").read_text().replace("C++", "C"))
    assert import_folder(folder).updated == ["b.md"]
    assert set(Post.objects.get(title="乙").tags.values_list("name", flat=True)) == {"优化", "C"}


def test_a_bad_file_is_named_with_its_line_and_the_others_go_in(folder: Path) -> None:
    (folder / "c.md").write_text("---\ntitle: 丙\ndate: yesterday\n---\n")
    (folder / "d.md").write_bytes(b"\xff")
    (folder / "e.md").write_text(HEAD.format(title="戊").replace("C++", "'***'") + "文。")
    report = import_folder(folder)
    assert report.created == ["a.md", "b.md"]
    assert report.failed["c.md"] == "line 3: date: 'yesterday' is not a date such as 2026-11-12 21:30"
    assert report.failed["d.md"] == "line 1: the file is not UTF-8"
    assert "***" in report.failed["e.md"]
    assert Post.objects.count() == 2


def test_a_file_that_takes_too_long_is_named_and_the_others_go_in(folder: Path, settings: object) -> None:
    settings.RENDER_SECONDS = 1
    (folder / "c.md").write_text("慢\n\n" * 80_000)
    report = import_folder(folder)
    assert (report.created, list(report.failed)) == (["a.md", "b.md"], ["c.md"])
    assert "1" in report.failed["c.md"]


def test_broken_formulas_are_noted_with_the_line_of_the_file(folder: Path) -> None:
    (folder / "c.md").write_text(HEAD.format(title="丙") + "一\n\n$\\foo$")
    assert import_folder(folder).notes["c.md"] == ["line 9, column 2: formula: Undefined control sequence: \\foo"]


def test_a_broken_formula_of_a_title_is_noted_there(folder: Path) -> None:
    (folder / "c.md").write_text(HEAD.format(title=r"'关于 $\foo$'") + "一")
    assert import_folder(folder).notes["c.md"] == ["title: formula: Undefined control sequence: \\foo"]


def test_missing_and_broken_pictures_are_noted(folder: Path) -> None:
    (folder / "bad.png").write_bytes(b"no picture")
    (folder / "c.md").write_text(HEAD.format(title="丙") + "![](none.png) ![](bad.png) ![](https://x.example/a.png)")
    with (folder / "c.md").open("a") as file:
        file.write('\n\n```html\n<img src="{{ in.code }}">\n```\n')
    notes = import_folder(folder).notes["c.md"]
    assert any("none.png is not there" in note for note in notes)
    assert not any("in.code" in note for note in notes)
    assert any("bad.png left out" in note for note in notes)
    assert any("foreign-image: https://x.example/a.png" in note for note in notes)


def test_a_picture_comes_along_whatever_its_caption_holds(folder: Path) -> None:
    (folder / "a.png").write_bytes(png(7, 7))
    (folder / "c.md").write_text(HEAD.format(title="丙") + "![见 [乙](https://b.example)，$[0,1)$](a.png)")
    assert "c.md" not in import_folder(folder).notes
    assert "/media/images/" in Post.objects.get(title="丙").body


def test_a_picture_by_reference_comes_along(folder: Path) -> None:
    (folder / "a.png").write_bytes(png(7, 7))
    (folder / "c.md").write_text(HEAD.format(title="丙") + "![乙][1] 见 [丁][2]\n\n[1]: a.png\n[2]: b.html\n")
    assert "c.md" not in import_folder(folder).notes
    assert 'width="7"' in Post.objects.get(title="丙").html


def test_warnings_have_the_line_of_the_file_where_a_translation_has_others(folder: Path) -> None:
    text = "{% note %}一{% endnote %}\n\n$\\foo$\n\n{% highlight c %}\nx\n{% endhighlight %}\n\n$\\bar$ 与 [[nobody]]\n"
    (folder / "c.md").write_text(HEAD.format(title="丙") + text)
    lines = [note.split(",")[0] for note in import_folder(folder).notes["c.md"]]
    first = HEAD.count("\n") + 1
    assert lines == [f"line {first + 2}", f"line {first + 8}", f"line {first + 8}"]


def test_a_label_that_is_used_twice_is_named_with_both_lines(folder: Path) -> None:
    text = "$$x \\label{a}$$\n\n$$y \\label{a}$$\n"
    (folder / "c.md").write_text(HEAD.format(title="丙") + text)
    first = HEAD.count("\n") + 1
    (note,) = import_folder(folder).notes["c.md"]
    assert note.startswith(f"line {first + 2}, ")
    assert note.endswith(f"duplicate-label: a, first in line {first}")


def test_line_ends_break_lines_where_it_is_asked_for(folder: Path) -> None:
    (folder / "c.md").write_text(HEAD.format(title="丙") + "一\n二\n")
    import_folder(folder, breaks_lines=True)
    assert "一<br>" in Post.objects.get(title="丙").html


def test_nothing_outside_the_folder_is_read(folder: Path) -> None:
    (folder.parent / "secret.png").write_bytes(png(7, 7))
    (folder / "c.md").write_text(HEAD.format(title="丙") + "![](../secret.png) ![](/etc/hostname)")
    (folder / "link.md").symlink_to("/etc/hostname")
    report = import_folder(folder)
    assert "link.md" not in [*report.created, *report.failed]
    assert not Image.objects.filter(width=7).exists()


def test_an_author_is_found_by_name(folder: Path) -> None:
    an_author("ada")
    (folder / "a.md").write_text("---\ntitle: 甲\ndate: 2026-02-22\nauthor: ada\n---\n文。")
    (folder / "b.md").write_text("---\ntitle: 乙\ndate: 2026-02-22\nauthor: nobody\n---\n文。")
    report = import_folder(folder)
    assert Post.objects.get(title="甲").author.username == "ada"
    assert "nobody" in report.notes["b.md"][0]


def test_a_withdrawn_post_is_not_published_again(folder: Path) -> None:
    import_folder(folder)
    Post.objects.filter(title="乙").update(status="withdrawn")
    import_folder(folder)
    assert Post.objects.get(title="乙").status == "withdrawn"


def test_the_command_reports_and_fails_when_a_file_failed(folder: Path) -> None:
    (folder / "c.md").write_text("---\ntitle: 丙\ndate: yesterday\n---\n")
    output, errors = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 files"):
        call_command("import_posts", str(folder), stdout=output, stderr=errors)
    assert "2 created, 0 updated, 0 unchanged, 1 failed." in output.getvalue()
    assert "c.md: line 3" in errors.getvalue()


def test_the_command_refuses_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not a folder"):
        call_command("import_posts", str(tmp_path / "none"))


def test_two_files_with_one_slug_are_two_posts_each_time(folder: Path) -> None:
    for name, title in (("c", "丙"), ("d", "丁")):
        (folder / f"{name}.md").write_text(
            HEAD.format(title=title).replace("---\ntitle", "---\nslug: same\ntitle") + title
        )
    report = import_folder(folder)
    assert report.notes["d.md"] == ["slug 'same' is taken: this post has 'same-2'"]
    assert Post.objects.get(slug="same").title == "丙"
    assert Post.objects.get(slug="same-2").title == "丁"
    assert len(import_folder(folder).unchanged) == 4


def test_a_file_name_that_is_an_address_of_the_site_is_passed_over(folder: Path) -> None:
    (folder / "feed.md").write_text(HEAD.format(title="订阅") + "文。")
    import_folder(folder)
    assert Post.objects.get(title="订阅").slug == "feed-2"


@pytest.mark.parametrize("place", ["static/images/x.png", "source/images/x.png", "post/images/x.png"])
def test_pictures_are_found_where_other_systems_keep_them(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_bytes(png())
    (tmp_path / "post").mkdir(exist_ok=True)
    (tmp_path / "post" / "a.md").write_text(HEAD.format(title="甲") + "![](/images/x.png)")
    assert import_folder(tmp_path).notes == {}
    assert Image.objects.exists()


def test_what_was_edited_here_is_not_overwritten_by_its_file(folder: Path) -> None:
    import_folder(folder)
    post = Post.objects.get(title="乙")
    post.body, post.status = "在后台改过。", Post.Status.DRAFT
    post.save()
    assert import_folder(folder).unchanged == ["a.md", "b.md"]
    (folder / "b.md").write_text(HEAD.format(title="乙") + "文件也改了。")
    assert "both changed" in import_folder(folder).notes["b.md"][0]
    post.refresh_from_db()
    assert (post.body, post.status) == ("在后台改过。", "draft")


def test_a_post_written_here_is_never_taken_for_a_files(folder: Path) -> None:
    a_post("手写的", slug="note", body="手写的正文。")
    (folder / "note.md").write_text(HEAD.format(title="丙") + "文。")
    import_folder(folder)
    assert Post.objects.get(slug="note").body == "手写的正文。"
    assert Post.objects.get(title="丙").slug == "note-2"


def test_a_file_without_a_date_that_was_published_here_stays_published(folder: Path) -> None:
    (folder / "无日期.md").write_text("---\ntitle: 丙\n---\n文。")
    import_folder(folder)
    post = Post.objects.get(title="丙")
    post.status = Post.Status.PUBLISHED
    post.save()
    assert len(import_folder(folder).unchanged) == 3
    post.refresh_from_db()
    assert (post.is_public, Post.objects.filter(title="丙").count()) == (True, 1)


def test_an_update_named_in_a_file_is_kept(folder: Path) -> None:
    path = folder / "b.md"
    path.write_text(HEAD.format(title="乙").replace("tags:", "updated: 2026-02-25\ntags:") + "一。")
    import_folder(folder)
    path.write_text(path.read_text() + "二。")
    assert import_folder(folder).updated == ["b.md"]
    assert Post.objects.get(title="乙").updated_at.isoformat().startswith("2026-02-24T16:00")
    assert import_folder(folder).updated == []


@pytest.mark.parametrize(
    "text",
    [
        "![](a%00.png)",
        "![](" + "x" * 400 + ".png)",
        "![](http://[x/y.png)",
    ],
)
def test_an_impossible_picture_does_not_stop_the_import(folder: Path, text: str) -> None:
    (folder / "c.md").write_text(HEAD.format(title="丙") + text)
    assert import_folder(folder).created == ["a.md", "b.md", "c.md"]


@pytest.mark.parametrize(
    "head",
    [
        "title: 丙\ndate: 0001-01-01",
        "title: 丙\ndate: 9999-12-31 23:59 -0800",
        "title: " + "长" * 300 + "\ndate: 2026-02-22",
        "title: 丙\ndate: 2026-02-22\ncategory: " + "长" * 150,
    ],
)
def test_an_impossible_value_fails_its_file_only(folder: Path, head: str) -> None:
    (folder / "c.md").write_text(f"---\n{head}\n---\n文。")
    report = import_folder(folder)
    assert (report.created, list(report.failed)) == (["a.md", "b.md"], ["c.md"])


def test_control_characters_and_surrogates_do_not_reach_the_database(folder: Path) -> None:
    (folder / "c.md").write_text('---\ntitle: "丙\\u0008\\ud800"\ndate: 2026-02-22\n---\n文\x00\x0b。')
    assert "c.md" in import_folder(folder).created
    post = Post.objects.get(title="丙")
    assert post.body == "文。"


def test_posts_that_refer_forward_end_right_in_one_run(tmp_path: Path) -> None:
    equation = "\\begin{equation}x\\label{eq:x}\\end{equation}"
    for name, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "nobody")):
        text = f"---\ntitle: {name}\nslug: {name}\ndate: 2026-02-22\n---\n{equation}\n\n\\eqref{{{other}:eq:x}}"
        (tmp_path / f"{name}.md").write_text(text)
    report = import_folder(tmp_path)
    assert report.notes == {"d.md": ["line 8, column 1: unknown-post: nobody"]}
    for slug, other in (("a", "b"), ("b", "c"), ("c", "a")):
        assert f'href="/posts/{other}/#eq-x">(1)</a>' in Post.objects.get(slug=slug).html
    assert len(import_folder(tmp_path).unchanged) == 4


def test_a_document_of_quarto_brings_the_works_that_it_cites(tmp_path: Path) -> None:
    head = "---\ntitle: 题\ndate: 2026-02-22\nbibliography: [../refs.bib, none.bib]\n---\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.qmd").write_text(head + "见 [@gauss]，又 @euler [chapter 2]。")
    (tmp_path / "refs.bib").write_text(
        "@book{gauss,\n  title = {Theoria},\n  year = 1809\n}\n\n@book{euler, title = {Introductio}}\n@book{cauchy}\n"
    )
    report = import_folder(tmp_path)
    post = Post.objects.get(title="题")
    assert post.body.startswith("见 [@gauss]，又 [@euler, chapter 2]。\n\n```bibliography\n@book{gauss,")
    assert "cauchy" not in post.body
    assert "Theoria" in post.html and "Introductio" in post.html
    assert report.notes["a/index.qmd"] == [
        "citations (1 times) have the numbers of our list, whatever style the site uses",
        "bibliography none.bib is not there",
    ]


def test_a_bibliography_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "refs.bib").write_text("@book{gauss, title = {Theoria}}")
    head = "---\ntitle: 题\ndate: 2026-02-22\nbibliography: ../refs.bib\n---\n"
    (tmp_path / "posts" / "a.qmd").write_text(head + "见 [@gauss]。")
    report = import_folder(tmp_path / "posts")
    assert "bibliography ../refs.bib is not there" in report.notes["a.qmd"]
    assert "Theoria" not in Post.objects.get(title="题").body


def test_a_recording_beside_a_file_comes_along(tmp_path: Path) -> None:
    (tmp_path / "sound.wave").write_bytes(wav())
    (tmp_path / "a.md").write_text(HEAD.format(title="甲") + "![第一讲](sound.wave)")
    import_folder(tmp_path)
    address = Attachment.objects.get().file.url
    assert Post.objects.get().body == f"![第一讲]({address})"
    assert f'src="{address}"' in Post.objects.get().html
