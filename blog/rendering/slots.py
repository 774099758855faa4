"""Takes pieces out of a text before Markdown and the sanitiser see it, and puts their renditions back in afterwards.

A placeholder is a private-use character, a number drawn for this run, the piece's index and another private-use
character. It means nothing to Markdown, passes the sanitiser, and an author cannot forge it.
"""

import re
import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

OPEN, CLOSE = "\ue000", "\ue001"
RESERVED = re.compile("[\ue000\ue001\ufdd0\ufdd1]")

Piece = TypeVar("Piece")


class Slots(Generic[Piece]):
    """The pieces of one run, by placeholder."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self.pieces: list[Piece] = []
        self.pattern = re.compile(f"{OPEN}{self._run}x(?P<index>[0-9]+){CLOSE}")

    def hold(self, piece: Piece) -> str:
        """Keep a piece and return the placeholder that stands for it."""
        self.pieces.append(piece)
        return f"{OPEN}{self._run}x{len(self.pieces) - 1}{CLOSE}"

    def piece(self, match: re.Match[str]) -> Piece:
        """The piece that a match of `pattern` stands for."""
        return self.pieces[int(match["index"])]

    def fill(self, text: str, rendition: Callable[[Piece], str]) -> str:
        """Put each piece's rendition in place of its placeholder."""
        return self.pattern.sub(lambda match: rendition(self.piece(match)), text)

    def contained(self, text: str) -> list[Piece]:
        """The pieces whose placeholders stand in a text, in order."""
        return [self.piece(match) for match in self.pattern.finditer(text)]
