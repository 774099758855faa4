"""What other systems have their own signs for."""

import time

import pytest

from blog.interchange.dialects import Engine, translate

PANDOC = Engine(is_pandoc=True)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("{% codeblock lang:js %}\na $b$\n{% endcodeblock %}", "```js\na $b$\n```"),
        ("{% highlight python linenos %}\nx\n{% endhighlight %}", "```python {linenos=true}\nx\n```"),
        ('{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}', "```go\nx\n```"),
        ('{{< figure src="a.png" alt="替" caption="说明" >}}', '![替](a.png "说明")'),
        ("{% raw %}\n$x$\n{% endraw %}", "$x$\n"),
        ("* TOC\n{:toc}\n\n文", "\n\n文"),
        ("[TOC]\n\n文", "\n\n文"),
        ("设 $$x$$ 为 $$y$$。\n\n$$\nz\n$$", "设 $x$ 为 $y$。\n\n$$\nz\n$$"),
        ("$$x$$ 是数", "$x$ 是数"),
        ('{{< figure src="a.png" title="图" caption="说明" >}}', '![](a.png "图：说明")'),
        ('{{< image src="/images/a.png" caption="灯塔" >}}', '![](/images/a.png "灯塔")'),
        ('{% include figure.liquid path="assets/a.png" caption="说明" %}', '![](assets/a.png "说明")'),
        ('{{< figure src="a.png" link="https://b.example" >}}', "[![](a.png)](https://b.example)"),
        ("{% asset_img timg.jpg 一张图 %}", '![](timg.jpg "一张图")'),
        (
            "![a]({{ '/assets/a.png' | relative_url }}) ![b]({{ site.baseurl }}/b.png)",
            "![a](/assets/a.png) ![b](/b.png)",
        ),
        ('<img src="{{< blogdown/postref >}}index_files/a.png">', '<img src="index_files/a.png">'),
        ("{% note danger 小心 %}\n```\na\n```\n{% endnote %}", "::: caution 小心\n```\na\n```\n:::"),
        ("{% note info %}一行{% endnote %}", "::: note\n一行\n:::"),
        ('{{< admonition type=tip title="窍门" open=false >}}\na\n{{< /admonition >}}', "::: tip 窍门\na\n:::"),
        ('{{< details summary="推导" >}}\na\n{{< /details >}}', "::: details 推导\na\n:::"),
        ("> 先看\n> 这里\n{: .prompt-warning }\n", "::: warning\n先看\n这里\n:::\n"),
        ("{: .notice--warning}\n小心。\n\n文\n{: .notice}\n", "::: warning\n小心。\n:::\n\n::: note\n文\n:::\n"),
        ("{% gp 2-2 %}\n![](a.png)\n![](b.png)\n{% endgp %}", "::: figure\n![](a.png)\n![](b.png)\n:::"),
        ("[文字]^(注音)", "<ruby>文字<rp>(</rp><rt>注音</rt><rp>)</rp></ruby>"),
        (":(far fa-bookmark): 记", "记"),
        ('<iframe src="//a.org/b"></iframe>', '<a href="https://a.org/b">https://a.org/b</a>'),
        ("{{< youtube abc-1 >}}", "[https://www.youtube.com/watch?v=abc-1](https://www.youtube.com/watch?v=abc-1)"),
        ("{% post_link one-loss 上一篇 %}", "[[one-loss|上一篇]]"),
        ('{{< image src="a.png" caption="出自 <https://a.org>" >}}', '![](a.png "出自 <https://a.org>")'),
        ("{: .notice}\n写 `{: .notice}` 于上\n", "::: note\n写 `{: .notice}` 于上\n:::\n"),
        ("> ```\n> a\n> ```\n{: .prompt-tip }\n", "::: tip\n```\na\n```\n:::\n"),
        ("> [!bug]- 标题\n> a\n\n> [!todo]\n> b", "> [!caution]- 标题\n> a\n\n> [!note] Todo\n> b"),
        (":(fa-regular fa-star): 记", "记"),
        ("文\n\n[//]: # 不给人看 <!-- -->\n", "文\n\n<!-- // 不给人看 <!-- -> -->\n"),
        ("[//]: # (不给人看)", "[//]: # (不给人看)"),
        ("a --- b，c---d，Navier--Stokes，第 1--3 页", "a — b，c—d，Navier–Stokes，第 1–3 页"),
        ('`{{ "{% raw" }} %}`', "`{% raw %}`"),
        ('说"好"，"$x$"是 `"a"`。', '说“好”，“$x$”是 `"a"`。'),
        ("the authors' 'own' don't, $f$'s", "the authors’ ‘own’ don’t, $f$’s"),
        ("等等......, and so on...", "等等……, and so on…"),
        ("（*jax*'s）x'的\n> a\n> -- 某人", "（*jax*’s）x’的\n> a\n> – 某人"),
        ("- [x]完成\n- [ ](a)", "- [x] 完成\n- [ ](a)"),
        ("> [!beamer]- 题\n> a", "> [!note]- 题\n> a"),
        ("[MMA]{?^}(a)", "[MMA]\\^(a)"),
        ("一\n{: .notice}\n二\n{: .notice--danger}\n", "::: note\n一\n:::\n\n::: caution\n二\n:::\n"),
        ("段\n{.red}\n\n# 题 {.b}", "段\n\n# 题 {.b}"),
        ("{% tabs a %}\n<!-- tab 一 -->\n甲\n<!-- endtab -->\n{% endtabs %}", "\n\n**一**\n\n甲\n"),
        (
            "{{< highlight markdown >}}\n```js\na\n```\n{{< /highlight >}}\n\n```\nb\n```",
            "````markdown\n```js\na\n```\n````\n\n```\nb\n```",
        ),
        ("{% highlight ruby linenos %}\na\n{% endhighlight %}", "```ruby {linenos=true}\na\n```"),
        ('- 6"\n- "a"\n\n| "a" | 7" |', '- 6"\n- “a”\n\n| “a” | 7" |'),
    ],
)
def test_signs_of_other_systems_become_plain_markdown(written: str, plain: str) -> None:
    assert translate(written, []) == plain


# Quotation marks that say something else, and dots of paths.
STRAIGHT = [
    '![a](b.png "c") <span lang="en">d</span>',
    '[a]: b.html "c"',
    '::: theorem "名"\n一\n:::',
    '<!-- "a" -->',
    r"\"a\"，../a.png，5" + "' 一半",
    '    print("a")',
]


@pytest.mark.parametrize(
    "text", ["设 $a$，\n\n文 $$x$$ 文", "$$\nx\n$$", "$$x$$", "普通的 {1,2} 与 {% 一半", *STRAIGHT]
)
def test_what_is_plain_already_stays(text: str) -> None:
    notes: list[str] = []
    assert translate(text, notes) == text
    assert notes == []


def test_what_has_no_plain_form_is_noted() -> None:
    notes: list[str] = []
    translate("{% btn a %}\na\n{% endbtn %}\n{{< tweet abc >}}", notes)
    assert [note.split(" is ")[0] for note in notes] == ["btn (1 times)", "endbtn (1 times)", "tweet (1 times)"]


def test_formulas_written_as_code_are_formulas_where_no_others_are() -> None:
    notes: list[str] = []
    text = "".join(f"设 `$x_{number}$`，" for number in range(6)) + "\n\n`$$\ny\n$$`\n\n`code`"
    assert translate(text, notes) == "".join(f"设 $x_{number}$，" for number in range(6)) + "\n\n$$\ny\n$$\n\n`code`"
    assert notes == ["7 formulas written as code taken as formulas"]


def test_examples_of_formulas_in_a_text_with_formulas_stay_code() -> None:
    text = "".join(f"写 `$x_{number}$`，" for number in range(6)) + "得 $y$，$z$，$u$，$v$"
    assert translate(text, []) == text


def test_formulas_in_brackets_and_code_are_formulas_where_no_others_are_within_lines() -> None:
    notes: list[str] = []
    assert translate("设 `\\(x\\)`。\n\n$$\ny\n$$\n\n$$\nz\n$$", notes).startswith("设 \\(x\\)。")
    assert notes == ["1 formulas written as code taken as formulas"]


@pytest.mark.parametrize("text", ["写 `\\(x\\)` 或 `$x$`，得 $$y$$ 与 $z$", "写 `\\(x\\)`，得 \\(y\\)"])
def test_examples_of_brackets_in_a_text_with_formulas_stay_code_with_a_note(text: str) -> None:
    notes: list[str] = []
    assert translate(text, notes) == text
    assert notes == ["1 formulas written as code left as code"]


def test_formulas_in_fenced_code_stay_there() -> None:
    text = "```\n" + "`$x$`\n" * 6 + "```"
    assert translate(text, []) == text


def test_formulas_escaped_for_markdown_lose_its_backslashes() -> None:
    notes: list[str] = []
    text = (
        "$x\\_{i}$，$\\mathbb{S}\\_n$，$\\text{max\\_len}\\_k$，$max\\_len$，`$x\\_{i}$`\n\n"
        "$$\\begin{cases} a\\\\; b \\\\\\\\ c\\*d \\end{cases}$$"
    )
    assert translate(text, notes) == (
        "$x_{i}$，$\\mathbb{S}_n$，$\\text{max\\_len}_k$，$max\\_len$，`$x\\_{i}$`\n\n"
        "$$\\begin{cases} a\\; b \\\\ c*d \\end{cases}$$"
    )
    assert notes == ["6 backslashes for Markdown left out of formulas"]


def test_a_single_escaped_underscore_in_a_formula_is_noted() -> None:
    notes: list[str] = []
    assert translate("$x\\_i$ 与 $\\mathrm{a\\_b}$", notes) == "$x\\_i$ 与 $\\mathrm{a\\_b}$"
    assert notes == ["\\_ (1 times) within formulas prints an underscore; _ would make a subscript"]


def test_rows_of_a_formula_with_an_empty_row_stay() -> None:
    text = "$$\na \\\\ b \\\\\\\\ c \\\\\\\\ d \\\\\\\\ e\n$$"
    assert translate(text, []) == text


@pytest.mark.parametrize(("kind", "box", "name"), [("figure", "p", "caption"), ("imgcap", "div", "thecap")])
def test_a_picture_with_its_caption_has_one_caption(kind: str, box: str, name: str) -> None:
    picture = '<img src="a b.png" alt="甲 [1]" width="9" />'
    caption = f'<{box} class="{name}">\n图 1: **甲** <a href="b">"乙"</a>\n</{box}>'
    text = f'文\n\n<div class="{kind}" style="text-align: center">\n\n{picture}\n{caption}\n\n</div>\n\n文'
    plain = "![甲 &#91;1&#93;](<a b.png> \"图 1: **甲** <a href='b'>”乙”</a>\")"
    assert translate(text, []) == f"文\n\n\n{plain}" + "\n" * 6 + "\n\n文"


def test_values_of_the_front_matter_are_put_in() -> None:
    notes: list[str] = []
    plain = translate(
        "> {{ page.excerpt }}\n\n`{{ page.excerpt }}` {{ site.title | upcase }}", notes, page={"excerpt": "摘要"}
    )
    assert plain == "> 摘要\n\n`{{ page.excerpt }}` {{ site.title | upcase }}"
    assert notes == ["site.title (1 times) is a tag of another system and left as text"]


def test_braces_of_formulas_are_no_tags() -> None:
    notes: list[str] = []
    translate("$x^{{a}}$，$${{n}}$$", notes)
    assert notes == []


def test_brackets_of_pandoc_are_brackets() -> None:
    notes: list[str] = []
    text = r"排成 \[\[1，1\]\]，x\[i_1\] 与 \(a+b\)，$y$" + "\n\n\\[\n\\frac12\n\\]"
    assert translate(text, notes, engine=PANDOC) == text.replace(r"x\[", "x&#91;").replace(r"\(", "&#40;")
    assert notes == [r"1 formulas between \[ and \] are drawn here, which Pandoc takes for text in brackets"]


def test_brackets_of_pandoc_are_formulas_where_the_author_says_so() -> None:
    page = {"from": "markdown+tex_math_single_backslash"}
    assert translate(r"设 \(a+b\)", [], page=page, engine=PANDOC) == r"设 \(a+b\)"


def test_text_raised_or_lowered_by_pandoc_is_so() -> None:
    text = "H~2~O，x^2^，[^1]，~~a~~，$a^2 b^2$，`a^2^`"
    plain = "H<sub>2</sub>O，x<sup>2</sup>，[^1]，~~a~~，$a^2 b^2$，`a^2^`"
    assert translate(text, [], engine=PANDOC) == plain
    assert translate(text, []) == text


def test_what_is_no_dash_stays() -> None:
    text = (
        "| a | b |\n| --- | --- |\n\n---\n\n<b class='a---b'>c</b> [d](e---f) https://g.org/h---i --help\n\n    j -- k"
    )
    assert translate(text, []) == text


def test_nothing_changes_inside_code() -> None:
    text = "设 $$x$$。\n\n```\n{% raw %} a $$y$$ b\n```\n\n用 `a $$z$$ b`"
    assert translate(text, []) == text.replace("$$x$$", "$x$")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("见 @fig-a。", r"见 \autoref{fig-a}。"),
        ("(see [@thm-y; -@eq-x])", r"(see \autoref{thm-y}, \ref{eq-x})"),
        ("$$\nx\n$$ {#eq-x}", "$$\nx\n\\label{eq-x}$$"),
        ("## 证明 {#sec-proof}\n\n见 @sec-proof。", "## 证明 {#sec-proof}\n\n见 [证明](#sec-proof)。"),
        ("文\n\n::: {#refs}\n:::\n", "文\n\n\n"),
        ("![图](a.png){ #fig-a .wide }", "![图](a.png){#fig-a .wide}"),
        ('::: {.callout-tip collapse="true"}\n## 提示\n解\n:::', "::: tip 提示 {collapse=true}\n\n解\n:::"),
        ('::: {.callout-tip collapse="true" title="提示"}\n解\n:::', "::: tip 提示 {collapse=true}\n解\n:::"),
        ("```{=html}\n<b>a</b>\n```", "<b>a</b>\n"),
        ("\\newcommand{\\R}{\\mathbb R}\n\n$\\R$", "$$\\newcommand{\\R}{\\mathbb R}$$\n\n$\\R$"),
        ("写信给 me@fig-tree.org，或 `@fig-a`", "写信给 me@fig-tree.org，或 `@fig-a`"),
    ],
)
def test_references_and_labels_of_quarto_become_ours(written: str, plain: str) -> None:
    assert translate(written, []) == plain


def test_cells_of_quarto_are_code_and_what_they_would_print_is_noted() -> None:
    notes: list[str] = []
    text = '```{r}\n#| label: fig-a\n#| filename: "plot.R"\nplot(1)\n```\n\n```{python}\n1\n```\n\n共 `r n` 个'
    assert translate(text, notes) == '```r title="plot.R"\nplot(1)\n```\n\n```python\n1\n```\n\n共 `r n` 个'
    assert notes == [
        "2 cells are shown and not run, what they print is missing: fig-a",
        "1 values computed within the text are not there: `r n`",
    ]


def test_what_only_a_theme_knows_is_noted() -> None:
    notes: list[str] = []
    translate("红\n{: .red}\n\n<script>x</script>\n", notes)
    assert notes == ["<script> (1 times) is not kept", "attributes such as {: .red} (1 times) change nothing here"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("<div style='float:left'>a</div>", "style attributes such as “float:left” (1 times) are not kept"),
        ('<img src="a.png" width="70%">', "sizes of pictures (1 times) are not kept"),
        ("![](a.png){width=50%}", "sizes of pictures (1 times) are not kept"),
        ('{{< figure src="a.png" width="50" >}}', "sizes of pictures (1 times) are not kept"),
        ("---\n{.wavy}", "attributes such as {.wavy} (1 times) change nothing here"),
        ("好 :joy:！", "emoji codes such as :joy: (1 times) are left as text"),
        ("好 :+1:", "emoji codes such as :+1: (1 times) are left as text"),
        ("* TOC\n{:toc}", "a table of contents in the text is left out: each page has its own"),
        ("{{< vimeo 1 >}}", "players of other sites (1 times) are links or posters here"),
        ("<font color=red>红</font>", "<font> (1 times) is not kept"),
        ('<p align="center">中</p>', "align attributes (1 times) are not kept"),
        ('<iframe src="//a.example"></iframe>', "frames with other sites in them (1 times) are links here"),
        (
            "一\n二\n\n- 三\n- 四",
            "line ends within paragraphs (1 times) break no lines here; --breaks makes them do so",
        ),
        ("==a==[red] b", "signs such as ==a==[red] (1 times) are left as text"),
        (
            "[浅色]/[深色] 与 [a](https://c.example)/[b](https://c.example)",
            "signs such as [浅色]/[深色] (1 times) are left as text",
        ),
        ("x^2^ 与 H~2~O 与 ~~删~~ 与 [^1]", "signs such as ^2^ (2 times) are left as text"),
        ("- [/] a", "states of tasks such as [/] (1 times) are left as text"),
        ("甲\n\n![替](a.png)\n\n乙 ![](b.png)", "alternative texts of pictures (1 times) are captions here"),
        ("甲\n\n![替](a.png){: b}\n\n乙", "alternative texts of pictures (1 times) are captions here"),
        (
            "\\begin{align}a\\end{align}\n\n$$\\begin{align*}a\\end{align*}$$",
            "displays such as \\begin{align} (1 times) have numbers here, elsewhere perhaps none",
        ),
        ("```mermaid\na-->b\n```\n\n> ```mermaid\n> c\n> ```", "diagrams of mermaid (2 times) are shown as code"),
        ('<i class="fas fa-star"></i> a', "icons (1 times) are left out"),
        ("[a](../b/) [c](https://c.example) [d](#e)", "links such as ../b/ (1 times) lead into the site of the text"),
    ],
)
def test_what_looks_otherwise_here_is_noted(text: str, note: str) -> None:
    notes: list[str] = []
    translate(text, notes)
    assert notes == [note]


@pytest.mark.parametrize("text", ["<!-- :joy: <font> ![](a.png) -->", f"{'x' * 60}\ny"])
def test_comments_and_wrapped_lines_are_not_noted(text: str) -> None:
    notes: list[str] = []
    translate(text, notes)
    assert notes == []


def test_line_ends_break_lines_where_they_did() -> None:
    text = "一\n二 $x$\n三\n\n$$\nx\n$$\n\n```\na\nb\n```\n\n> 五\n> 六\n\n| a |\n|---|\n| b |\n\n- 七\n  八\n- 九"
    kept = text.replace("一\n二 $x$\n", "一  \n二 $x$  \n").replace("五\n", "五  \n").replace("七\n", "七  \n")
    assert translate(text, [], engine=Engine(breaks_lines=True)) == kept


def test_notes_and_citations_of_pandoc_are_noted() -> None:
    notes: list[str] = []
    translate("甲^[旁注]，乙 [@gauss, p. 3]，`^[码]`", notes, engine=PANDOC)
    assert notes == [
        "notes within the line (1 times) stand in the margin here, without numbers",
        "citations (1 times) have the numbers of our list, whatever style the site uses",
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("# 一 {#sec-a}\n\n见 @sec-a。", "references to sections (1 times) print their headings here"),
        ("```{python}\n#| echo: fenced\n1\n```", "the options of 1 cells (echo: fenced) are not shown"),
        ("注意\n{: .notice}\n", "boxes (1 times) bear the names of their kinds here"),
    ],
)
def test_what_is_shown_in_another_way_is_noted(text: str, note: str) -> None:
    notes: list[str] = []
    translate(text, notes, engine=PANDOC)
    assert note in notes


def test_statements_of_several_kinds_are_noted_for_quarto() -> None:
    notes: list[str] = []
    translate("::: {#thm-a}\na\n:::\n\n::: {#lem-b}\nb\n:::", notes, engine=PANDOC)
    assert notes == ["statements (thm, lem) are numbered together here, by Quarto each kind for itself"]


def test_displays_that_are_referred_to_are_not_noted() -> None:
    notes: list[str] = []
    translate("\\begin{align}a\\label{b}\\end{align} 见 \\eqref{b}。", notes)
    assert notes == []


def test_numbers_that_pandoc_would_not_print_are_noted() -> None:
    notes: list[str] = []
    translate("$$\\begin{align}a\\end{align}$$\n\n\\begin{align*}a\\end{align*}", notes, engine=PANDOC)
    assert notes == ["displays that Pandoc leaves without a number (1 times) have one here"]


def test_what_only_pandoc_and_quarto_know_is_noted() -> None:
    notes: list[str] = []
    translate("::: {layout-ncol=2}\n\\LaTeX 与 $\\LaTeX$\n:::", notes, engine=PANDOC)
    assert notes == [
        "layouts such as layout-ncol (1 times) change nothing here",
        "TeX outside formulas such as \\LaTeX (1 times) is left as text",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "{{< figure ",
        "{% note ",
        "> a\n",
        "a\n",
        "# ",
        " ",
        "@fig-a.",
        "[@",
        "{: .notice}\n",
        "<iframe src='",
        "::: {.callout-a ",
        '<div class="figure"><img ><p class="caption">',
        "`\\(x\\)` ",
        "$x\\_i$ ",
        "\\[ ",
        "{{ page.a | ",
        "> [!a",
        "==a",
        "[a]/",
        "^a",
        "~a",
        "a---",
        "> `",
        "<i class='",
        "[a](",
    ],
)
def test_hostile_texts_end_soon(piece: str) -> None:
    begun = time.process_time()
    translate(piece * (200_000 // len(piece)), [])
    assert time.process_time() - begun < 5
