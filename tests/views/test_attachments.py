"""Recordings are served in the parts that players ask for, as what they are."""

import pytest
from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase
from django.test import Client

from blog.models import Attachment
from tests.builders import a_post
from tests.media.recordings import EACH, pdf, wav

pytestmark = pytest.mark.django_db

CONTENT = wav()
SIZE = len(CONTENT)


@pytest.fixture
def address() -> str:
    return Attachment.store(ContentFile(CONTENT, "a.wav")).file.url


def ask(client: Client, address: str, **headers: str) -> tuple[HttpResponseBase, bytes]:
    """The answer and all of its bytes."""
    response = client.get(address, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", slice(0, None)),
        ("bytes=0-1", slice(0, 2)),
        ("bytes=100-199", slice(100, 200)),
        ("bytes=4000-99999999", slice(4000, None)),
        ("bytes=-10", slice(SIZE - 10, None)),
        ("bytes=-99999999", slice(0, None)),
        (f"bytes={SIZE - 1}-", slice(SIZE - 1, None)),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(client: Client, address: str, header: str, part: slice) -> None:
    response, content = ask(client, address, range=header)
    first, stop, _ = part.indices(SIZE)
    assert response.status_code == 206
    assert content == CONTENT[part]
    assert response["Content-Range"] == f"bytes {first}-{stop - 1}/{SIZE}"
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Type"] == "audio/wav"


@pytest.mark.parametrize("header", [f"bytes={SIZE}-", "bytes=999999999-", f"bytes={SIZE}-{SIZE + 9}", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_with_the_size(client: Client, address: str, header: str) -> None:
    response, content = ask(client, address, range=header)
    assert (response.status_code, content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "header",
    [
        *("bytes=0-1,5-6", "bytes=9-5", "bytes=-", "bytes=a-b", "bytes=1", "bytes", "lines=0-1", "bytes=--1", ""),
        *("bytes=+1-2", "bytes=\u0661-", "bytes=" + "9" * 5000 + "-", "bytes=" + "0-1," * 3000 + "0-1"),
    ],
)
def test_several_parts_and_what_cannot_be_read_get_the_whole_file(client: Client, address: str, header: str) -> None:
    response, content = ask(client, address, range=header)
    assert (response.status_code, content) == (200, CONTENT)
    assert response["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in response


def test_a_part_of_a_file_that_has_changed_since_is_the_whole_file(client: Client, address: str) -> None:
    moment = ask(client, address)[0]["Last-Modified"]
    assert ask(client, address, **{"range": "bytes=0-1", "if-range": moment})[1] == CONTENT[:2]
    for other in ("Thu, 01 Jan 1970 00:00:00 GMT", '"etag"', ""):
        assert ask(client, address, **{"range": "bytes=0-1", "if-range": other})[1] == CONTENT


def test_a_file_that_the_browser_has_is_not_sent_again(client: Client, address: str) -> None:
    moment = ask(client, address)[0]["Last-Modified"]
    response, content = ask(client, address, **{"range": "bytes=0-1", "if-modified-since": moment})
    assert (response.status_code, content) == (304, b"")


def test_who_asks_for_the_head_only_learns_the_size_and_that_there_are_parts(client: Client, address: str) -> None:
    response = client.head(address, headers={"range": "bytes=0-1"})
    assert response.status_code == 200
    assert (response["Content-Length"], response["Accept-Ranges"]) == (str(SIZE), "bytes")
    response.close()


@pytest.mark.parametrize("suffix", EACH)
def test_an_attachment_is_served_as_what_it_is_and_shown_as_that(client: Client, suffix: str) -> None:
    attachment = Attachment.store(ContentFile(EACH[suffix], "a.html"))
    response, content = ask(client, attachment.file.url)
    assert content == EACH[suffix]
    assert response["Content-Type"] == attachment.media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    post = a_post(body=attachment.markdown())
    shown = {"audio": "<audio controls", "video": "<video controls", "pdf": 'class="poster poster-pdf"'}
    assert shown[attachment.kind] in post.html
    assert post.warnings == []


def test_a_recording_cannot_run_anything_and_a_pdf_is_in_no_sandbox_where_browsers_may_not_open_it(
    client: Client,
) -> None:
    policies = {
        content: ask(client, Attachment.store(ContentFile(content, "a")).file.url)[0]["Content-Security-Policy"]
        for content in (wav(), pdf(b"<script>1</script>"))
    }
    assert all(policy.startswith("default-src 'none'; ") for policy in policies.values())
    assert ["sandbox" in policy for policy in policies.values()] == [True, False]


def test_a_recording_that_is_not_in_the_store_is_a_warning_for_the_author() -> None:
    post = a_post(body="一\n\n![a](/media/files/0123456789abcdef0123456789abcdef.mp4)")
    assert [(warning["kind"], warning["line"]) for warning in post.warnings] == [("missing-recording", 3)]
