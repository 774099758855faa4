"""A long article saved, and saved again with one word changed: what the second saving costs of the first.

The article has 60 kB, 300 formulas, 30 figures and 40 blocks of code. Each round writes another one, of which nothing
is remembered. `python -m tests.bench.saving`
"""

import statistics
import time

from blog.rendering import ImageFacts, RenderContext, render
from tests.rendering import corpus

FORMULAS, FIGURES, BLOCKS, SIZE = 300, 30, 40, 60_000
ROUNDS = 5
CODE = """```python title="step_{number}.py" linenos=true
def step_{number}(weights, gradient, rate={round}):
    \"\"\"One step down, in place {number}.\"\"\"
    velocity = [0.9 * w - rate * g for w, g in zip(weights, gradient)]
    return [w + v for w, v in zip(weights, velocity) if abs(v) > 1e-{number}]
```"""
FILLING = (
    "优化的每一步都沿着负梯度走，步长太大会震荡，太小又走不远；动量把前几步的方向记在心里，遇到狭长的山谷就少拐几个弯。"
)


def article(round_number: int) -> str:
    """An article of these parts, whose formulas and code no other round has."""
    entries = [entry for those in corpus.entries().values() for entry in those if not (entry.warnings or entry.reason)]
    simple = [entry for entry in entries if "\\newcommand" not in entry.source and "\\def" not in entry.source]
    parts: list[str] = []
    formulas = 0
    for entry in simple:
        if formulas >= FORMULAS:
            break
        formulas += entry.expected.count("inline") + entry.expected.count("display")
        parts.append(f"{entry.source}\n\n另有 $y_{{{round_number}}}^{{({formulas})}}$。")
        formulas += 1
    for number in range(FIGURES):
        parts.insert(3 * number, f"![第 {number} 条曲线](/media/images/{number}.png){{#fig:{number}}}")
    for number in range(BLOCKS):
        parts.insert(4 * number, CODE.format(number=number, round=round_number))
    text = "\n\n".join(parts)
    missing = max(SIZE - len(text.encode()), 0) // len(FILLING.encode())
    return text + f"\n\n{FILLING}" * missing


def main() -> None:
    """Print both times and their ratio."""
    images = {f"/media/images/{number}.png": ImageFacts(640, 480) for number in range(FIGURES)}
    context = RenderContext(images=images)
    render("$x$", context, seconds=25)  # the process and KaTeX are there
    ratios = []
    for number in range(ROUNDS):
        text = article(number)
        times = []
        for body in (text, text.replace("步长", "学习率", 1) + "\n\n改了一处。"):
            start = time.perf_counter()
            document = render(body, context, seconds=25)
            times.append(time.perf_counter() - start)
        counts = document.counts
        ratios.append(times[1] / times[0])
        print(f"  first {times[0]:.2f} s, again {times[1]:.2f} s: {ratios[-1]:.2f}")
    print(
        f"{len(text.encode()) / 1000:.0f} kB, {counts.formulas} formulas, {counts.figures} figures, "
        f"{counts.code_lines} lines of code; again: {statistics.median(ratios):.2f} of the first saving"
    )


if __name__ == "__main__":
    main()
