"""Draw the tank, the cycling curves and the water-change saw-tooth of the post on the home aquarium."""

import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"
HAN = "Noto Sans CJK SC"  # labels with a formula take one family only
plt.rcParams.update({"font.family": ["DejaVu Sans", HAN], "font.size": 11})
plt.rcParams.update({"axes.linewidth": 0.7, "axes.edgecolor": GREY, "lines.linewidth": 1.4})

FEED, K_A, K_B, MU_A, MU_B, LOSS = 0.25, 0.8, 0.5, 0.60, 0.50, 0.05


def save(fig, name):
    """Write the figure as a PNG with a small palette."""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200, facecolor="white")
    plt.close(fig)
    Image.open(buffer).convert("RGB").quantize(96).save(OUT / f"home-aquarium-{name}.png", optimize=True)


def rate(y, feed):
    """Return the right-hand side of the two-bacteria model."""
    a, b, _, x, z = y
    f, g = a / (K_A + a), b / (K_B + b)
    return np.array([feed - x * f, x * f - z * g, z * g, (MU_A * f - LOSS) * x, (MU_B * g - LOSS) * z])


def rk4(y, days, h=0.02, feed=FEED):
    """Integrate the model with the classical Runge-Kutta method; return times and states."""
    states = [np.asarray(y, dtype=float)]
    for _ in range(round(days / h)):
        y = states[-1]
        k1 = rate(y, feed)
        k2 = rate(y + h / 2 * k1, feed)
        k3 = rate(y + h / 2 * k2, feed)
        k4 = rate(y + h * k3, feed)
        states.append(y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.arange(len(states)) * h, np.array(states)


def leaf(ax, base, height, lean, width, colour):
    """Draw one plant leaf as a bent blade."""
    t = np.linspace(0, 1, 30)
    spine = np.column_stack([base[0] + lean * t**1.7, base[1] + height * t])
    half = width * np.sin(np.pi * (0.12 + 0.88 * t)) * 0.5
    left, right = spine - np.c_[half, 0 * half], spine + np.c_[half, 0 * half]
    ax.add_patch(Polygon(np.r_[left, right[::-1]], fc=colour, ec=GREEN, lw=0.6, alpha=0.75))


def fish(ax, x, y, size, side, colour):
    """Draw one fish looking to the right (side = 1) or to the left (side = -1)."""
    tail = np.array([[-0.8, 0.0], [-1.55, 0.48], [-1.35, 0.0], [-1.55, -0.48]])
    fin = np.array([[-0.35, 0.38], [0.05, 0.78], [0.35, 0.36]])
    for part in (tail, fin):
        ax.add_patch(Polygon(part * [side * size, size] + [x, y], fc=colour, ec=colour, lw=0.6, alpha=0.8))
    ax.add_patch(Ellipse((x, y), 2 * size, 0.95 * size, fc=colour, ec="white", lw=0.6))
    ax.add_patch(Circle((x + 0.6 * side * size, y + 0.1 * size), 0.12 * size, fc="white", ec="none"))


def plants(ax, rng):
    """Draw three clumps of plants standing in the gravel."""
    for centre, count, tall in ((13.0, 7, 17.0), (21.0, 5, 9.0), (36.5, 6, 12.5)):
        for k in range(count):
            base = (centre + 0.9 * (k - (count - 1) / 2), 4.3)
            lean = 1.1 * (k - (count - 1) / 2) + rng.uniform(-0.8, 0.8)
            leaf(ax, base, tall * rng.uniform(0.72, 1.0), lean, 1.5, "#7f9f74")


def filter_box(ax, rng):
    """Draw the filter with its sponge, its outlet and a few bubbles."""
    ax.add_patch(FancyBboxPatch((50.5, 9), 6.5, 17, boxstyle="round,pad=0.3", fc="#eceae6", ec=GREY, lw=0.9))
    ax.add_patch(Rectangle((51.3, 10), 4.9, 9.5, fc="#d8c9a0", ec=GREY, lw=0.6))
    for x, y in rng.uniform((51.7, 10.4), (55.8, 19.1), (45, 2)):
        ax.add_patch(Circle((x, y), 0.16, fc=GREY, ec="none", alpha=0.7))
    ax.add_patch(Rectangle((46.9, 24.4), 3.3, 1.2, fc="#eceae6", ec=GREY, lw=0.8))
    for x, y, r in ((45.2, 25.6, 0.5), (43.9, 27.0, 0.38), (44.9, 28.6, 0.3), (42.9, 29.6, 0.25)):
        ax.add_patch(Circle((x, y), r, fc="white", ec=BLUE, lw=0.6))


def label(ax, text, at, to, colour=GREY):
    """Write a label outside the tank with a thin line to the part it names."""
    arrow = {"arrowstyle": "-", "lw": 0.6, "color": colour, "shrinkA": 1, "shrinkB": 0}
    ax.annotate(text, xy=to, xytext=at, color=colour, fontsize=11, va="center", ha="left", arrowprops=arrow)


def gravel(ax, rng):
    """Draw the gravel bed as many small stones."""
    ax.add_patch(Rectangle((0.6, 0.6), 58.8, 3.4, fc="#cfc6b4", ec="none"))
    for x, y in rng.uniform((1.4, 1.2), (58.6, 4.4), (230, 2)):
        shade = rng.choice(["#b9ad96", "#a89a80", "#d9d0bf", "#8f877a"])
        wide, high = rng.uniform(0.8, 1.5), rng.uniform(0.6, 1.0)
        ax.add_patch(Ellipse((x, y), wide, high, fc=shade, ec="white", lw=0.3))


def frame(ax):
    """Draw the glass, its two dimensions and the labels."""
    ax.add_patch(Rectangle((0, 0), 60, 36, fc="none", ec=GREY, lw=2.2))
    label(ax, "水面", (63, 32.2), (59.6, 31.6), BLUE)
    label(ax, "过滤海绵，\n细菌的家", (63, 18), (55.5, 15.5))
    label(ax, "底砂", (63, 3.6), (58.5, 2.5))
    dim = {"arrowstyle": "<->", "lw": 0.7, "color": GREY, "mutation_scale": 8, "shrinkA": 0, "shrinkB": 0}
    ax.add_patch(FancyArrowPatch((0, -2), (60, -2), **dim))
    ax.add_patch(FancyArrowPatch((-2, 0), (-2, 36), **dim))
    ax.text(30, -4.2, "60 cm", ha="center", va="center", color=GREY)
    ax.text(-4, 18, "36 cm", ha="center", va="center", rotation=90, color=GREY)


def draw_tank():
    """Draw the tank with its glass, water, gravel, plants, filter and fish."""
    rng = np.random.default_rng(60)
    fig, ax = plt.subplots(figsize=(5.2, 2.66))
    fig.subplots_adjust(0, 0, 1, 1)
    ax.add_patch(Rectangle((0.6, 0.6), 58.8, 31, fc="#e6eef6", ec="none"))
    ax.plot([0.6, 59.4], [31.6, 31.6], color=BLUE, lw=0.9)
    plants(ax, rng)
    filter_box(ax, rng)
    gravel(ax, rng)
    for x, y, size in ((27.5, 24.5, 1.9), (34, 21.4, 1.7), (24.6, 19.4, 1.7)):
        fish(ax, x, y, size, 1, RED)
    for x, y, size in ((43, 18.5, 1.9), (30.6, 9.2, 1.7)):
        fish(ax, x, y, size, -1, BLUE)
    frame(ax)
    ax.set(xlim=(-6, 76.5), ylim=(-5.6, 36.6), aspect="equal")
    ax.axis("off")
    save(fig, "tank")


def concentrations(ax, t, y):
    """Plot ammonia, nitrite, nitrate and the total nitrogen fed."""
    names = (
        (RED, "氨 $A$", (13.0, 3.7), "right"),
        (BLUE, "亚硝酸盐 $B$", (26.5, 7.4), "right"),
        (GREEN, "硝酸盐 $C$", (43.0, 9.3), "left"),
    )
    for k, (colour, name, at, side) in enumerate(names):
        ax.plot(t, y[:, k], color=colour)
        ax.text(*at, name, color=colour, ha=side, family=HAN)
    ax.plot(t, FEED * t, color=GREY, lw=0.8, ls=(0, (5, 4)))
    ax.text(39, 11.2, "喂进去的氮 $st$", color=GREY, ha="right", family=HAN)
    ax.set(ylabel="mg N / L", ylim=(0, 14.5))


def draw_curves():
    """Draw concentrations and bacterial capacities over two months."""
    t, y = rk4([0, 0, 0, 0.001, 0.001], 56)
    fig, (top, low) = plt.subplots(2, 1, figsize=(5.2, 4.3), sharex=True, height_ratios=[1.5, 1])
    concentrations(top, t, y)
    low.semilogy(t, y[:, 3], color=RED)
    low.semilogy(t, y[:, 4], color=BLUE)
    low.axhline(FEED, color=GREY, lw=0.8, ls=(0, (5, 4)))
    low.text(1, FEED * 1.25, "每天的负荷 $s$", color=GREY, va="bottom", family=HAN)
    low.text(12.4, 0.08, "$X$", color=RED, ha="right")
    low.text(31.0, 0.06, "$Z$", color=BLUE, ha="left")
    low.set(xlabel="天数", ylabel="mg N / (L·d)", xlim=(0, 56), ylim=(5e-4, 9))
    for ax in (top, low):
        ax.spines[["top", "right"]].set_visible(False)
    fig.align_ylabels()
    fig.tight_layout(pad=0.2)
    save(fig, "curves")


def saw_tooth(fraction, period, days=112, start=46.0, daily=1.107, tap=5.0):
    """Return times and nitrate values when a fraction of the water is changed every period days."""
    time, value, now = [0], [start], start
    for day in range(period, days + 1, period):
        now += daily * period
        time.append(day)
        value.append(now)
        now = (1 - fraction) * now + fraction * tap
        time.append(day)
        value.append(now)
    return time, value


def draw_changes():
    """Draw nitrate under three habits of changing water."""
    fig, ax = plt.subplots(figsize=(5.2, 2.9))
    ax.plot(*saw_tooth(0.10, 7), color=GREY, label="每周换一成", lw=1.2)
    ax.plot(*saw_tooth(0.50, 14), color=RED, label="每两周换一半", lw=1.2)
    ax.plot(*saw_tooth(0.25, 7), color=BLUE, label="每周换四分之一", lw=1.2)
    ax.axhline(36, color=GREEN, lw=0.8, ls=(0, (5, 4)))
    ax.text(113, 36, "36", color=GREEN, va="center")
    ax.set(xlabel="天数", ylabel="硝酸盐，mg / L", xlim=(0, 112), ylim=(0, 108), yticks=range(0, 101, 20))
    ax.set_xticks(range(0, 113, 14))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, loc="upper left", labelspacing=0.2)
    fig.tight_layout(pad=0.2)
    save(fig, "changes")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    draw_tank()
    draw_curves()
    draw_changes()
