"""Statements and other divisions beside the article's own page: excerpts, previews, the table of contents, feeds."""

from blog.rendering import ADDRESS, Document, ReferenceTarget, RenderContext, render

CONTEXT = RenderContext(references={"gan:": ReferenceTarget("一篇", "/posts/gan/", "post")})


def of(source: str, language: str = "zh-hans") -> Document:
    return render(source, RenderContext(language, references=CONTEXT.references))


def test_a_long_proof_is_left_to_the_article() -> None:
    document = of("引子。\n\n::: proof\n" + "很长的一段。\n\n" * 80 + ":::")
    assert "很长" not in document.excerpt_html
    assert "引子" in document.excerpt_html


def test_a_table_in_a_statement_is_left_to_the_article() -> None:
    document = of("引子。\n\n::: example\n| a | b |\n|---|---|\n| 1 | 2 |\n:::")
    assert "<table" not in document.excerpt_html


def test_an_excerpt_ends_at_its_mark_inside_a_statement() -> None:
    document = of("::: theorem\n前。\n\n<!--more-->\n\n后。\n:::\n\n再后。")
    assert "前。" in document.excerpt_html
    assert "后。" not in document.excerpt_html
    assert "后。" in document.html
    assert "再后。" in document.html


def test_side_notes_of_several_blocks_are_left_out_of_excerpts() -> None:
    document = of("甲。\n\n::: aside\n旁注。\n:::\n\n乙。")
    assert "旁注" not in document.excerpt_html + document.description
    assert "旁注" in document.html


def test_the_excerpt_has_no_ids() -> None:
    document = of("::: theorem {#thm:a}\n甲。\n:::\n\n见 \\autoref{thm:a}。")
    assert "id=" not in document.excerpt_html
    assert f'href="{ADDRESS}#thm-a"' in document.excerpt_html


def test_a_preview_has_no_signs_of_notes_and_its_links_lead_into_the_article() -> None:
    document = of("::: theorem {#thm:a}\n甲[^1] [下文](#sec)\n:::\n\n[^1]: 注\n\n## 一节 {#sec}")
    html = document.labels[0].html
    assert "fnref" not in html
    assert f'href="{ADDRESS}#sec"' in html


def test_a_heading_in_the_contents_holds_no_link() -> None:
    document = of("::: theorem {#thm:a}\n甲\n:::\n\n## 用 \\autoref{thm:a} 与 [[gan]]")
    (heading,) = document.contents
    assert "<a" not in heading.html
    assert heading.text == "用 定理\xa01 与 一篇"
    assert document.html.count('class="eq-ref"') == 1


def test_words_are_those_of_an_english_article() -> None:
    document = of("::: theorem Pythagoras {#thm:p}\nx\n:::\n\n::: proof\n\\autoref{thm:p}\n:::", "en")
    assert 'Theorem\xa01<span class="title"> (Pythagoras)</span>' in document.html
    assert 'aria-label="End of proof"' in document.html
    assert ">Theorem\xa01</a>" in document.html


def test_ids_of_several_texts_on_one_page_do_not_meet() -> None:
    source = "::: theorem {#thm:a}\nx\n:::\n\n\\autoref{thm:a}, [so](#thm:a)"
    first, second = (render(source, RenderContext("en", prefix=prefix)) for prefix in ("q1-", "q2-"))
    assert 'id="q1-thm-a"' in first.html
    assert first.html.count('href="#q1-thm-a"') == 2
    assert second.html.count('href="#q2-thm-a"') == 2
    assert [label.anchor for label in first.labels] == ["q1-thm-a"]


def test_a_feed_prints_statements_without_our_sheet() -> None:
    document = of("::: theorem 勾股 {#thm:a}\n$x$\n:::\n\n\\autoref{thm:a}")
    assert "<strong" in document.feed_html
    assert "定理\xa01" in document.feed_html
    assert f'href="{ADDRESS}#thm-a"' in document.feed_html
