"""Counts what a reader has before them: characters, words, formulas, figures, lines of code, minutes.

Rates: 400 Han characters and 230 words a minute lie inside published ranges (400-500; 210-265); 8 s for a display, 2 s
for a line of code and 5 s for a figure are judgement.
"""

import math
import re
from xml.etree.ElementTree import Element

from blog.rendering import tree
from blog.rendering.documents import Counts
from blog.rendering.draft import Draft
from blog.rendering.pieces import Code, Diagram, Formula, Piece

CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")
WORD = re.compile(r"[^\W_]+(?:[.'’\u2010-][^\W_]+|-[^\W_]+)*")  # 3.12, it's and state-of-the-art are one word each


def count(draft: Draft, root: Element) -> Counts:
    """Counts over the article's tree; an inline formula is a word, a display or code is none."""
    pieces = draft.slots.contained("".join(root.itertext()))
    formulas = [piece for piece in pieces if isinstance(piece, Formula) and not piece.defines_only]
    displays = sum(formula.display for formula in formulas)
    code_lines = sum(piece.text.count("\n") + 1 for piece in pieces if type(piece) is Code)
    figures = sum(1 for _ in root.iter("img")) + sum(isinstance(piece, Diagram) for piece in pieces)
    characters, words = count_text(draft.slots.fill(tree.text_of(root), _as_word))
    seconds = characters * 60 / 400 + words * 60 / 230 + 8 * displays + 2 * code_lines + 5 * figures
    return Counts(characters, words, len(formulas), figures, code_lines, max(1, math.ceil(seconds / 60)))


def count_text(text: str) -> tuple[int, int]:
    """Characters (Han, kana, hangul) and words (runs of other letters and digits).

    >>> count_text("用 3.12 版，it's state-of-the-art。")
    (2, 3)
    """
    words = WORD.findall(CHARACTER.sub(" ", text))
    return len(CHARACTER.findall(text)), len(words)


def _as_word(piece: Piece) -> str:
    return " x " if isinstance(piece, Formula) and not piece.display and not piece.defines_only else " "
