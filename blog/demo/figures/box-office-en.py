"""Draw a path of the till, the line it must not touch and the reflected tail."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREY = "#1d4f91", "#a3341f", "#5c5a55"
COINS, QUEUE = 2, "+--+--+---+-+++-++-+"
plt.rcParams.update({"font.size": 11, "axes.linewidth": 0.7, "axes.edgecolor": GREY})


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(64).save(OUT / f"box-office-en-{name}.png", optimize=True)


def draw():
    """Draw the path, the line below zero and the mirror image of the tail."""
    height = np.concatenate([[0], np.cumsum([1 if c == "+" else -1 for c in QUEUE])])
    level = -COINS - 1
    hit = int(np.argmax(height == level))
    time = np.arange(len(height))
    fig, ax = plt.subplots(figsize=(5.2, 3.2))
    ax.plot([0, 20], [0, 0], color=GREY, lw=0.6)
    ax.axhline(level, color=RED, lw=0.9, ls=(0, (6, 3)))
    ax.plot(time[hit:], 2 * level - height[hit:], color=RED, lw=1.3, marker="o", ms=3.2)
    ax.plot(time, height, color=BLUE, lw=1.5, marker="o", ms=3.2)
    ax.plot(hit, level, marker="o", ms=9, mfc="white", mec=RED, mew=1.2)
    ax.plot([hit - 0.6, hit - 0.1], [level - 1.9, level - 0.4], color=GREY, lw=0.6)
    ax.text(20.3, height[-1], "$m-n$", color=BLUE, va="center")
    ax.text(20.3, 2 * level - height[-1], "$n-m-2(k+1)$", color=RED, va="center")
    ax.text(0.1, level - 0.2, "one coin short:\n$-(k+1)$", color=RED, va="top")
    ax.text(hit - 0.6, level - 1.9, "first customer\nwithout change", color=GREY, ha="right", va="top")
    ax.set(xlim=(-0.3, 24.6), ylim=(-7, 2), xlabel="customers served", ylabel="coins gained")
    ax.set_xticks(range(0, 21, 5))
    ax.set_yticks(range(-6, 3, 2))
    ax.spines[["top", "right"]].set_visible(False)
    fig.tight_layout(pad=0.2)
    save(fig, "reflection")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    draw()
