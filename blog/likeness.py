"""How like each other texts are: their terms, and a score from terms, tags and category. PURE: knows no database."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from typing import Generic, TypeVar

MOST_TERMS = 100  # of a text, the most frequent; more cost time at every saving and hardly change an order
COMMON = 0.25  # a term in more than this share of the texts says nothing
FEW = 8  # texts; of fewer, every term counts
TAGS, CATEGORY = 0.6, 0.03  # what equal tags and the same category weigh beside equal texts, which weigh 1

FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$|\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
# Words without a subject: Chinese ones part the text, English ones are left out.
PARTICLES = "的了是我你他她它这那们么着吗呢吧也就都很"
WORD = re.compile(r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<latin>[^\W\d_\u3400-\u9fff]{3,})")
PART = re.compile(f"[{PARTICLES}]+")
STOP_WORDS = """
about all also and any are because but can could does for from had has have her his how into its just like may more most
not one only other our out over see she should some such than that the their them then there these they this those was
were what when where which while who why will with would you your
"""
EMPTY_WORDS = frozenset(STOP_WORDS.split())

Term = TypeVar("Term")


@dataclass(frozen=True)
class Profile:
    """What is compared of a text."""

    terms: Mapping[str, int]  # how often each stands in it
    tags: Collection[int] = ()
    category: int | None = None


def terms_of(text: str) -> dict[str, int]:
    """The most frequent terms of a plain text, formulas left out: pairs of Han characters, and Latin words.

    Pairs do for Chinese what a dictionary would do better, without one (Nie and Ren, 1999, on bigrams in retrieval).

    >>> terms_of(r"梯度的范数 $\\alpha$ and the norm of gradients; norm")
    {'norm': 2, '梯度': 1, '范数': 1, 'gradients': 1}
    """
    counts = Counter(_terms(FORMULA.sub(" ", text).lower()))
    return dict(counts.most_common(MOST_TERMS))


def _terms(text: str) -> Iterable[str]:
    for word in WORD.finditer(text):
        if word["latin"]:
            if word["latin"] not in EMPTY_WORDS:
                yield word["latin"]
            continue
        for part in PART.split(word["han"]):
            yield from (part[start : start + 2] for start in range(len(part) - 1))


class Corpus:
    """Texts, by number, that are compared with each other. Rare terms and rare tags count for more."""

    def __init__(self, profiles: Mapping[int, Profile]) -> None:
        self._categories = {number: profile.category for number, profile in profiles.items()}
        self._terms = _Vectors({number: profile.terms for number, profile in profiles.items()}, common=COMMON)
        self._tags = _Vectors({number: dict.fromkeys(profile.tags, 1) for number, profile in profiles.items()})

    def scores(self, number: int) -> dict[int, float]:
        """How like one text all others are, as far as they are at all; 0 to 1.63, the same in both directions."""
        scores = self._terms.cosines(number)
        for other, cosine in self._tags.cosines(number).items():
            scores[other] = scores.get(other, 0) + TAGS * cosine
        category = self._categories[number]
        return {
            other: score + CATEGORY * (category is not None and category == self._categories[other])
            for other, score in scores.items()
        }


def closest(scores: Mapping[int, float], most: int) -> dict[int, float]:
    """The highest scores, in that order.

    >>> closest({1: 0.2, 2: 0.5, 3: 0.2}, 2)
    {2: 0.5, 1: 0.2}
    """
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


class _Vectors(Generic[Term]):
    """Weighted by tf-idf with logarithms of both (Salton and Buckley, 1988); only what is asked for is worked out."""

    def __init__(self, counts: Mapping[int, Mapping[Term, int]], *, common: float = 1) -> None:
        self._counts = counts
        self._holders: dict[Term, list[tuple[int, int]]] = defaultdict(list)
        for number, those in counts.items():
            for term, count in those.items():
                self._holders[term].append((number, count))
        limit = max(FEW, common * len(counts))
        self._rarity = {
            term: log(1 + len(counts) / len(holders))
            for term, holders in self._holders.items()
            if len(holders) <= limit
        }
        self._lengths: dict[int, float] = {}

    def cosines(self, number: int) -> dict[int, float]:
        """Of the angles between one vector and the others that share a term with it."""
        products: dict[int, float] = defaultdict(float)
        for term, count in self._counts[number].items():
            if rarity := self._rarity.get(term):
                weight = _damped(count) * rarity * rarity
                for other, its_count in self._holders[term]:
                    products[other] += weight * _damped(its_count)
        products.pop(number, None)
        length = self._length(number)
        return {other: product / (length * self._length(other)) for other, product in products.items()}

    def _length(self, number: int) -> float:
        if number not in self._lengths:
            weights = (_damped(count) * self._rarity.get(term, 0) for term, count in self._counts[number].items())
            self._lengths[number] = sqrt(sum(weight * weight for weight in weights))
        return self._lengths[number]


@cache
def _damped(count: int) -> float:
    """What a term weighs that stands in a text so many times."""
    return 1 + log(count)
