"""Draw the probabilities and the heat capacity of a small softmax against the temperature."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
LOGITS = np.array([4.0, 3.0, 2.2, 0.5, -1.0])
COLOURS = ("#1d4f91", "#a3341f", "#3b6132", "#6b4a8f", "#8a6d1b")


def softmax(t):
    """Return one row of probabilities for every temperature."""
    weights = np.exp((LOGITS - LOGITS.max()) / t[:, None])
    return weights / weights.sum(axis=1, keepdims=True)


def probabilities(axis, t, p):
    """Draw the probabilities and mark the highest point of those that rise and fall."""
    for k, colour in enumerate(COLOURS):
        axis.semilogx(t, p[:, k], color=colour, lw=1.5, label=f"$z = {LOGITS[k]:g}$")
        top = p[:, k].argmax()
        if 0 < top < len(t) - 1:
            axis.plot(t[top], p[top, k], "o", color=colour, ms=4)
    axis.legend(frameon=False, fontsize=11, labelspacing=0.2, handlelength=1.6)
    axis.set(xlabel="$T$", ylabel="probability", xlim=(0.1, 100), ylim=(0, 1))


def capacity(axis, t, p):
    """Draw the variance of the scaled logits, whose area over log T is the entropy."""
    mean = p @ LOGITS
    variance = p @ LOGITS**2 - mean**2
    axis.semilogx(t, variance / t**2, color=COLOURS[0], lw=1.2)
    axis.fill_between(t, variance / t**2, color=COLOURS[0], alpha=0.12, lw=0)
    axis.set(xlabel="$T$", ylabel=r"$\mathrm{Var}(z)/T^2$", xlim=(0.1, 100), ylim=(0, 0.8))


def save(draw, name, t, p):
    """Draw one panel and write it as a PNG with a small palette."""
    fig, axis = plt.subplots(figsize=(4, 3.1), dpi=160)
    draw(axis, t, p)
    fig.tight_layout(pad=0.2)
    target = OUT / f"softmax-temperature-en-{name}.png"
    fig.savefig(target, facecolor="white")
    Image.open(target).convert("RGB").quantize(64).save(target, optimize=True)


def main():
    """Draw the two panels of the figure."""
    mpl.rcParams.update({"font.size": 11, "axes.linewidth": 0.6, "mathtext.fontset": "cm"})
    t = np.logspace(-1, 2, 2000)
    p = softmax(t)
    save(probabilities, "probabilities", t, p)
    save(capacity, "variance", t, p)


if __name__ == "__main__":
    main()
