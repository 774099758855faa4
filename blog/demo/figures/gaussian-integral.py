"""Draw the square between three quarter discs and the bounds on erf for the post gaussian-integral."""

from math import erf, pi
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

IMAGES = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREEN, INK = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"
HAN = "Noto Sans CJK SC"  # labels with a formula take one family only
DISCS = (
    (1.0, BLUE, "$R$"),
    (2 / np.sqrt(pi), GREEN, r"$2R/\sqrt{\pi}$"),
    (np.sqrt(2), RED, r"$\sqrt{2}\,R$"),
)


def save_small(figure, path):
    """Save one panel and reduce it to a palette of 48 colours."""
    figure.savefig(path, dpi=160, facecolor="white")
    Image.open(path).convert("RGB").quantize(48).save(path, optimize=True)


def draw_discs(axes):
    """Draw the unit square and the arcs of the three quarter discs, in units of R."""
    angle = np.linspace(0, pi / 2, 200)
    axes.fill([0, 1, 1, 0], [0, 0, 1, 1], color="#eceae4")
    axes.plot([0, 1, 1, 0, 0], [0, 0, 1, 1, 0], color=INK, linewidth=1)
    for radius, colour, name in DISCS:
        axes.plot(radius * np.cos(angle), radius * np.sin(angle), color=colour, linewidth=1.3, label=name)
    axes.legend(frameon=False, loc="lower left")
    axes.set(xlim=(0, 1.5), ylim=(0, 1.5), aspect="equal", xlabel="$x/R$", ylabel="$y/R$")
    axes.set_xticks([0, 0.5, 1, 1.5])
    axes.set_yticks([0.5, 1, 1.5])


def draw_bounds(axes):
    """Draw the error of the three bounds on erf R, as bound minus value."""
    r = np.linspace(0.001, 3, 400)
    value = np.array([erf(x) for x in r])
    for radius, colour, name in DISCS:
        bound = np.sqrt(1 - np.exp(-((radius * r) ** 2)))
        axes.plot(r, bound - value, color=colour, linewidth=1.3, label=name)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.legend(frameon=False, loc="upper right")
    axes.set(xlim=(0, 3), xlabel="$R$")
    axes.set_ylabel(r"界 $-\ \mathrm{erf}\,R$", family=HAN)


def main():
    plt.rcParams.update({"font.family": ["DejaVu Sans", HAN], "font.size": 11, "axes.linewidth": 0.8})
    for name, draw in (("discs", draw_discs), ("bounds", draw_bounds)):
        figure, axes = plt.subplots(figsize=(4, 3.6), layout="constrained")
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        save_small(figure, IMAGES / f"gaussian-integral-{name}.png")


if __name__ == "__main__":
    main()
