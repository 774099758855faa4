"""Draw the two cases of the bijection behind the recurrence for derangements."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREY = "#1d4f91", "#a3341f", "#5c5a55"
plt.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"], "font.size": 11.5})


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(48).save(OUT / f"derangements-{name}.png", optimize=True)


def cycle(ax, centre, members, radius, start=90, special=()):
    """Draw one cycle as numbered dots on a circle with arrows between neighbours."""
    angles = np.radians(start - 360 * np.arange(len(members)) / len(members))
    points = np.c_[np.cos(angles), np.sin(angles)] * radius + centre
    bend = -0.5 if len(members) == 2 else -0.28
    for k, p in enumerate(points):
        q = points[(k + 1) % len(members)]
        hot = members[k] in special or members[(k + 1) % len(members)] in special
        style = {"arrowstyle": "-|>", "mutation_scale": 9, "lw": 1.0, "shrinkA": 10.5, "shrinkB": 10.5}
        arc = f"arc3,rad={bend}"
        ax.add_patch(FancyArrowPatch(p, q, connectionstyle=arc, color=RED if hot else BLUE, **style))
    for name, p in zip(members, points, strict=True):
        hot = name in special
        ax.add_patch(Circle(p, 0.3, fc="#f3dcd5" if hot else "#dde7f3", ec=RED if hot else BLUE, lw=0.9))
        ax.text(*p, str(name), ha="center", va="center", color=RED if hot else BLUE)


def step(ax, y, text):
    """Draw the arrow from the left to the right half of a row with a text above it."""
    arrow = {"arrowstyle": "<|-|>", "mutation_scale": 12, "lw": 0.9, "color": GREY}
    ax.add_patch(FancyArrowPatch((5.7, y), (7.9, y), **arrow))
    ax.text(6.8, y + 0.3, text, ha="center", va="bottom", color=GREY, fontsize=11)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    figure, axes = plt.subplots(figsize=(5.2, 2.54))
    figure.subplots_adjust(0, 0, 1, 1)
    cycle(axes, (1.6, 5.3), (1, 4, 7, 2), 1.05, 135, (7,))
    cycle(axes, (4.2, 5.3), (3, 6, 5), 0.95)
    step(axes, 5.3, "剪掉 7")
    cycle(axes, (9.5, 5.3), (1, 4, 2), 0.95, 135)
    cycle(axes, (11.9, 5.3), (3, 6, 5), 0.95)
    cycle(axes, (1.6, 1.7), (3, 7), 0.75, 180, (3, 7))
    cycle(axes, (4.2, 1.7), (1, 4, 2, 6, 5), 1.05)
    step(axes, 1.7, "拿走 7 与 3")
    cycle(axes, (10.7, 1.7), (1, 4, 2, 6, 5), 1.05)
    axes.axhline(3.55, 0.03, 0.97, color=GREY, lw=0.4)
    axes.set(xlim=(0.3, 13.2), ylim=(0.4, 6.7), aspect="equal")
    axes.axis("off")
    save(figure, "bijection")
