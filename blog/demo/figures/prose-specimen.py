"""Draw the columns of a page, to scale, for the post prose-specimen."""

from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle
from PIL import Image

IMAGES = Path(__file__).resolve().parents[1] / "posts" / "images"
INK, MUTED = "#5c5a55", "#d8d4ca"
CONTENTS, GAP, TEXT, NUMBER_GAP, NUMBER = 13.0, 2.0, 42.5, 1.0, 2.5  # widths in rem


def save_small(figure, path):
    """Save the figure and reduce it to a palette of 32 colours."""
    figure.savefig(path, dpi=200, facecolor="white")
    Image.open(path).convert("RGB").quantize(32).save(path, optimize=True)


def draw_lines(axes, left, right, top, count, colour, ragged=()):
    """Draw lines of text; `ragged` holds the shorter lengths by line, measured from the left."""
    lengths = dict(ragged)
    for line in range(count):
        y = top - 1.75 * line
        axes.plot(
            [left, left + lengths.get(line, right - left)],
            [y, y],
            color=colour,
            linewidth=2.4,
            solid_capstyle="butt",
        )


def draw_text(axes, left):
    """Draw two paragraphs, a display formula between them and its number in the right margin."""
    right = left + TEXT
    draw_lines(axes, left, right, 20, 4, MUTED, {3: 25.0})
    axes.text(left + TEXT / 2, 10.6, r"$e^{i\pi}+1=0$", ha="center", va="center", fontsize=11, color="#1c1c1a")
    axes.text(right + NUMBER_GAP, 10.6, "(1)", va="center", fontsize=11, color="#1c1c1a")
    draw_lines(axes, left, right, 7, 4, MUTED, {3: 33.0})


def draw_margin(axes):
    """Draw the date badge and the contents, flush right in the left margin."""
    axes.text(CONTENTS, 22.6, "10", ha="right", va="bottom", fontsize=11, color="#a3341f", weight="bold")
    for line, length in enumerate((6.5, 9.0, 7.5, 10.5, 5.5)):
        y = 20 - 1.75 * line
        axes.plot([CONTENTS - length, CONTENTS], [y, y], color="#8a867c", linewidth=1.6, solid_capstyle="butt")


def draw_labels(axes, left):
    """Name the columns below the page, with a thin rule over each."""
    right = left + TEXT
    columns = ((0, CONTENTS, "日期和目录"), (left, right, "正文，四十个字宽"))
    for start, end, name in (*columns, (right + NUMBER_GAP, right + NUMBER_GAP + NUMBER, "公式编号")):
        axes.plot([start, end], [-1.6, -1.6], color=INK, linewidth=0.8)
        axes.text((start + end) / 2, -2.5, name, ha="center", va="top", fontsize=11, color=INK)


def main():
    left = CONTENTS + GAP
    plt.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"]})
    figure, axes = plt.subplots(figsize=(5.2, 2.565))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    axes.add_patch(Rectangle((-1.5, 0), 64.5, 27.5, fill=False, edgecolor=INK, linewidth=0.8))
    axes.plot([left, left + 17], [23.4, 23.4], color="#1c1c1a", linewidth=5, solid_capstyle="butt")
    draw_margin(axes)
    draw_text(axes, left)
    draw_labels(axes, left)
    axes.set(xlim=(-2, 64.5), ylim=(-4.9, 27.8), aspect="equal")
    axes.set_axis_off()
    save_small(figure, IMAGES / "prose-specimen-columns.png")


if __name__ == "__main__":
    main()
