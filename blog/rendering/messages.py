"""How the renderer and its child process speak: JSON behind its length, made of frozen dataclasses and plain values.

What comes from the child is checked against the types that are expected and never unpickled: a child that a text has
taken over can say wrong things, but only of the right kind.
"""

import dataclasses
import functools
import json
import socket
import struct
import time
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

LENGTH = struct.Struct("!I")
BLOCK = 1 << 20  # bytes read at once


def send(channel: socket.socket, message: object) -> None:
    """Write one message; the channel's timeout holds for all of it.

    Raises:
        OSError: the other end is gone, or does not read.
    """
    written = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    channel.sendall(LENGTH.pack(len(written)) + written)


def receive(channel: socket.socket, limit: int, deadline: float | None = None) -> Any:
    """Read one message of at most `limit` bytes, until `deadline` on the monotonic clock.

    Raises:
        EOFError: the other end is gone.
        TimeoutError: the deadline has come.
        ValueError: the message is longer than `limit`, or no JSON.
        OSError: the channel is broken.
    """
    (length,) = LENGTH.unpack(_read(channel, LENGTH.size, deadline))
    if length > limit:
        raise ValueError(f"a message of {length} bytes; at most {limit} are read")
    return json.loads(_read(channel, length, deadline).decode("utf-8", "surrogatepass"))


def _read(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    parts, missing = [], length
    while missing:
        if deadline is not None:
            channel.settimeout(remaining(deadline))
        part = channel.recv(min(missing, BLOCK))
        if not part:
            raise EOFError("the other end of the channel is closed")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def remaining(deadline: float) -> float:
    """Seconds until a deadline.

    Raises:
        TimeoutError: it has come.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the time is over")
    return seconds


def to_plain(value: Any) -> Any:
    """A value of dataclasses, tuples and mappings as one that JSON can hold.

    >>> from blog.rendering.documents import ImageFacts
    >>> to_plain({"a.png": ImageFacts(3, 2)})
    {'a.png': {'width': 3, 'height': 2, 'alternative_text': '', 'derivatives': []}}
    """
    if dataclasses.is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of a type, such as `Document` or `tuple[str, ...]`, that `to_plain` made `plain` of.

    >>> from blog.rendering.documents import ImageFacts
    >>> plain = {"width": 3, "height": 2, "alternative_text": "", "derivatives": [["b.webp", 1]]}
    >>> from_plain(dict[str, ImageFacts], {"a.png": plain})
    {'a.png': ImageFacts(width=3, height=2, alternative_text='', derivatives=(('b.webp', 1),))}

    Raises:
        TypeError: it is of another type.
    """
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, plain)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(arguments, plain)
    if origin is tuple and isinstance(plain, list):
        kinds = [arguments[0]] * len(plain) if arguments[-1] is ... else arguments
        return tuple(from_plain(one, part) for one, part in zip(kinds, plain, strict=True))
    if origin in (dict, Mapping) and isinstance(plain, dict):
        return {key: from_plain(arguments[1], part) for key, part in plain.items()}
    if origin or not isinstance(plain, kind):
        raise TypeError(f"{type(plain).__name__} instead of {kind}")
    return plain


def _dataclass(kind: Any, plain: Any) -> Any:
    expected = _fields(kind)
    if not isinstance(plain, dict) or plain.keys() != expected.keys():
        raise TypeError(f"no {kind.__name__}")
    return kind(**{name: from_plain(expected[name], part) for name, part in plain.items()})


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    for kind in kinds:
        try:
            return from_plain(kind, plain)
        except TypeError:
            continue
    raise TypeError(f"{type(plain).__name__} instead of one of {kinds}")


@functools.cache
def _fields(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
