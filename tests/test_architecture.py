"""The house is as its picture in CONTRIBUTING.md says."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOG = ROOT / "blog"
MODULES = sorted(
    path for path in [*BLOG.glob("**/*.py"), *(ROOT / "config").glob("*.py")] if "migrations" not in path.parts
)

# From left to right: nothing imports to its right.
FLOORS = [
    {"rendering", "tagging", "likeness", "passages", "media", "cards"},
    {"querysets", "models", "writing"},
    {"interchange", "checks"},
    {"views", "feeds", "sitemaps", "admin", "management", "templatetags", "apps"},
    {"urls"},
]
FORBIDDEN_NAMES = {"utils", "helpers", "services", "core", "misc", "common"}
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40


def floor(module: str) -> int:
    return next(index for index, rooms in enumerate(FLOORS) if module in rooms)


def imports(path: Path) -> Iterator[str]:
    """Modules of the blog that a file imports at its top level or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "blog":
            yield from ([node.module] if node.module != "blog" else [f"blog.{name.name}" for name in node.names])
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("blog."))


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.is_relative_to(BLOG)], ids=lambda path: str(path.relative_to(ROOT))
)
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(BLOG).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for module in imports(path):
        assert floor(module.split(".")[1]) <= floor(room), f"{path.relative_to(ROOT)} imports {module}"


def test_the_renderer_knows_no_model_request_or_database() -> None:
    for path in BLOG.glob("rendering/**/*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:from|import) (?:django|config)\b", text, re.MULTILINE), path


def test_only_the_front_door_of_the_renderer_is_used() -> None:
    for path in MODULES:
        if not path.is_relative_to(BLOG / "rendering"):
            deep = [module for module in imports(path) if module.startswith("blog.rendering.")]
            assert deep == [], path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_short_and_documented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= LONGEST_MODULE
    assert not text or ast.get_docstring(tree), "a module opens with what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert [path for path in MODULES if {path.stem, *path.parts} & FORBIDDEN_NAMES] == []


def test_html_is_trusted_in_one_place_only() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in [*MODULES, *(ROOT / "templates").glob("**/*.html")]
        if re.search(r"mark_safe\(|\|\s*safe\b|autoescape off|SafeString\(", path.read_text(encoding="utf-8"))
    }
    assert found == {"blog/templatetags/presentation.py"}


def test_no_template_cuts_text_by_words_or_characters() -> None:
    for path in (ROOT / "templates").glob("**/*.html"):
        assert "truncate" not in path.read_text(encoding="utf-8"), path


def test_no_template_has_an_inline_script_style_or_handler() -> None:
    for path in (ROOT / "templates").glob("**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", text), path


def test_sheets_use_no_important_and_no_ids() -> None:
    for path in (ROOT / "static" / "css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "!important" not in text, path
        assert not re.search(r"#[a-z][\w-]*\s*[{,:>]", re.sub(r"#[0-9a-f]{3,8}\b", "", text)), path


def test_every_warning_of_the_renderer_has_a_sentence_for_the_author() -> None:
    from blog.admin.texts import SENTENCES

    raised = {
        kind
        for path in BLOG.glob("rendering/**/*.py")
        for kind in re.findall(r'\.warn\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert raised == set(SENTENCES)


def test_every_refusal_of_the_renderer_has_a_sentence_for_the_author() -> None:
    from blog.models.rendered import REFUSALS

    raised = {
        kind
        for path in BLOG.glob("rendering/**/*.py")
        for kind in re.findall(r'(?:RenderError\(|"refusal": \[)\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert raised == set(REFUSALS)


def test_no_lock_names_an_address() -> None:
    npm = [ROOT / "package-lock.json", ROOT / "tests" / "browser" / "package-lock.json"]
    for path in [*(ROOT / "requirements").glob("*.txt"), *npm]:
        text = path.read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert not re.search(r"--(?:index-url|find-links|extra-index-url)|^https?://", text, re.MULTILINE), path


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_paths_and_commands_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
    commands = {path.stem for path in (BLOG / "management" / "commands").glob("*.py")}
    stock = {"migrate", "check", "makemigrations", "collectstatic", "createsuperuser"}
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= commands | stock
    paths = re.findall(r"`((?:blog|config|templates|static|tests|requirements|docs)/[\w./-]*)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_variable_of_the_settings_stands_in_the_readme() -> None:
    files = ["config/settings.py", "config/gunicorn.py"]
    code = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    read = set(re.findall(r'(?:env\.\w+|flag|one_of|seconds)\(\s*["\']([A-Z_]+)|environ\.get\("([A-Z_]+)', code))
    names = {"".join(pair) for pair in read}
    listed = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert names == listed


def test_nothing_generated_or_private_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    assert [
        path
        for path in tracked
        if re.search(r"(^|/)(node_modules|\.venv|var|\.env|__pycache__)(/|$)|secret_key$|\.sqlite3$", path)
    ] == []
