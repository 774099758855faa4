"""How works of each type are listed, in Chinese and in other articles."""

import pytest

from blog.rendering import RenderContext, render
from tests.rendering.sketching import parse

# By name: an entry, its line in a Chinese list, its line in an English one.
WORKS = {
    "an article": (
        (
            r"@article{a, author={Goodfellow, Ian J. and Pouget-Abadie, Jean}, title={On {Nets}}, journal={J. Math.},"
            r" year=2014, volume=3, number=2, pages={1--9}, doi={10.1000/x}}"
        ),
        "Goodfellow I J, Pouget-Abadie J. On Nets[J]. J. Math., 2014, 3(2): 1–9. DOI: 10.1000/x.",
        "I. J. Goodfellow and J. Pouget-Abadie, “On Nets,” J. Math., vol. 3, no. 2, pp. 1–9, 2014. doi: 10.1000/x.",
    ),
    "an article by many": (
        "@article{a, author={A B and C D and E F and G H and I J and K L and M N}, title={T}, journal={J}}",
        "B A, D C, F E, et al. T[J]. J.",
        "A. B, C. D, E. F, et al., “T,” J.",
    ),
    "an article by Chinese authors and others": (
        (
            "@article{a, author={周志华 and 王, 珏 and others}, title={机器学习}, journal={软件学报}, year=2009,"
            " volume=20, number=1, pages=7}"
        ),
        "周志华, 王珏, 等. 机器学习[J]. 软件学报, 2009, 20(1): 7.",
        "周志华, 王珏, et al., “机器学习,” 软件学报, vol. 20, no. 1, p. 7, 2009.",
    ),
    "a book": (
        (
            "@book{a, author={Knuth, Donald E.}, title={The {TeX}book}, edition=2, publisher={Addison-Wesley},"
            " address={Reading}, year=1984}"
        ),
        "Knuth D E. The TeXbook[M]. 2 版. Reading: Addison-Wesley, 1984.",
        "D. E. Knuth, The TeXbook, 2nd ed., Reading: Addison-Wesley, 1984.",
    ),
    "a volume of a Chinese book": (
        "@book{a, author={华罗庚}, title={高等数学引论}, volume=2, publisher={科学出版社}, address={北京}, year=1981}",
        "华罗庚. 高等数学引论: 第 2 卷[M]. 北京: 科学出版社, 1981.",
        "华罗庚, 高等数学引论, vol. 2, 北京: 科学出版社, 1981.",
    ),
    "a paper of a conference": (
        (
            "@inproceedings{a, author={Vaswani, Ashish}, title={Attention}, booktitle={NeurIPS}, volume=30,"
            " pages={1-11}, year=2017, eprint={1706.03762}, archiveprefix={arXiv}}"
        ),
        "Vaswani A. Attention[C/OL]//NeurIPS: Vol. 30. 2017: 1–11. arXiv:1706.03762.",
        "A. Vaswani, “Attention,” in NeurIPS, vol. 30, 2017, pp. 1–11. arXiv:1706.03762.",
    ),
    "a part of a book": (
        (
            "@incollection{a, author={Doe, Jane}, editor={Roe, Richard and Poe, Edgar}, title={Why?},"
            " booktitle={A Book}, publisher={Springer}, address={Berlin}, pages=3, year=2001}"
        ),
        "Doe J. Why?[M]//Roe R, Poe E. A Book. Berlin: Springer, 2001: 3.",
        "J. Doe, “Why?” in A Book, R. Roe and E. Poe, Eds., Berlin: Springer, 2001, p. 3.",
    ),
    "a doctoral thesis": (
        "@phdthesis{a, author={王小明}, title={论模型}, school={北京大学}, address={北京}, year=2020}",
        "王小明. 论模型[D]. 北京: 北京大学, 2020.",
        "王小明, “论模型,” Ph.D. dissertation, 北京: 北京大学, 2020.",
    ),
    "a master's thesis": (
        "@mastersthesis{a, author={Jan van der Berg}, title={A Thesis}, school={MIT}, year=2020}",
        "van der Berg J. A Thesis[D]. MIT, 2020.",
        "J. van der Berg, “A Thesis,” M.S. thesis, MIT, 2020.",
    ),
    "a report": (
        "@techreport{a, author={{OpenAI and Friends}}, title={GPT-4}, number=12, institution={OpenAI}, year=2023}",
        "OpenAI and Friends. GPT-4: 12[R]. OpenAI, 2023.",
        "OpenAI and Friends, “GPT-4,” Tech. Rep. 12, OpenAI, 2023.",
    ),
    "a page of the web": (
        (
            "@online{a, author={苏剑林}, title={科学空间}, url={https://kexue.fm/}, date={2024-01-02},"
            " urldate={2024-02-03}}"
        ),
        "苏剑林. 科学空间[EB/OL]. (2024-01-02)[2024-02-03]. https://kexue.fm/.",
        "苏剑林, “科学空间,” 2024-01-02, accessed 2024-02-03. https://kexue.fm/.",
    ),
    "anything else": (
        "@misc{a, title={Notes}, howpublished={Lecture}, year=1999, note={Draft}}",
        "Notes[Z]. 1999. Lecture. Draft.",
        "“Notes,” Lecture, 1999. Draft.",
    ),
    "proceedings": (
        "@proceedings{a, editor={Doe, Jane}, title={Proc. of X}, year=2000}",
        "Doe J. Proc. of X[C]. 2000.",
        "J. Doe, Ed., Proc. of X, 2000.",
    ),
    "a type that nobody knows": (
        "@strange{a, author={Doe, Jane}, title={Things.}, publisher={Nobody}, year=2000, colour={red}}",
        "Doe J. Things[Z]. Nobody, 2000.",
        "J. Doe, “Things,” Nobody, 2000.",
    ),
}


def html_of(entry: str, language: str) -> str:
    return render(f"```bibliography\n{entry}\n```", RenderContext(language=language)).html


def line_of(entry: str, language: str) -> str:
    """What a reader sees of the only entry of a list."""
    (item,) = parse(html_of(entry, language)).iter("li")
    return "".join(item.itertext())


@pytest.mark.parametrize("name", list(WORKS))
def test_a_work_is_listed_as_the_national_standard_asks_in_a_chinese_article(name: str) -> None:
    assert line_of(WORKS[name][0], "zh-hans") == WORKS[name][1]


@pytest.mark.parametrize("name", list(WORKS))
def test_a_work_is_listed_much_as_engineers_do_in_an_english_article(name: str) -> None:
    assert line_of(WORKS[name][0], "en") == WORKS[name][2]


def test_titles_in_another_script_say_their_language() -> None:
    assert '<span lang="zh">机器学习</span>' in html_of("@book{a, title={机器学习}}", "en")
    assert '<span lang="de">Über</span>' in html_of(r"@book{a, title={{\"U}ber}, langid={german}}", "zh-hans")
    assert "lang=" not in html_of("@book{a, title={机器学习}}", "zh-hans")


def test_an_excerpt_has_no_citations_and_no_list() -> None:
    document = render("文献[@a]。\n\n```bibliography\n@book{a, title={甲}}\n```\n\n乙")

    assert document.excerpt_html == "<p>文献。</p>"
    assert document.description == "文献。"


def test_a_feed_has_the_numbers_and_the_whole_list() -> None:
    feed = render("文献[@a]。\n\n```bibliography\n@book{a, title={关于 $x$}}\n```").at("/posts/b/").feed_html

    assert 'href="/posts/b/#ref-a"' in feed
    assert "关于 <math" in feed


def test_the_text_for_the_search_has_numbers_and_titles() -> None:
    text = render("文献[@a]。\n\n```bibliography\n@book{a, title={甲}}\n```").text

    assert text.startswith("文献[1]。")
    assert "甲[M]" in text


def test_the_contents_show_headings_without_citations() -> None:
    (heading,) = render("## 甲[@a]\n\n```bibliography\n@book{a, title={乙}}\n```").contents

    assert (heading.text, heading.html) == ("甲", "甲")


def test_a_prefix_stands_before_all_ids_and_the_links_to_them() -> None:
    html = render("[@a]\n\n```bibliography\n@book{a, title={甲}}\n```", RenderContext(prefix="q-")).html

    assert all(part in html for part in ('id="q-cite-a"', 'href="#q-cite-a"', 'id="q-ref-a"', 'href="#q-ref-a"'))
