"""Draw how the centres of EM split while the variance falls for the post kmeans-from-em."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

IMAGES = Path(__file__).resolve().parents[1] / "posts" / "images"
HAN = "Noto Sans CJK SC"  # labels with a formula take one family only
COLOURS = ("#1d4f91", "#a3341f", "#3b6132")
TRUE = np.array([[-3.0, 0.0], [0.5, 1.2], [2.5, -1.2]])


def points():
    """Return the 300 points of the post."""
    rng = np.random.default_rng(2026)
    return np.repeat(TRUE, 100, axis=0) + 0.8 * rng.normal(size=(300, 2))


def em(x, mu, sigma2, steps):
    """Run EM with equal weights and one fixed variance, and return the centres."""
    for _ in range(steps):
        d2 = ((x[:, None] - mu) ** 2).sum(axis=2)
        r = np.exp(-(d2 - d2.min(axis=1, keepdims=True)) / (2 * sigma2))
        r /= r.sum(axis=1, keepdims=True)
        mu = r.T @ x / r.sum(axis=0)[:, None]
    return mu


def anneal(x, variances):
    """Follow the centres from the largest variance to the smallest, with a tiny push at each step."""
    rng = np.random.default_rng(1)
    mu, path = np.repeat(x.mean(axis=0, keepdims=True), 3, axis=0), []
    for sigma2 in variances:
        mu = em(x, mu + 1e-4 * rng.normal(size=mu.shape), sigma2, 1500)
        path.append(mu)
    return np.array(path)


def main():
    plt.rcParams.update({"font.family": ["DejaVu Sans", HAN], "font.size": 11, "axes.linewidth": 0.8})
    x, variances = points(), np.geomspace(12, 0.05, 160)
    eigenvalues, vectors = np.linalg.eigh(np.cov(x.T, bias=True))
    axis = vectors[:, -1] * np.sign(vectors[0, -1])
    tree = (anneal(x, variances) - x.mean(axis=0)) @ axis
    figure, axes = plt.subplots(figsize=(5.2, 2.9), layout="constrained")
    for column, colour in zip(np.argsort(tree[-1]), COLOURS, strict=True):
        axes.plot(variances, tree[:, column], color=colour, linewidth=1.4)
    axes.axvline(eigenvalues[-1], color="#5c5a55", linewidth=0.9, linestyle="--")
    axes.text(eigenvalues[-1] * 0.93, 3.4, r"$\lambda_1$", color="#5c5a55", va="top")
    axes.set(xscale="log", xlim=(12, 0.05), ylim=(-3.6, 3.6))
    axes.set_xlabel(r"方差 $\sigma^2$（逐渐下降）", family=HAN)
    axes.set_ylabel("中心在第一主轴上的位置")
    axes.set_xticks([10, 3, 1, 0.3, 0.1], ["10", "3", "1", "0.3", "0.1"])
    axes.minorticks_off()
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(IMAGES / "kmeans-from-em-tree.png", dpi=200, facecolor="white")
    with Image.open(IMAGES / "kmeans-from-em-tree.png") as picture:
        picture.convert("RGB").quantize(32).save(IMAGES / "kmeans-from-em-tree.png", optimize=True)


if __name__ == "__main__":
    main()
