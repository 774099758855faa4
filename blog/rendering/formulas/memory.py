"""Remembers what was worked out lately, across texts, so that saving a long article again costs little."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Memory(Generic[Result]):
    """Results by key; beyond `size` of them the one that was asked for longest ago goes.

    >>> memory = Memory(2)
    >>> for key in "ab": memory.keep(key, key.upper())
    >>> memory.get("a"), memory.keep("c", "C"), memory.get("b"), memory.get("a")
    ('A', None, None, 'A')
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._results: OrderedDict[Hashable, Result] = OrderedDict()

    def get(self, key: Hashable) -> Result | None:
        if key in self._results:
            self._results.move_to_end(key)
        return self._results.get(key)

    def keep(self, key: Hashable, result: Result) -> None:
        self._results[key] = result
        if len(self._results) > self.size:
            self._results.popitem(last=False)
