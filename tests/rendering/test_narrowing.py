"""Displays set anew for a phone: where their lines end, what is opened, and that no sign is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.rendering.formulas import engine, typesetting
from blog.rendering.formulas.boxes import Box, depths, space, width
from blog.rendering.formulas.grids import QUAD
from blog.rendering.formulas.narrowing import COLUMN, WHOLE, Narrow, narrow
from tests.calls import calls
from tests.rendering import corpus

UNPRINTED = re.compile(r"[\s\u200b\xa0]")


def drawn(tex: str, *, display: bool = True) -> engine.Drawing:
    (result,) = engine.draw([engine.Request(tex, display)])
    assert isinstance(result, engine.Drawing), result
    return result


def narrowed(tex: str) -> Narrow:
    drawing = drawn(tex)
    found = narrow(drawing.boxes, drawing.numbers)
    assert found is not None
    return found


def printed(box: Box) -> str:
    return "⎵" if box.markup == space(QUAD).markup else box.text.replace("−", "-").replace("\ue020", "/")


def lines(tex: str) -> list[str]:
    """The lines as `indent text | text`, pieces parted by bars, a number behind `#`; ⎵ is a gap of a table."""
    written = []
    for line in narrowed(tex).lines:
        pieces = " | ".join(UNPRINTED.sub("", "".join(map(printed, piece))) for piece in line.pieces)
        number = UNPRINTED.sub("", "".join(box.text for box in line.number.children or ())) if line.number else ""
        written.append(f"{line.indent} {pieces}{f' #{number}' if number else ''}")
    return written


LONG = r"a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9"
SUM = "a1+a2+a3+a4+a5+a6+a7+a8+a9"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        pytest.param(
            r"f(x)=\int_0^1 g(x,t)\,h(t)\,\mathrm{d}t=\sum_{n=0}^\infty c_n P_n(x)+R(x)",
            ["0 f(x) | =∫01g(x,t)h(t)dt", "1 =n=0∑∞cnPn(x) | +R(x)"],
            id="each further relation begins a line",
        ),
        pytest.param(
            rf"\begin{{aligned}}S&={LONG}\\&=b\end{{aligned}}",
            ["0 S | =a1 | +a2 | +a3 | +a4 | +a5 | +a6 | +a7 | +a8 | +a9", "1 =b"],
            id="rows stand one after another, and break before plus",
        ),
        pytest.param(
            rf"\begin{{align*}}S&={LONG}\tag{{1}}\\T&={LONG}\tag{{2}}\end{{align*}}",
            [f"0 S | ={' | +'.join(SUM.split('+'))} #(1)", f"0 T | ={' | +'.join(SUM.split('+'))} #(2)"],
            id="each number ends the last line of its row",
        ),
        pytest.param(
            rf"\begin{{gathered}}S={LONG}\\b=c\end{{gathered}}\tag{{7}}",
            [f"0 S | ={' | +'.join(SUM.split('+'))}", "0 b=c #(7)"],
            id="one number for all rows ends the last line",
        ),
        pytest.param(
            r"x=\left(\sum_{i=1}^n a_ib_i+\sum_{j=1}^m c_jd_j+\prod_{k=1}^l e_kf_k+\sum_{r=1}^s g_rh_r\right)",
            ["0 x | =(i=1∑naibi | +j=1∑mcjdj | +k=1∏lekfk | +r=1∑sgrhr)"],
            id="a bracket that is too wide is opened, and keeps its height",
        ),
        pytest.param(
            r"x=\left(\sum_{i=1}^n a_ib_i+\sum_{j=1}^m c_jd_j+\prod_{k=1}^l e_kf_k+\sum_{r=1}^s g_rh_r\right)^2",
            ["0 x | =(i=1∑naibi | +j=1∑mcjdj | +k=1∏lekfk | +r=1∑sgrhr)2"],
            id="a script stays at the bracket that closes",
        ),
        pytest.param(
            r"x=\left(\frac{a}{b}+c\right)\left(\frac{d}{e}+f\right)\left(\frac{g}{h}+k\right)\left(\frac{l}{m}+n\right)",
            ["0 x | =(ba+c) | (ed+f) | (hg+k) | (ml+n)"],
            id="a product breaks between its factors, and no bracket that fits is opened",
        ),
        pytest.param(
            r"f(x)=\alpha(x_1+x_2+x_3+x_4+x_5+x_6+x_7+x_8+x_9+x_{10})",
            ["0 f(x) | =α(x1 | +x2 | +x3 | +x4 | +x5 | +x6 | +x7 | +x8 | +x9 | +x10)"],
            id="no line ends between a letter and its bracket",
        ),
        pytest.param(
            r"\mathcal{S}=\{x_1,x_2,x_3,x_4,x_5,x_6,x_7,x_8,x_9,x_{10},x_{11},x_{12},x_{13}\}",
            ["0 S | ={x1, | x2, | x3, | x4, | x5, | x6, | x7, | x8, | x9, | x10, | x11, | x12, | x13}"],
            id="a list breaks after its commas",
        ),
        pytest.param(
            r"a=b,\qquad c_1+c_2+c_3+c_4+c_5=d_1+d_2\qquad\Longrightarrow\qquad e=f+g",
            ["0 a | =b,", "0 c1 | +c2 | +c3 | +c4 | +c5 | =d1 | +d2", "1 ⟹e | =f | +g"],
            id="clauses stand on lines of their own, a conclusion with what it concludes",
        ),
        pytest.param(
            r"\text{当样本量趋于无穷的时候，样本均值依概率收敛到期望，}\bar X\to\mu",
            [
                "0 "
                + " | ".join(["当", *"样本量趋于无穷的时", "候，", *"样本均值依概率收敛到期", "望，"])
                + " | Xˉ | →μ"
            ],
            id="words flow, and no line begins with a comma",
        ),
        pytest.param(
            r"\mathbf{v}=\begin{bmatrix}x_{11}&x_{12}&x_{13}&x_{14}&x_{15}&x_{16}&x_{17}&x_{18}\end{bmatrix}",
            ["0 v | =[x11⎵ | x12⎵ | x13⎵ | x14⎵ | x15⎵ | x16⎵ | x17⎵ | x18]"],
            id="a row vector becomes a list",
        ),
        pytest.param(
            r"\mathbf{A}=\begin{pmatrix}a&b&c&d&q\\e&f&g&h&q\end{pmatrix}\begin{pmatrix}i&j&k&l&q\\m&n&o&p&q\end{pmatrix}",
            ["0 A | =(aebfcgdhqq) | (imjnkolpqq)"],
            id="a product of matrices breaks between them",
        ),
        pytest.param(
            rf"p=\frac{{{LONG}+a_{{10}}}}{{b}}+c",
            [f"0 p | ={SUM}+a10b | +c"],
            id="a fraction wraps within its halves",
        ),
        pytest.param(
            r"|x|=\begin{cases}x^2+2x+1+\sin x+\cos x,&\text{if }x\ge 0\text{ and so on}\\-x,&x<0\end{cases}",
            ["0 ∣x∣ | ={x2+2x+1+sinx+cosx,ifx≥0andsoon-x,x<0"],
            id="cases have their conditions below",
        ),
        pytest.param(
            rf"\begin{{aligned}}\sum_{{i=1}}^n\frac{{\frac ab}}c\\b&={LONG}\\{{\Huge x}}&=y\end{{aligned}}",
            ["0 i=1∑ncba", f"0 b | ={' | +'.join(SUM.split('+'))}", "0 x=y"],
            id="cells of a row belong together, however tall their columns and whichever are missing",
        ),
        pytest.param(
            rf"\begin{{aligned}}S&={LONG}\\-x&=y\\&-z\end{{aligned}}.",
            [f"0 S | ={' | +'.join(SUM.split('+'))}", "0 -x=y", "2 -z."],
            id="a minus that begins a left side goes on nothing, and a mark stands behind the last row",
        ),
        pytest.param(
            rf"\begin{{array}}{{ll}}3&-5\\{LONG}&{LONG}\end{{array}}",
            ["0 3⎵-5", f"0 {' | +'.join(SUM.split('+'))}", f"0 {' | +'.join(SUM.split('+'))}"],
            id="cells of an array keep their distance",
        ),
        pytest.param(
            rf"\begin{{aligned}}S&={LONG}&x&=y\end{{aligned}}",
            [f"0 S | ={' | +'.join(SUM.split('+'))}", "0 x | =y"],
            id="an equation beside another has a line of its own",
        ),
        pytest.param(
            rf"S={LONG}\newline -T=b",
            [f"0 S | ={' | +'.join(SUM.split('+'))}", "0 -T=b"],
            id="what the author put on two lines stays on two",
        ),
        pytest.param(
            rf"\begin{{align*}}S&={LONG}\tag{{1}}\\\tag{{2}}\\T&=c\tag{{3}}\end{{align*}}",
            [f"0 S | ={' | +'.join(SUM.split('+'))} #(1)", "0  #(2)", "0 T=c #(3)"],
            id="an empty row keeps its number",
        ),
        pytest.param(
            rf"y=f\left({LONG}\right)g\left(\frac ab\right)\frac{{\partial}}{{\partial x}}\left(\frac ab\right)",
            [f"0 y | =f({' | +'.join(SUM.split('+'))}) | g(ba) | ∂x∂(ba)"],
            id="no line ends between a function and its stretched bracket, or behind a derivative",
        ),
        pytest.param(
            rf"y=\text{{softmax}}(x)+3\text{{rd}}+5\,\text{{ms}}+{LONG}\text{{ if }}x\text{{，即}}z",
            [f"0 y | =softmax(x) | +3rd | +5ms | +{' | +'.join(SUM.split('+'))} | if | x，即 | z"],
            id="words break off where they are words",
        ),
        pytest.param(
            r"P=(n!+m!+k!+a_1+a_2+a_3)+q(x_1!=y_1)+q(x_2!=y_2)+q(x_3!=y_3)",
            ["0 P | =(n!+m!+k!+a1+a2+a3) | +q(x1!=y1) | +q(x2!=y2) | +q(x3!=y3)"],
            id="a factorial closes no bracket",
        ),
        pytest.param(
            rf"x\not\in A_1+A_2+A_3,\quad y\not={LONG}\not\Rightarrow z=w",
            ["0 x | /∈A1 | +A2 | +A3,", f"0 y | /={' | +'.join(SUM.split('+'))}", "1 /⇒z", "1 =w"],
            id="a stroke through a relation goes with it",
        ),
        pytest.param(
            r"v=\begin{bmatrix}a-b&-c&d_{11}+d_{12}&e_{11}+e_{12}&f_{11}+f_{12}&g_{11}+g_{12}\end{bmatrix}",
            ["0 v | =[a-b⎵ | -c⎵ | d11+d12⎵ | e11+e12⎵ | f11+f12⎵ | g11+g12]"],
            id="cells of a row vector are told apart by wide gaps and not broken",
        ),
    ],
)
def test_a_wide_display_is_set_anew(tex: str, expected: list[str]) -> None:
    assert lines(tex) == expected


@pytest.mark.parametrize("tex", [rf"\overline{{{LONG}+a+b+c+d+e+f}}", rf"\sqrt{{{LONG}+a+b+c+d+e+f}}"])
def test_what_cannot_be_broken_shrinks_by_itself_and_can_be_scrolled_by_keyboard(tex: str) -> None:
    found = typesetting.display(drawn(tex))
    assert found.body.count("katex-base") == 1
    assert re.search(r'class="nl B0 own O\d+h?"', found.body)
    assert found.scrolls


def test_a_display_that_fits_a_phone_is_left_alone() -> None:
    drawing = drawn("a=b+c")
    assert drawing.width < WHOLE
    assert typesetting.display(drawing).classes == ("N4",)


def test_one_copy_serves_both_widths_where_nothing_was_rebuilt() -> None:
    line = typesetting.display(drawn(rf"x={LONG}={LONG}"))
    rows = typesetting.display(drawn(rf"\begin{{aligned}}x&={LONG}+{LONG}\\&=b\end{{aligned}}"))
    assert line.body.count('class="katex-html') == 1
    assert rows.body.count('class="katex-html') == 2


def test_one_copy_for_both_widths_is_as_wide_as_katex_sets_it() -> None:
    count = 0
    for body in corpus.articles().values():
        for tex in re.findall(r"\$\$(.+?)\$\$", body, re.DOTALL):
            (drawing,) = engine.draw([engine.Request(tex, display=True)])
            found = narrow(drawing.boxes, ()) if isinstance(drawing, engine.Drawing) else None
            if found and found.is_whole and drawing.width > WHOLE:
                count += 1
                boxes = [box for line in found.lines for part in (*line.pieces, line.gap) for box in part]
                assert width(boxes) == pytest.approx(drawing.width, abs=0.01), tex
    assert count > 80


def test_the_space_between_clauses_is_kept_for_where_they_stand_side_by_side() -> None:
    tex = r"\sum_{k=0}^n a_kx^k=f(x)+g(x),\qquad \sum_{k=0}^n b_kx^k=h(x)+k(x)"
    assert [line.gap_html.count("margin-right:2em") for line in narrowed(tex).lines] == [1, 0]
    assert typesetting.display(drawn(tex)).body.count('<span class="eq-gap"><span class="mspace') == 1


@pytest.mark.parametrize(
    "between",
    [
        r"\begin{pmatrix}a&b&c&d&e&f&g&h&i&j&k&l&m&n&o\\1&2&3&4&5&6&7&8&9&1&2&3&4&5&6\end{pmatrix}",
        r"\newline",
    ],
)
def test_a_display_whose_spaces_changed_has_two_copies(between: str) -> None:
    found = typesetting.display(drawn(rf"x={LONG}{between} y={LONG}"))
    assert found.body.count('class="katex-html') == 2


def test_a_conclusion_keeps_its_distance_in_the_copy_for_both_widths() -> None:
    found = narrowed(rf"x={LONG}\Rightarrow y={LONG}")
    assert found.is_whole
    assert width(found.lines[0].gap) == pytest.approx(0.2778, abs=0.001)


def test_a_display_with_numbers_for_other_rows_than_its_own_is_left_alone() -> None:
    drawing = drawn(rf"\begin{{align*}}S&={LONG}\tag{{1}}\\T&={LONG}\tag{{2}}\end{{align*}}")
    (tag,) = drawing.numbers
    shorter = drawn(rf"\begin{{align*}}S&={LONG}\tag{{1}}\\T&={LONG}\tag{{2}}\\U&=1\tag{{3}}\end{{align*}}")
    assert narrow(drawing.boxes, drawing.numbers) is not None
    assert narrow(shorter.boxes, (tag,)) is None


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize(
    "tex",
    [
        "(a+" * 1000 + "x" + "+b)" * 1000,
        r"\bigl(a+b" * 400 + r"\bigr)" * 400,
        "(x)" * 2000,
        r"\left(x+y" * 59 + r"\right)" * 59,
    ],
    ids=["brackets in brackets", "large brackets in brackets", "many brackets", "stretched brackets"],
)
def test_a_hostile_formula_is_set_with_work_in_proportion(tex: str, display: bool) -> None:
    drawing = drawn(tex, display=display)
    found, count = calls(lambda: (typesetting.display if display else typesetting.inline)(drawing))
    assert found
    assert count < 2_000_000


def test_an_inline_formula_keeps_its_new_line() -> None:
    found = typesetting.inline(drawn(rf"f\left({LONG}\right)\newline x=y", display=False))
    assert any("katex-newline" in piece for piece in found.pieces)
    assert "x" in found.pieces[-2]


def test_every_sign_of_the_corpus_stands_in_the_narrow_form_once() -> None:
    count = 0
    for name, body in corpus.articles().items():
        for tex in re.findall(r"\$\$(.+?)\$\$", body, re.DOTALL):
            (drawing,) = engine.draw([engine.Request(tex, display=True)])
            found = narrow(drawing.boxes, drawing.numbers) if isinstance(drawing, engine.Drawing) else None
            if found is None:
                continue
            count += 1
            wide = "".join(box.text for box in drawing.boxes)
            written = "".join(box.text for line in found.lines for piece in line.pieces for box in piece)
            assert sorted(UNPRINTED.sub("", wide)) == sorted(UNPRINTED.sub("", written)), f"{name}: {tex}"
    assert count > 80


def test_a_piece_is_wider_than_the_column_only_where_nothing_could_be_opened() -> None:
    for tex in (rf"x=\left({LONG}\right)\left({LONG}\right)", rf"\begin{{aligned}}x&={LONG}+{LONG}\end{{aligned}}"):
        assert narrowed(tex).need <= COLUMN + 2


def test_brackets_that_a_row_does_not_close_are_no_deeper_level() -> None:
    def bracket(sign: str, kind: str) -> Box:
        return Box(sign, (kind,), 0.4, 0.75, 0.25, sign)

    opened, closed = bracket("(", "mopen"), bracket(")", "mclose")
    letter = Box("x", ("mord",), 0.5, 0.5, 0, "x")
    assert depths([opened, letter, closed, letter]) == [0, 1, 0, 0]
    assert max(depths([opened, letter])) == 0
    assert max(depths([letter, closed, letter])) == 0
    assert depths([bracket("((", "mopen"), letter, bracket("))", "mclose")]) == [0, 2, 0]


@pytest.mark.parametrize(
    ("tex", "width"),
    [
        ("x", 0.572),
        (r"\text{hello}", 2.056),
        (r"\sqrt{2}", 1.333),
        (r"\iint", 1.528),
        (r"\text{世界}", 2.0),
        ("128", 1.5),
    ],
)
def test_widths_are_those_of_a_browser(tex: str, width: float) -> None:
    assert drawn(tex).width == pytest.approx(width, abs=0.03)


def test_an_inline_formula_breaks_after_commas_and_inside_what_is_too_wide() -> None:
    short = typesetting.inline(drawn("x=y", display=False))
    middling = typesetting.inline(drawn("x=y+z-w", display=False))
    listed = typesetting.inline(drawn("x_1,x_2,x_3,x_4,x_5,x_6,x_7,x_8,x_9,x_{10}", display=False))
    wide = typesetting.inline(drawn(rf"f\left({LONG}\right)", display=False))
    assert len(short.pieces) == 1  # no y on a line of its own
    assert len(middling.pieces) == 3
    assert len(listed.pieces) == 9
    assert len(wide.pieces) > 3
    assert not wide.is_wide


def test_a_formula_is_drawn_once_and_remembered_for_the_next_text(monkeypatch: pytest.MonkeyPatch) -> None:
    request = engine.Request(r"\text{remembered}=1", display=True)
    first = engine.draw([request])
    monkeypatch.setattr(engine, "_draw_one", None)
    monkeypatch.setattr(engine, "_start", lambda *_arguments, **_options: None)
    assert engine.draw([request])[0] is first[0]


def test_a_drawing_is_not_remembered_under_other_definitions() -> None:
    one, two = (
        engine.draw([engine.Request(rf"\gdef\what{{{name}}}", False), engine.Request(r"\what", False)])[1]
        for name in ("ab", "c")
    )
    assert "ab" in one.html
    assert "ab" not in two.html


ATOMS = [
    *(
        "a",
        "+",
        "-",
        "=",
        "<",
        ",",
        r"\cdot ",
        r"\sum_{i=1}^n ",
        "(",
        ")",
        r"\{",
        r"\}",
        "|",
        r"\quad ",
        r"\Rightarrow ",
    ),
    *(
        r"\frac{a+b+c+d+e+f}{g}",
        r"\text{当 n 很大时，}",
        r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
        r"\sqrt{x+y+z}",
        "x_1^{2}",
    ),
    *(r"\begin{cases}a,&b\\c,&d\end{cases}", r"\operatorname{tr}", r"\overline{ab}", "{a+b}", r"{\color{red}c}", ":="),
    *(r"\begin{aligned}p&=q+r\\&=s\end{aligned}", r"\underbrace{a+b+c}_{n}", "1,000", r"\mathrm{d}x", r"\,", r"\not="),
]
WRAPPERS = [r"\left(%s\right)", r"\left\{%s\right.", "{%s}", r"\frac{%s}{b}", r"\bigl[%s\bigr]^2", r"\mathbf{%s}", "%s"]
FORMULAS = st.recursive(
    st.lists(st.sampled_from(ATOMS), min_size=4, max_size=20).map("".join),
    lambda inside: st.lists(st.tuples(st.sampled_from(WRAPPERS), inside), min_size=1, max_size=4).map(
        lambda parts: "+".join(wrapper % part for wrapper, part in parts)
    ),
    max_leaves=6,
)
WHOLES = ["%s", r"\begin{aligned}x&=%s\\&=a\end{aligned}", r"\begin{align*}x&=%s\tag{1}\\y&=a\tag{2}\end{align*}"]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(FORMULAS, st.sampled_from(WHOLES))
def test_no_formula_loses_a_sign_however_it_is_set_anew(tex: str, whole: str) -> None:
    (drawing,) = engine.draw([engine.Request(whole % tex, display=True)])
    if isinstance(drawing, engine.Failure):
        return
    typesetting.display(drawing)
    found = narrow(drawing.boxes, drawing.numbers)
    if found:
        wide = "".join(box.text for box in drawing.boxes)
        written = "".join(box.text for line in found.lines for piece in line.pieces for box in piece)
        assert sorted(UNPRINTED.sub("", wide)) == sorted(UNPRINTED.sub("", written))
        assert all(line.pieces for line in found.lines)


@pytest.mark.parametrize("definition", [r"\edef\lately{ab}", r"\gdef\define{\edef\lately{ab}}\define"])
def test_a_definition_holds_in_its_own_text_however_it_is_made_and_often_it_is_drawn(definition: str) -> None:
    defining, using = engine.Request(definition, display=False), engine.Request(r"\lately", display=False)
    for _ in range(2):
        assert isinstance(engine.draw([defining, using])[1], engine.Drawing)
        assert isinstance(engine.draw([using])[0], engine.Failure)
