"""Draw running means of coin tosses, which settle, and of Cauchy variables, which do not; print the table's numbers."""

import io
import math
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
COLOURS = ["#1d4f91", "#a3341f", "#3b6132", "#76500c", "#5c5a55"]
plt.rcParams.update({"font.size": 13})


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=150, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(48).save(OUT / f"law-of-large-numbers-{name}.png", optimize=True)


def draw(name, samples, level, limits):
    """Five running means over a logarithmic axis."""
    fig, ax = plt.subplots(figsize=(4, 3.2), layout="constrained")
    counts = np.arange(1, samples.shape[1] + 1)
    for row, colour in zip(samples, COLOURS, strict=True):
        ax.plot(counts, np.cumsum(row) / counts, color=colour, lw=1.3)
    ax.axhline(level, color="black", lw=0.8, ls=":")
    ax.set(xscale="log", ylim=limits, xlabel="$n$", ylabel=r"$\bar X_n$")
    ax.spines[["top", "right"]].set_visible(False)
    save(fig, name)


def exact(n, gap):
    """The probability that the share of heads in n fair tosses is at least `gap` off one half."""
    hits = [k for k in range(n + 1) if abs(2 * k - n) >= 2 * gap * n - 1e-9]
    return sum(math.comb(n, k) for k in hits) / 2**n


random = np.random.default_rng(1713)
draw("coins", random.integers(0, 2, (5, 10_000)), 0.5, (0, 1))
draw("cauchy", random.standard_cauchy((5, 10_000)), 0, (-6, 6))
for n in (100, 400, 1600):
    print(n, 1 / (4 * n * 0.01), 2 * math.exp(-2 * n * 0.01), exact(n, 0.1))
