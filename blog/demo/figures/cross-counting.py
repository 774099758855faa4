"""Draw the two cross-shaped boards of the post on the colouring puzzle."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, Rectangle
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"
TINTS = ("#c9d8ea", "#ecd0c8", "#d3e0cd")
plt.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"], "font.size": 11})


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(64).save(OUT / f"cross-counting-{name}.png", optimize=True)


def cross(width, arm):
    """Return the cells of a cross whose arms have the given width and length."""
    side, bar = width + 2 * arm, range(arm, arm + width)
    return [(r, c) for r in range(side) for c in range(side) if r in bar or c in bar]


def colouring(cells, seed):
    """Return one proper colouring with three colours, found by backtracking in random order."""
    rng, colour = np.random.default_rng(seed), {}

    def place(i):
        if i == len(cells):
            return True
        r, c = cells[i]
        taken = {colour.get((r - 1, c)), colour.get((r, c - 1))}
        for k in rng.permutation(3):
            if k not in taken:
                colour[r, c] = int(k)
                if place(i + 1):
                    return True
                del colour[r, c]
        return False

    place(0)
    return colour


def paint(ax, colour):
    """Draw the cells of a board in their tints."""
    for (r, c), k in colour.items():
        ax.add_patch(Rectangle((c, -r - 1), 1, 1, fc=TINTS[k], ec=GREY, lw=0.8))


def narrow(ax):
    """Draw the twelve-cell board and a dot in each of its five squares."""
    paint(ax, colouring(cross(2, 1), 3))
    for x, y in ((2, -2), (2, -1), (2, -3), (1, -2), (3, -2)):
        ax.add_patch(Circle((x, y), 0.13, fc=GREY, ec="white", lw=0.8, zorder=3))
    ax.text(2, -4.45, "12 格，16 条边，5 个正方形", ha="center", va="center", color=GREY)
    ax.set(xlim=(-0.3, 4.3), ylim=(-4.72, 0.07), aspect="equal")


def wide(ax):
    """Draw the thirty-three-cell board and name the types of the four sides of its centre."""
    colour = colouring(cross(3, 2), 11)
    paint(ax, colour)
    ax.add_patch(Rectangle((2, -5), 3, 3, fc="none", ec=GREY, lw=2.2))
    ends = {(1.55, -3.5): ((2, 2), (4, 2)), (5.45, -3.5): ((2, 4), (4, 4))}
    ends |= {(3.5, -1.55): ((2, 2), (2, 4)), (3.5, -5.45): ((4, 2), (4, 4))}
    for (x, y), (p, q) in ends.items():
        kind, ink = ("S", BLUE) if colour[p] == colour[q] else ("D", RED)
        ax.text(x, y, kind, ha="center", va="center", weight="bold", color=ink)
    ax.text(3.5, -7.75, "33 格，臂长 2", ha="center", va="center", color=GREY)
    ax.set(xlim=(-0.5, 7.5), ylim=(-8.18, 0.12), aspect="equal")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    figure, (left, right) = plt.subplots(1, 2, figsize=(5.2, 2.65), width_ratios=[1, 1])
    figure.subplots_adjust(0, 0, 1, 1, 0.02)
    narrow(left)
    wide(right)
    for axes in (left, right):
        axes.axis("off")
    save(figure, "board")
