"""What things that are counted are called, in the languages of the articles.

The Chinese words are those of Chinese textbooks (定理, 引理, …), the English ones those of LaTeX's classes.
"""

import re

from blog.rendering.languages import spoken

EQUATION, FIGURE, TABLE, PROOF = "equation", "figure", "table", "proof"

# By the name that an author writes: the word in Chinese and in English.
STATEMENTS = {
    "theorem": ("定理", "Theorem"),
    "lemma": ("引理", "Lemma"),
    "proposition": ("命题", "Proposition"),
    "corollary": ("推论", "Corollary"),
    "conjecture": ("猜想", "Conjecture"),
    "axiom": ("公理", "Axiom"),
    "definition": ("定义", "Definition"),
    "assumption": ("假设", "Assumption"),
    "property": ("性质", "Property"),
    "remark": ("注", "Remark"),
    "example": ("例", "Example"),
    "exercise": ("练习", "Exercise"),
    "problem": ("问题", "Problem"),
    "algorithm": ("算法", "Algorithm"),
}
UNNUMBERED = {PROOF: ("证明", "Proof"), "solution": ("解", "Solution")}
OTHERS = {EQUATION: ("式", "Equation"), FIGURE: ("图", "Figure"), TABLE: ("表", "Table")}
WORDS = {**STATEMENTS, **UNNUMBERED, **OTHERS}

# How Quarto begins the ids of what it counts: https://quarto.org/docs/authoring/cross-references.html
PREFIXES = {
    "thm": "theorem",
    "lem": "lemma",
    "prp": "proposition",
    "cor": "corollary",
    "cnj": "conjecture",
    "def": "definition",
    "rem": "remark",
    "exm": "example",
    "exr": "exercise",
    "sol": "solution",
    "fig": FIGURE,
    "tbl": TABLE,
    "tab": TABLE,
}
PREFIX = re.compile(r"(?P<prefix>[a-z]+)[-:]")


def word(kind: str, language: str) -> str:
    """What a kind of thing is called in an article's language.

    >>> word("theorem", "zh-hans"), word("figure", "en")
    ('定理', 'Figure')
    """
    return WORDS[kind][0 if spoken(language) == "zh" else 1]


def printed_name(kind: str, number: str, language: str) -> str:
    r"""A thing by its word and number, which stay on one line. Numbers of equations stand in brackets.

    >>> printed_name("theorem", "2", "zh-hans"), printed_name("equation", "3", "en"), printed_name("proof", "", "en")
    ('定理\xa02', 'Equation\xa0(3)', 'Proof')
    """
    if not number:
        return word(kind, language)
    return f"{word(kind, language)}\u00a0{f'({number})' if kind == EQUATION else number}"


def kind_of(name: str) -> str:
    """The kind of statement that an author's word means, in either language; empty where it means none.

    >>> kind_of("Theorem"), kind_of("定理"), kind_of("poem")
    ('theorem', 'theorem', '')
    """
    return _BY_WORD.get(name.lower(), "")


def kind_by_label(label: str) -> str:
    """The kind that the beginning of a label says, as in Quarto; empty where it says none.

    >>> kind_by_label("thm-pythagoras"), kind_by_label("fig:orbits"), kind_by_label("loss")
    ('theorem', 'figure', '')
    """
    match = PREFIX.match(label)
    return PREFIXES.get(match["prefix"], "") if match else ""


_BY_WORD = {
    written: kind
    for kind, words in {**STATEMENTS, **UNNUMBERED}.items()
    for written in (kind, words[0], words[1].lower())
}
