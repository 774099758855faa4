"""Attachments are judged by their content, named by it, and stored once."""

import io
from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from blog.models import Attachment
from blog.models.attachment import SIZE_LIMIT
from tests.media.recordings import EACH, box, mp4, pdf, wav

pytestmark = pytest.mark.django_db


def stored(content: bytes, name: str = "a") -> Attachment:
    return Attachment.store(ContentFile(content, name))


class InBlocks(io.BytesIO):
    """A file that nobody may read at once."""

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert 0 <= size <= 1 << 20
        return super().read(size)


@pytest.mark.parametrize("suffix", EACH)
def test_an_attachment_is_stored_under_a_name_made_from_its_content(suffix: str) -> None:
    attachment = stored(EACH[suffix], "我的 讲座.html")
    assert attachment.file.name == f"files/{attachment.digest[:32]}.{suffix}"
    assert attachment.name == "我的 讲座.html"
    with default_storage.open(attachment.file.name) as file:
        assert file.read() == EACH[suffix]


def test_the_same_content_is_stored_once() -> None:
    assert stored(wav(), "a.wav") == stored(wav(), "b.mp3")


def test_a_large_upload_that_lies_in_a_file_is_stored() -> None:
    upload = TemporaryUploadedFile("a.mp4", "text/html", 0, None)
    upload.write(mp4())
    upload.size = len(mp4())
    with closing(upload):
        attachment = Attachment.store(upload)
    assert (attachment.kind, attachment.media_type) == ("video", "video/mp4")
    assert default_storage.size(attachment.file.name) == len(mp4())


@pytest.mark.parametrize("content", [b"", b"\0", b"<html><script>1</script>", mp4()[:-9], b"<html>" + pdf()])
def test_what_is_none_is_refused_and_not_stored(content: bytes) -> None:
    with pytest.raises(ValidationError):
        stored(content, "a.mp4")
    assert not Attachment.objects.exists()


def test_a_file_over_the_limit_is_refused() -> None:
    file = ContentFile(mp4(), "a.mp4")
    file.size = SIZE_LIMIT + 1
    with pytest.raises(ValidationError):
        Attachment.store(file)


def test_a_long_file_is_never_in_memory_as_a_whole() -> None:
    content = mp4() + box(b"mdat", bytes(3 << 20))
    attachment = Attachment.store(File(InBlocks(content), "a.mp4"))
    assert default_storage.size(attachment.file.name) == len(content)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_attachment_is_gone_and_comes_back_under_its_name() -> None:
    attachment = stored(wav())
    name = attachment.file.name
    attachment.delete()
    assert not default_storage.exists(name)
    assert stored(wav()).file.name == name


def test_a_file_stays_while_its_deletion_may_still_fail() -> None:
    attachment = stored(wav())
    name = attachment.file.name
    attachment.delete()  # the test's own transaction never commits
    assert default_storage.exists(name)
