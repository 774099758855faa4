"""Answers requests for a part of a file: players ask for parts to seek, and iPhones play nothing without them.

RFC 9110, section 14. Several ranges at once, and what cannot be read, get the whole file, as it allows.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

BLOCK = 64 * 1024  # bytes in memory at once
RANGE = re.compile(r"bytes=\s*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\s*", re.IGNORECASE)


def apply(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The part of a file that a request asks for; any answer that is no file stays as it is.

    Args:
        response: the whole file, with its length and the moment of its last change.
    """
    if not isinstance(response, FileResponse) or response.file_to_stream is None:
        return response
    response["Accept-Ranges"] = "bytes"
    size = int(response["Content-Length"])
    wanted = _wanted(request, response, size)
    if wanted is None:
        return response
    if not wanted:
        response.file_to_stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    file = response.file_to_stream
    file.seek(wanted.start)
    response.streaming_content = _part(file, len(wanted))
    response.status_code = 206
    response["Content-Length"] = str(len(wanted))
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return response


def parse(header: str, size: int) -> range | None:
    """The bytes that a `Range` header names in a file of a size; none of them: an empty range; unreadable: None.

    >>> parse("bytes=0-1", 10), parse("bytes=8-", 10), parse("bytes=-3", 10), parse("bytes=5-99", 10)
    (range(0, 2), range(8, 10), range(7, 10), range(5, 10))
    >>> parse("bytes=10-", 10), parse("bytes=0-1,3-4", 10), parse("bytes=2-1", 10)
    (range(10, 10), None, None)
    """
    match = RANGE.fullmatch(header)
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        return range(max(0, size - int(match["last"])), size)
    first, last = int(match["first"]), int(match["last"] or size)
    if match["last"] and last < first:
        return None
    return range(min(first, size), min(last + 1, size))


def _wanted(request: HttpRequest, response: FileResponse, size: int) -> range | None:
    """Nothing (None) that asks for a part, or asks for one of a file that has changed since."""
    header, known = request.headers.get("Range", ""), request.headers.get("If-Range")
    if request.method != "GET" or (known is not None and known != response.get("Last-Modified")):
        return None
    return parse(header, size)


def _part(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (block := file.read(min(BLOCK, length))):
        length -= len(block)
        yield block
