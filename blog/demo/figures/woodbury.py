"""Draw how the error of an inverse kept by rank-one steps grows over a sliding window."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"
DIM, RIDGE, STEPS = 20, 1e-3, 20000
SEEN = {int(v) for v in np.geomspace(50, 19900, 70)}
plt.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"], "font.size": 11})
plt.rcParams.update({"axes.linewidth": 0.7, "axes.edgecolor": GREY, "lines.linewidth": 1.1})


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(48).save(OUT / f"woodbury-{name}.png", optimize=True)


def fresh(rows):
    """Return the inverse of the ridge matrix of some rows, computed from scratch in float64."""
    rows = rows.astype(np.float64)
    return np.linalg.inv(RIDGE * np.eye(DIM) + rows.T @ rows)


def drift(window, reset=None):
    """Slide a window in float32 and return steps and relative errors of the inverse."""
    rows = np.random.default_rng(8).standard_normal((STEPS + window, DIM)) * np.logspace(0, -1, DIM)
    rows = rows.astype(np.float32)
    p, steps, errors = fresh(rows[:window]).astype(np.float32), [], []
    for t in range(1, STEPS + 1):
        u = p @ rows[t + window - 1]
        p = p - np.outer(u, u) / (1 + rows[t + window - 1] @ u)
        u = p @ rows[t - 1]
        p = p + np.outer(u, u) / (1 - rows[t - 1] @ u)
        if reset and t % reset == 0:
            p = fresh(rows[t : t + window]).astype(np.float32)
        if t in SEEN:
            true = fresh(rows[t : t + window])
            steps.append(t)
            errors.append(np.linalg.norm(p - true) / np.linalg.norm(true))
    return steps, errors


def draw():
    """Draw the four curves on logarithmic axes."""
    fig, ax = plt.subplots(figsize=(5.2, 3.1))
    runs = ((25, None, RED), (40, None, BLUE), (40, 500, GREY), (200, None, GREEN))
    for window, reset, colour in runs:
        style = (0, (4, 2)) if reset else "-"
        steps, errors = drift(window, reset)
        name = f"窗口 {window} 行" + (f"，每 {reset} 步重算" if reset else "")
        ax.loglog(steps, errors, color=colour, ls=style, label=name)
        print(window, reset, f"{errors[-1]:.1e} {max(errors):.1e}")
    ax.axhline(2.0**-24, color=GREY, lw=0.7, ls=":")
    ax.text(200, 2.0**-24 * 1.15, "float32 的舍入单位", color=GREY, va="bottom")
    ax.set(xlabel="替换的行数", ylabel="逆矩阵的相对误差", xlim=(50, 19900), ylim=(3e-8, 8e-1))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, loc="upper left", ncols=2, labelspacing=0.2, columnspacing=1, handlelength=1.5)
    fig.tight_layout(pad=0.2)
    save(fig, "drift")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    draw()
