"""The classes that stand in drawn formulas in place of KaTeX's style attributes, and the sheet behind them."""

import gzip
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from blog.rendering import RenderContext, render
from blog.rendering.formulas import engine, katex
from blog.rendering.formulas.colours import DVIPS_NAMES
from blog.rendering.formulas.lengths import LENGTHS, UnknownStyleError
from blog.rendering.formulas.sizes import size_class, size_rules
from blog.rendering.formulas.styles import KEYWORDS, sheet, to_classes
from tests.formula_sizes import SHEET
from tests.rendering.drawings import EVERY_STYLE

RULE = re.compile(r"^\.katex \.(?P<name>\w+)\{(?P<body>.+)\}$", re.MULTILINE)
RULES = {match["name"]: match["body"] for match in RULE.finditer(sheet())}
STYLE = re.compile(r'<[^<>]* style="([^"]*)"')
KATEX_SHEET = katex.PACKAGE / "katex.min.css"


def styled(style: str) -> str:
    return f'<span style="{style}"></span>'


def classes(style: str) -> list[str]:
    """The classes that an empty element gets for a style."""
    found = re.fullmatch(r'<span(?: class="([^"]+)")?></span>', to_classes(styled(style)))
    return (found[1] or "").split()


def computed(style: str, value: str) -> Decimal:
    """How many ems a property gets by the sheet's rules, as a browser reckons them."""
    variables: dict[str, Decimal] = {}
    expression = ""
    for name in sorted(classes(style), key=list(RULES).index):
        for declaration in RULES[name].split(";"):
            key, _, ems = declaration.partition(":")
            if key.startswith("--"):
                variables[key] = Decimal(ems.removesuffix("em"))
            else:
                expression = declaration.removeprefix(value.partition("{}")[0])
    if not expression.startswith("calc"):
        return Decimal(expression.rstrip("em)") or 0)
    total = sum(variables[name] for name in re.findall(r"var\((--\w+)\)", expression))
    return -total if "-1*" in expression else Decimal(total)


def test_the_sheet_in_the_repository_is_up_to_date() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "run make styles"


def test_the_sheet_is_small() -> None:
    assert len(sheet()) < 64_000
    assert len(gzip.compress(sheet().encode())) < 12_500


def test_no_class_has_two_rules() -> None:
    names = [match["name"] for match in RULE.finditer(sheet())]
    assert len(names) > 1_500
    assert len(names) == len(set(names))


def test_no_class_is_one_of_katex_or_ours() -> None:
    sheets = [KATEX_SHEET, *(path for path in SHEET.parent.glob("*.css") if path != SHEET)]
    taken = {name for path in sheets for name in re.findall(r"\.([a-z][\w-]*)", path.read_text(encoding="utf-8"))}
    assert {"mspace", "eq"} <= taken
    assert taken & set(RULES) == set()


@pytest.mark.parametrize("tex", EVERY_STYLE)
def test_a_drawing_has_no_style_attribute_but_classes_with_rules(tex: str) -> None:
    (drawing,) = engine.draw([engine.Request(tex, display=True)])
    before = {name for names in re.findall(r'class="([^"]*)"', drawing.html) for name in names.split()}
    html = to_classes(drawing.html)
    after = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert STYLE.search(drawing.html)
    assert " style=" not in html
    assert after - before <= set(RULES)
    assert after - before
    assert before & set(RULES) == set()


def test_the_drawings_above_hold_every_declaration_that_the_sheet_knows() -> None:
    drawings = engine.draw([engine.Request(tex, display=True) for tex in EVERY_STYLE])
    written = {part for drawing in drawings for style in STYLE.findall(drawing.html) for part in style.split(";")}
    shapes = {re.sub(r"-?\d*\.?\d+em", "{}", declaration) for declaration in written}
    assert set(LENGTHS) <= shapes
    assert {key for key in KEYWORDS if not key.startswith("margin-right")} <= written
    assert {"color:red", "background-color:#abc", "border-color:#1a2b3c"} <= written


@given(st.sampled_from(list(LENGTHS.values())), st.decimals(-990, 990, places=4))
def test_every_length_is_within_a_hundredth_or_refused(length, ems: Decimal) -> None:
    style = length.shape.format(f"{ems.normalize():f}em")
    try:
        names = classes(style)
    except UnknownStyleError:
        assert abs(ems) > (99 if length.slot else 0.1) or not length.slot
        return
    if not names:
        assert (length.is_size and ems < 0) or abs(ems) < Decimal("0.006")
        return
    assert abs(computed(style, length.shape) - ems) <= Decimal("0.01")


@pytest.mark.parametrize("ems", ["0.0042", "0.04", "3.3", "3.31", "12.34", "20", "999.99"])
def test_a_height_may_be_anything_up_to_a_thousand(ems: str) -> None:
    assert abs(computed(f"height:{ems}em", "height:{}") - Decimal(ems)) <= Decimal("0.005")


def test_a_thin_line_does_not_vanish() -> None:
    assert classes("border-top-width:0.002em") == ["y1"]
    assert classes("border-bottom-width:0em") == ["f0"]


def test_what_browsers_pass_over_gets_no_class() -> None:
    assert classes("height:-1em;width:-2em;border-right-width:-1em") == []


def test_an_offset_of_nothing_gets_no_class() -> None:
    assert classes("top:0em;margin-left:0em;margin-right:0.0001em") == []


def test_classes_go_behind_those_that_are_there() -> None:
    html = '<span class="mord mtight" style="height:1em" aria-hidden="true"><svg width="1em" style="width:0.5em"></svg>'
    assert to_classes(html) == ('<span class="mord mtight h100" aria-hidden="true"><svg width="1em" class="w50"></svg>')


def test_mathml_which_is_never_seen_loses_its_styles() -> None:
    html = '<mstyle style="text-shadow: 0.02em 0.01em 0.04px"><mpadded width="1pt" style="border: 0.04em solid red">'
    assert to_classes(html) == '<mstyle><mpadded width="1pt">'


def test_the_text_of_a_formula_is_left_alone() -> None:
    html = '<annotation>\\text{&lt;span style="height:1em"&gt;}</annotation>'
    assert to_classes(html) == html


@pytest.mark.parametrize("style", ["float:left", "height:1px", "position:fixed", "margin:0 1em", "width:calc(100%)"])
def test_an_unknown_declaration_is_never_lost(style: str) -> None:
    with pytest.raises(UnknownStyleError):
        to_classes(styled(style))


def test_two_lengths_of_one_element_cannot_take_each_others_digits() -> None:
    assert classes("height:12.34em;vertical-align:-5.67em;margin-right:9em;margin-left:-8em")
    with pytest.raises(UnknownStyleError):
        to_classes(styled("height:12.34em;top:-56.78em"))


@pytest.mark.parametrize(
    ("colour", "channels"),
    [
        ("red", (255, 0, 0, 15)),
        ("RebeccaPurple", (102, 51, 153, 15)),
        ("#1a2b3c", (26, 43, 60, 15)),
        ("#fA0", (255, 170, 0, 15)),
        ("#ff000080", (255, 0, 0, 8)),
        ("NavyBlue", (0, 110, 184, 15)),
    ],
)
@pytest.mark.parametrize(("name", "letter"), [("color", "c"), ("background-color", "g"), ("border-color", "e")])
def test_every_colour_has_classes(colour: str, channels: tuple[int, ...], name: str, letter: str) -> None:
    first, *others = classes(f"{name}:{colour}")
    values = dict(part.split(":") for part in RULES[first].split(";")[:7])
    values |= dict(RULES[other].split(":") for other in others)
    digits = [int(values[f"--{letter}{place}"]) for place in range(1, 8)]
    assert (*(digits[at] + digits[at + 1] for at in (0, 2, 4)), digits[6]) == channels
    assert f"{name}:rgb(" in RULES[first]


def test_no_name_of_latex_hides_one_of_css() -> None:
    assert DVIPS_NAMES
    assert {name.lower() for name in DVIPS_NAMES} & set(ImageColor.colormap) == set()


def test_a_colour_that_nobody_knows_is_a_warning() -> None:
    document = render(r"好 $\textcolor{nosuchcolour}{x}$", RenderContext())
    (warning,) = document.warnings
    assert warning.kind == "formula"
    assert "nosuchcolour" in warning.detail
    assert "tex-error" in document.html


@pytest.mark.parametrize(
    ("width", "name", "need"),
    [(0, "N0", "0"), (12.01, "N12h", "12.5"), (40, "N40", "40"), (40.1, "N41", "41"), (500, "N120", "120")],
)
def test_a_width_is_rounded_up_to_one_with_a_class(width: float, name: str, need: str) -> None:
    assert size_class("N", width) == name
    assert f".{name}{{--need:{need}}}\n" in sheet()


def test_no_class_of_a_width_is_one_of_a_style() -> None:
    names = [line[1 : line.index("{")] for line in size_rules() if line.startswith(".")]
    assert len(names) > 300
    assert not set(names) & set(RULES)
