"""Draw the orbits of four ways of playing the bilinear game and their distance to the equilibrium."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
ETA, GAMMA, STEPS = 0.2, 0.8, 80
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"


def orbit(step):
    """Return the points (theta, phi) of one way of playing, as complex numbers."""
    path = [1.0 + 0.0j, 1.0 + 0.0j]
    for _ in range(STEPS):
        path.append(step(path[-1], path[-2]))
    return np.array(path[1:])


def simultaneous(w, _):
    """Both players move at once."""
    return (1 + 1j * ETA) * w


def alternating(w, _):
    """The second player already sees the move of the first."""
    theta = w.real - ETA * w.imag
    return complex(theta, w.imag + ETA * theta)


def damped(w, _):
    """Both move at once, and the second pays gamma / 2 times phi squared."""
    return complex(w.real - ETA * w.imag, w.imag + ETA * (w.real - GAMMA * w.imag))


def optimistic(w, old):
    """Both move at once, along twice the new field minus the old one."""
    return w + 1j * ETA * (2 * w - old)


def save(fig, name):
    """Write one panel as a PNG with a small palette."""
    fig.tight_layout(pad=0.2)
    target = OUT / f"one-loss-gan-{name}.png"
    fig.savefig(target, facecolor="white")
    Image.open(target).convert("RGB").quantize(96).save(target, optimize=True)


def main():
    """Draw the orbits and the distances, one picture each."""
    mpl.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"]})
    mpl.rcParams.update({"font.size": 11, "axes.linewidth": 0.6, "mathtext.fontset": "cm"})
    (plane, left), (graph, right) = (plt.subplots(figsize=(4, 3.6), dpi=160) for _ in range(2))
    ways = {"同时更新": simultaneous, "交替更新": alternating, "加阻尼": damped, "乐观更新": optimistic}
    for (name, step), colour in zip(ways.items(), (RED, GREY, GREEN, BLUE), strict=True):
        path = orbit(step)
        shown = path[:38] if step is simultaneous else path
        left.plot(shown.real, shown.imag, color=colour, lw=0.9, marker=".", ms=2.2, label=name)
        right.semilogy(np.abs(path), color=colour, lw=1.1, label=name)
    left.plot(0, 0, "+", color="black", ms=8, mew=0.9)
    left.set(xlim=(-2.2, 2.2), ylim=(-1.9, 3.0), xlabel=r"$\theta$", ylabel=r"$\varphi$", aspect="equal")
    right.set(xlabel="步数", ylabel=r"$\sqrt{\theta^2+\varphi^2}$", xlim=(0, STEPS))
    for axis, columns in ((left, 2), (right, 1)):
        axis.legend(frameon=False, loc="upper left", ncols=columns, labelspacing=0.25, handlelength=1.2)
    right.set_ylim(0.003, 300)
    save(plane, "orbits")
    save(graph, "distance")


if __name__ == "__main__":
    main()
