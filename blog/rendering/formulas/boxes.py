"""KaTeX's boxes with their sizes, as `drawing.js` hands them over: what a narrow column needs to set a formula anew.

All sizes are in em of the formula's own font. Boxes are moved and regrouped, never typeset again: no sign can change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from blog.rendering.formulas.sizes import size_class


@dataclass(frozen=True)
class Box:
    """A box: finished markup with its text, or an opening tag with boxes inside."""

    markup: str
    classes: tuple[str, ...]
    width: float
    height: float  # above the base line
    depth: float  # below it
    text: str = ""
    children: tuple["Box", ...] | None = None
    shift: float = 0.0  # of a box in a stack, its `top`; of a space, its width

    @classmethod
    def read(cls, described: Sequence[Any]) -> "Box":
        """What `describe` in `drawing.js` says of a box."""
        markup, classes, width, height, depth, content, *shift = described
        names = tuple(classes.split())
        if isinstance(content, str):
            return cls(markup, names, width, height, depth, content, None, *shift)
        children = tuple(map(cls.read, content))
        return cls(markup, names, width, height, depth, "".join(child.text for child in children), children, *shift)

    def has(self, *names: str) -> bool:
        """Whether it has one of these classes."""
        return any(name in self.classes for name in names)

    @cached_property
    def html(self) -> str:
        if self.children is None:
            return self.markup
        return f"{self.markup}{''.join(child.html for child in self.children)}</span>"

    @property
    def is_space(self) -> bool:
        return self.has("mspace") or not (self.text or self.width)

    def with_children(self, children: Iterable["Box"]) -> "Box":
        """The same box around other content; its width is that of the content."""
        inside = tuple(children)
        return Box(
            self.markup,
            self.classes,
            width(inside),
            max((child.height for child in inside), default=0),
            max((child.depth for child in inside), default=0),
            "".join(child.text for child in inside),
            inside,
            self.shift,
        )


def width(boxes: Iterable[Box]) -> float:
    return sum(box.width for box in boxes)


def inked(boxes: Sequence[Box], start: int, stop: int) -> tuple[int, int]:
    """Where a span begins and ends without the spaces at both its ends."""
    while start < stop and boxes[start].is_space:
        start += 1
    while stop > start and boxes[stop - 1].is_space:
        stop -= 1
    return start, stop


def stripped(boxes: Sequence[Box]) -> list[Box]:
    """Boxes without the spaces at both ends."""
    return list(boxes[slice(*inked(boxes, 0, len(boxes)))])


def space(size: float) -> Box:
    return Box(f'<span class="mspace" style="margin-right:{size:g}em;"></span>', ("mspace",), size, 0, 0, shift=size)


def brackets(box: Box) -> int:
    """How many brackets a box of brackets holds: KaTeX joins `((` into one, and takes the ! of a factorial for one."""
    if box.children is None and box.classes in {("mopen",), ("mclose",)}:
        return sum(sign not in "!?" for sign in box.text)
    return 1


def depths(boxes: Sequence[Box]) -> list[int]:
    """How deep in brackets each box stands; brackets themselves count with their outside.

    What a bracket that is never closed holds, and what stands before one that was never opened, is no deeper than the
    outermost level, 0 or less: rows of a derivation often open what another row closes.
    """
    found, depth = [], 0
    for box in boxes:
        depth -= brackets(box) if box.has("mclose") else 0
        found.append(depth)
        depth += brackets(box) if box.has("mopen") else 0
    never_closed = depth - min([*found, depth, 0])
    return [level - never_closed for level in found]


def base(boxes: Sequence[Box]) -> str:
    """An unbreakable piece of a formula as KaTeX writes it: the strut gives it its height and depth."""
    height = max((box.height for box in boxes), default=0)
    depth = max((box.depth for box in boxes), default=0)
    raised = f"vertical-align:{-depth:.4g}em;" if depth else ""
    strut = f'<span class="katex-strut" style="height:{height + depth:.4g}em;{raised}"></span>'
    return f'<span class="katex-base{_openness(boxes)}">{strut}{"".join(box.html for box in boxes)}</span>'


def _openness(boxes: Sequence[Box]) -> str:
    """Further classes of a piece with a box that wraps in itself: how much room its neighbours leave it."""
    fixed = [box for box in boxes if not box.has("flexible")]
    return f" open {size_class('O', width(fixed))}" if len(fixed) < len(boxes) else ""
