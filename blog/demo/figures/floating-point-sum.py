"""Simulate four ways of summing float32 numbers and draw how their relative errors grow."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"
BROWN, UNIT = "#b8862f", 2.0**-24
MARKS = [int(v) for v in np.geomspace(20, 10**6, 19)]
plt.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"], "font.size": 11})
plt.rcParams.update({"axes.linewidth": 0.7, "axes.edgecolor": GREY, "lines.linewidth": 1.2})


def save(fig, name):
    """Write one panel as a PNG with a small palette that keeps the rare colours."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=160, facecolor="white")
    plt.close(fig)
    picture = Image.open(buffer).convert("RGB").quantize(64, method=Image.Quantize.MAXCOVERAGE)
    picture.save(OUT / f"floating-point-sum-{name}.png", optimize=True)


def kahan(x):
    """Sum the columns of x in float32, feeding each error back into the next term."""
    s, c, found = np.zeros_like(x[0]), np.zeros_like(x[0]), []
    for i, row in enumerate(x, 1):
        y = row - c
        t = s + y
        c = (t - s) - y
        s = t
        if i in MARKS:
            found.append(s)
    return np.array(found)


def neumaier(x):
    """Sum the columns of x in float32, collecting the errors in a second sum."""
    s, c, found = np.zeros_like(x[0]), np.zeros_like(x[0]), []
    for i, row in enumerate(x, 1):
        t = s + row
        c += np.where(abs(s) >= abs(row), (s - t) + row, (row - t) + s)
        s = t
        if i in MARKS:
            found.append(s + c)
    return np.array(found)


def pairwise(x):
    """Sum the columns of x in float32 by adding neighbours until one row is left."""
    while len(x) > 1:
        rest = x[-1:] if len(x) % 2 else x[:0]
        x = np.concatenate([x[0:-1:2] + x[1::2], rest])
    return x[0]


def errors(x):
    """Return the root-mean-square relative errors of the four methods at the marked lengths."""
    at = np.array(MARKS) - 1
    exact = np.cumsum(x.astype(np.float64), axis=0)[at]
    naive = np.cumsum(x, axis=0, dtype=np.float32)[at]
    halves = np.array([pairwise(x[:n]) for n in MARKS])
    sums = {"朴素求和": naive, "Neumaier": neumaier(x), "两两求和": halves, "Kahan": kahan(x)}
    return {name: np.sqrt(np.mean((v / exact - 1) ** 2, axis=1)) for name, v in sums.items()}


def panel(name, x):
    """Draw one panel with the four errors and the bound for plain summation."""
    fig, ax = plt.subplots(figsize=(4, 3.7))
    found = errors(x)
    for (method, error), colour in zip(found.items(), (RED, BROWN, BLUE, GREEN), strict=True):
        ax.loglog(MARKS, np.maximum(error, 3e-9), color=colour, marker=".", ms=4, label=method)
        print(name, method, [f"{e:.1e}" for e in error])
    ax.loglog(MARKS, UNIT * np.array(MARKS), color=GREY, lw=0.8, ls=(0, (5, 4)), label="$nu$")
    ax.set(xlabel="$n$", ylabel="相对误差", ylim=(2.5e-9, 0.2))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, loc="upper left", ncols=2, labelspacing=0.2, columnspacing=1, handlelength=1.5)
    fig.tight_layout(pad=0.2)
    save(fig, name)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    uniform = np.random.default_rng(24).random((10**6, 24), dtype=np.float32)
    constant = np.full((10**6, 1), 0.1, dtype=np.float32)
    panel("random", uniform)
    panel("equal", constant)
