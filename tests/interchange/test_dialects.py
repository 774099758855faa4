"""What other systems have their own signs for."""

import pytest

from blog.interchange.dialects import translate


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("{% codeblock lang:js %}\na $b$\n{% endcodeblock %}", "```js\na $b$\n```"),
        ("{% highlight python linenos %}\nx\n{% endhighlight %}", "```python\nx\n```"),
        ('{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}', "```go\nx\n```"),
        ('{{< figure src="a.png" alt="替" caption="说明" >}}', '![替](a.png "说明")'),
        ("{% raw %}\n$x$\n{% endraw %}", "$x$\n"),
        ("* TOC\n{:toc}\n\n文", "\n\n文"),
        ("[TOC]\n\n文", "\n\n文"),
        ("设 $$x$$ 为 $$y$$。\n\n$$\nz\n$$", "设 $x$ 为 $y$。\n\n$$\nz\n$$"),
        ("$$x$$ 是数", "$x$ 是数"),
    ],
)
def test_signs_of_other_systems_become_plain_markdown(written: str, plain: str) -> None:
    assert translate(written, []) == plain


@pytest.mark.parametrize("text", ["设 $a$，\n\n文 $$x$$ 文", "$$\nx\n$$", "$$x$$", "普通的 {1,2} 与 {% 一半"])
def test_what_is_plain_already_stays(text: str) -> None:
    notes: list[str] = []
    assert translate(text, notes) == text
    assert notes == []


def test_what_has_no_plain_form_is_noted() -> None:
    notes: list[str] = []
    translate("{% note info %}\na\n{% endnote %}\n{{< youtube abc >}}", notes)
    assert [note.split(" is ")[0] for note in notes] == ["note (1 times)", "endnote (1 times)", "youtube (1 times)"]


def test_formulas_written_as_code_are_formulas_where_no_others_are() -> None:
    notes: list[str] = []
    text = "".join(f"设 `$x_{number}$`，" for number in range(6)) + "\n\n`$$\ny\n$$`\n\n`code`"
    assert translate(text, notes) == "".join(f"设 $x_{number}$，" for number in range(6)) + "\n\n$$\ny\n$$\n\n`code`"
    assert notes == ["7 formulas written as code taken as formulas"]


def test_examples_of_formulas_in_a_text_with_formulas_stay_code() -> None:
    text = "".join(f"写 `$x_{number}$`，" for number in range(6)) + "得 $y$，$z$，$u$，$v$"
    assert translate(text, []) == text


def test_nothing_changes_inside_code() -> None:
    text = "设 $$x$$。\n\n```\n{% raw %} a $$y$$ b\n```\n\n用 `a $$z$$ b`"
    assert translate(text, []) == text.replace("$$x$$", "$x$")
