"""Measures the formulas of an open page as a reader sees them: what scrolls, what is cut off, how small it is.

A display may hold several drawings of which one is shown; only what is shown counts. Inside KaTeX's own boxes nothing
is measured: there overflow is a means of drawing.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.waiting import lay_out

PHONES = (320, 360, 390)  # CSS pixels
SLACK = 1  # pixels by which a browser may round
INKLESS = 0.2  # em at the foot of KaTeX's line boxes that no glyph reaches; it may be cut off
SMALLEST = 0.795  # of the text's size; 0.8, less what a browser may round

MEASURE = r"""([slack, inkless]) => {
  const shown = (element) => element.getClientRects().length > 0;
  const style = (element) => getComputedStyle(element);
  const size = (element) => parseFloat(style(element).fontSize);
  const hides = (element) => style(element).overflowX !== 'visible';
  const boxed = (element) => element.parentElement && (hides(element.parentElement) || boxed(element.parentElement));
  const over = (element) => (element.clientWidth ? element.scrollWidth - element.clientWidth : 0);
  const cut = (element) => element.clientHeight && style(element).overflowY !== 'visible'
    && element.scrollHeight > element.clientHeight + inkless * size(element);
  const tex = (element) => element.querySelector('annotation')?.textContent ?? element.textContent;
  const outside = (element) => {
    const box = element.getBoundingClientRect();
    return box.left < -slack || box.right > innerWidth + slack;
  };
  const lines = (eq) => [...eq.querySelectorAll('.nl.own')].filter(shown);  // with a size and a scroll box of their own
  const parts = (eq) => [eq, ...eq.querySelectorAll('*')].filter((e) => shown(e) && !e.closest('.katex, .unseen'))
    .concat(lines(eq));
  const drawings = (eq) => [...eq.querySelectorAll('.katex')].filter((e) => shown(e) && !e.closest('.eq-number'))
    .concat(lines(eq));
  const numbers = (eq) => [...eq.querySelectorAll('.eq-number .katex-tag, .eq-end')].filter(shown);
  const bases = (math) => [...math.querySelectorAll('.katex-base')];
  const display = (eq) => ({
    tex: tex(eq),
    numbered: eq.classList.contains('numbered'),
    overflow: Math.max(...parts(eq).map(over)),
    size: Math.min(...drawings(eq).map(size)) / size(eq.parentElement),
    height: eq.getBoundingClientRect().height,
    clipped: parts(eq).some(cut),
    astray: eq.classList.contains('numbered') && (numbers(eq).length === 0 || numbers(eq).some(outside)),
  });
  const right = (element) => element.getBoundingClientRect().right;
  const halves = [...document.querySelectorAll('main .eq-half')].filter(shown);
  const displays = [...document.querySelectorAll('main .eq')].filter((eq) => !eq.querySelector('.tex-error'));
  const inline = [...document.querySelectorAll('main .math')].filter(shown);
  return {
    beyond: document.documentElement.scrollWidth - innerWidth,
    displays: displays.filter(shown).map(display),
    inline: inline.length,
    scrolling: inline.filter((e) => hides(e) && over(e) > slack).map(tex),
    overhanging: halves.filter((e) => bases(e).some((base) => right(base) > right(e) + slack)).map(tex),
    outside: inline.filter((e) => !hides(e) && !boxed(e) && bases(e).some(outside)).map(tex),
  };
}"""


@dataclass(frozen=True)
class Display:
    """A display formula on a screen."""

    tex: str
    numbered: bool
    overflow: float  # pixels that can be seen only by scrolling
    size: float  # of its smallest drawing, by the size of the text around it
    height: float  # pixels
    clipped: bool  # cut off above or below
    astray: bool  # its number is outside the window, or not shown

    @property
    def fits(self) -> bool:
        """Whether all of it is seen at once, in a size that can be read."""
        return self.overflow <= SLACK and self.size >= SMALLEST and not self.clipped


@dataclass(frozen=True)
class Measured:
    """The formulas of one page in a window of one width."""

    beyond: float  # pixels by which the page is wider than its window
    displays: tuple[Display, ...]
    inline: int
    scrolling: tuple[str, ...]  # TeX of inline formulas that scroll in a box of their own
    overhanging: tuple[str, ...]  # what stands in halves of fractions that are wider than the rule between them
    outside: tuple[str, ...]  # TeX of inline formulas that stick out of the window


def measure(page: Page) -> Measured:
    """Measure the page in its present window."""
    lay_out(page)
    found = page.evaluate(MEASURE, [SLACK, INKLESS])
    return Measured(
        found["beyond"],
        tuple(Display(**display) for display in found["displays"]),
        found["inline"],
        tuple(found["scrolling"]),
        tuple(found["overhanging"]),
        tuple(found["outside"]),
    )


@dataclass(frozen=True)
class Share:
    """How many displays of many pages are wholly visible, of all and of the numbered ones."""

    displays: int
    fitting: int
    numbered: int
    numbered_fitting: int

    @property
    def percent(self) -> float:
        return 100 * self.fitting / self.displays if self.displays else 100.0

    @property
    def numbered_percent(self) -> float:
        return 100 * self.numbered_fitting / self.numbered if self.numbered else 100.0

    def __str__(self) -> str:
        return (
            f"{self.fitting} of {self.displays} displays fit ({self.percent:.2f} %), "
            f"{self.numbered_fitting} of {self.numbered} numbered ones ({self.numbered_percent:.2f} %)"
        )


def share(pages: list[Measured]) -> Share:
    """What part of the displays of all pages fits."""
    displays = [display for page in pages for display in page.displays]
    numbered = [display for display in displays if display.numbered]
    return Share(
        len(displays),
        sum(display.fits for display in displays),
        len(numbered),
        sum(display.fits for display in numbered),
    )
