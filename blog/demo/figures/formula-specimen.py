"""Draw the lattice points with coprime coordinates for the post formula-specimen."""

from math import gcd
from pathlib import Path

import matplotlib.pyplot as plt
from PIL import Image

IMAGES = Path(__file__).resolve().parents[1] / "posts" / "images"
COLUMNS, ROWS = 60, 30


def coprime_points():
    """Return the coprime pairs (a, b) with 1 <= a <= COLUMNS and 1 <= b <= ROWS."""
    pairs = [(a, b) for a in range(1, COLUMNS + 1) for b in range(1, ROWS + 1)]
    return [(a, b) for a, b in pairs if gcd(a, b) == 1]


def save_small(figure, path):
    """Save the figure and reduce it to a palette of 32 colours."""
    figure.savefig(path, dpi=200, facecolor="white")
    Image.open(path).convert("RGB").quantize(32).save(path, optimize=True)


def main():
    plt.rcParams.update({"font.size": 11, "axes.linewidth": 0.8})
    points = coprime_points()
    figure, axes = plt.subplots(figsize=(5.2, 2.75), layout="constrained")
    axes.scatter(*zip(*points, strict=True), s=6.4, marker="s", color="#1d4f91", linewidths=0)
    axes.set(xlim=(0, COLUMNS + 1), ylim=(0, ROWS + 1), aspect="equal", xlabel="$a$", ylabel="$b$")
    axes.set_xticks(range(0, COLUMNS + 1, 10))
    axes.set_yticks(range(0, ROWS + 1, 10))
    axes.spines[["top", "right"]].set_visible(False)
    save_small(figure, IMAGES / "formula-specimen-coprime.png")


if __name__ == "__main__":
    main()
