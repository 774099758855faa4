"""The interface is complete in both of its languages."""

import re

import pytest
from django.test import Client
from django.utils import translation

from tests import catalogues
from tests.builders import a_draft, a_post, a_question, a_site

SENTENCES = sorted({str(sentence) for _, _, sentence in catalogues.sentences()})


def test_every_sentence_is_in_the_catalogue_and_nothing_else() -> None:
    known = {str(message.id) for message in catalogues.catalogue() if message.id}
    assert set(SENTENCES) == known, "run `make messages`"


def test_every_sentence_is_translated() -> None:
    messages = [message for message in catalogues.catalogue() if message.id]
    assert [message.id for message in messages if not catalogues.is_translated(message) or message.fuzzy] == []


def test_translations_keep_the_placeholders() -> None:
    wrong = [str(error) for message in catalogues.catalogue() for error in message.check()]
    assert wrong == []


def test_the_compiled_catalogue_is_todays() -> None:
    assert catalogues.compiled(catalogues.catalogue()) == catalogues.MO.read_bytes(), "run `make messages`"


@pytest.mark.django_db
def test_chinese_pages_hold_no_english_words_of_the_interface(client: Client) -> None:
    a_site(title="站", author="周")
    a_question()
    for number in range(9):
        a_post(f"第{number}篇", body="## 一\n\n甲\n\n## 二\n\n## 三", tags=["标签"], category="分类")
    post = a_post("末篇", tags=["标签"])
    paths = ["/", "/tags/", "/categories/", "/series/", "/archive/", "/search/", "/faq/", "/unknown/"]
    for path in (*paths, post.get_absolute_url()):
        html = client.get(path).content.decode()
        text = re.sub(
            r'<div class="cite">.*?</div>|<(head|script)\b.*?</\1>|<[^>]*>|https://[^\s<]+',
            " ",
            html,
            flags=re.DOTALL,
        )
        assert set(re.findall(r"[A-Za-z]{3,}", text)) <= {
            "Widemargin",
            "TeX",
            "Markdown",
            *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        }


@pytest.mark.django_db
def test_english_pages_hold_no_chinese_words_of_the_interface(author_client: Client) -> None:
    a_site(title="Site", author="Zhou")
    post = a_draft("Title", body="## One\n\n$x$\n\n## Two\n\n## Three", language="en", tags=["tag"])
    with translation.override("en"):
        for path in (
            "/",
            "/tags/",
            "/categories/",
            "/archive/",
            "/search/",
            "/faq/",
            post.get_absolute_url(),
            "/unknown/",
        ):
            assert not re.search("[\u4e00-\u9fff]", author_client.get(path).content.decode())
