"""What imports others is collected as one file; in the templates' sheets nothing is left to fetch but fonts."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.test import override_settings

from config.static_storage import BundlingStorage


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> BundlingStorage:
    folder = tmp_path_factory.mktemp("static")
    backends = {"staticfiles": {"BACKEND": "config.static_storage.BundlingStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=backends):
        call_command("collectstatic", interactive=False, verbosity=0)
    return BundlingStorage(location=folder, base_url="/static/")


def test_the_sheet_of_a_page_with_formulas_is_one_file(collected: BundlingStorage) -> None:
    name = collected.stored_name("css/page-with-formulas.css")
    text = Path(collected.path(name)).read_text()
    order = [text.index(sign) for sign in ("KaTeX_Main", "--measure", ".band", ".prose > *", ".eq-number")]
    assert "@import" not in text
    assert order == sorted(order)
    assert Path(collected.path(f"{name}.br")).is_file()


def test_the_fonts_that_it_names_are_there(collected: BundlingStorage) -> None:
    sheet = Path(collected.path(collected.stored_name("css/page-with-formulas.css")))
    fonts = re.findall(r"url\(\"?(?P<path>[^)\"]+woff2)", sheet.read_text())
    assert len(set(fonts)) == 17 + 3 + 2 + 2
    assert ".ttf" not in sheet.read_text()
    assert all((sheet.parent / font).is_file() for font in fonts)


def test_the_script_of_a_page_is_one_file_whose_parts_keep_their_names(collected: BundlingStorage) -> None:
    text = Path(collected.path(collected.stored_name("js/page.js"))).read_text()
    assert "import" not in text
    assert len(re.findall(r"^\{$", text, re.MULTILINE)) == 9
    assert text.count("\nconst pattern =") == 3  # each in a block of its own


def test_comments_stay_behind_but_for_those_that_say_whose_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "part.css").write_text(
        '/*! MIT */\na { color: red; }   /* a reader\'s */\nb::after { content: "/* 1 */"; }\n'
    )
    (tmp_path / "page.css").write_text('/* All */\n@import url("part.css");\n')
    (tmp_path / "part.js").write_text("// What it does.\nconst text = `\n// kept\n`; // said\n")
    (tmp_path / "page.js").write_text('import "./part.js";\n')
    paths = {
        name: (FileSystemStorage(location=tmp_path), name) for name in ("part.css", "page.css", "part.js", "page.js")
    }
    stored = {name: path for name, path, _ in BundlingStorage(location=tmp_path).post_process(paths)}
    sheet, script = ((tmp_path / stored[name]).read_text() for name in ("page.css", "page.js"))
    assert sheet == '\n/*! MIT */\na { color: red; }\nb::after { content: "/* 1 */"; }\n'
    assert script == "{\nconst text = `\n// kept\n`; // said\n}\n"


def test_an_import_that_leads_nowhere_stops_the_collecting(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@import url("b.css");\n')
    storage = BundlingStorage(location=tmp_path)
    with pytest.raises(ValueError, match=r"a.css imports b.css"):
        list(storage.post_process({"a.css": (FileSystemStorage(location=tmp_path), "a.css")}))
