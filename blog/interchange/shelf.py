"""Keeps parts of a text aside while the rest is translated, behind placeholders that no text can hold."""

import re
from dataclasses import dataclass, field

OPEN, CLOSE = "\ufdd2", "\ufdd3"  # noncharacters, other ones than the renderer's
FOREIGN = re.compile(f"[{OPEN}{CLOSE}]")


@dataclass
class Shelf:
    """The parts of one kind; `kind` is a word of Latin letters.

    >>> shelf = Shelf("code")
    >>> text = f"a {shelf.put('b')}"
    >>> shelf.restore(text)
    'a b'
    """

    kind: str
    kept: list[str] = field(default_factory=list)

    def put(self, part: str) -> str:
        """Keep a part; what stands for it until it is restored."""
        self.kept.append(part)
        return f"{OPEN}{self.kind}{len(self.kept) - 1}{CLOSE}"

    def restore(self, text: str) -> str:
        """The text with the parts as they are kept by now."""
        return re.sub(f"{OPEN}{self.kind}([0-9]+){CLOSE}", lambda match: self.kept[int(match[1])], text)
