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
    order = [text.index(sign) for sign in ("KaTeX_Main", "--measure", ".band", ".prose", ".eq-number")]
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
    assert "import" not in re.sub("//.*", "", text)
    assert text.count("{\n//") == 7
    assert text.count("\nconst pattern =") == 3  # each in a block of its own


def test_an_import_that_leads_nowhere_stops_the_collecting(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@import url("b.css");\n')
    storage = BundlingStorage(location=tmp_path)
    with pytest.raises(ValueError, match=r"a.css imports b.css"):
        list(storage.post_process({"a.css": (FileSystemStorage(location=tmp_path), "a.css")}))
