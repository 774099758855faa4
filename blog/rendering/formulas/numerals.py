"""Counts the equations of an article."""


class Numbers:
    """The numbers of one article; `next` gives one after the other, within subequations with letters."""

    def __init__(self) -> None:
        self.count = 0
        self.letter: int | None = None

    def next(self) -> str:
        if self.letter is not None:
            self.letter += 1
            return f"{self.count}{_letters(self.letter)}"
        self.count += 1
        return str(self.count)


def _letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa."""
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
