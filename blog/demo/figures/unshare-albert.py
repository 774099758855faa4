"""Untie the blocks of a small residual network and draw how the layers move apart."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
DEPTH, WIDTH, INNER, INPUTS, OUTPUTS, RUNS = 6, 24, 48, 12, 8, 8
HAN = "Noto Sans CJK SC"  # labels with a formula take one family only
TIED = ("A", "a", "B")


def network(rng, blocks, gain=1.0):
    """Return random weights with the given number of different blocks (1 or DEPTH)."""
    return {
        "P": rng.normal(size=(INPUTS, WIDTH)) / np.sqrt(INPUTS),
        "A": gain * rng.normal(size=(blocks, WIDTH, INNER)) / np.sqrt(WIDTH),
        "a": np.zeros((blocks, INNER)),
        "B": gain * rng.normal(size=(blocks, INNER, WIDTH)) / np.sqrt(INNER * DEPTH),
        "V": rng.normal(size=(WIDTH, OUTPUTS)) / np.sqrt(WIDTH),
        "c": np.zeros(OUTPUTS),
    }


def block_of(weights, layer):
    """Return the number of the block which a layer uses."""
    return layer if len(weights["A"]) == DEPTH else 0


def forward(weights, x):
    """Return the states between the layers, the inner activations and the output."""
    states, inner = [x @ weights["P"]], []
    for layer in range(DEPTH):
        k = block_of(weights, layer)
        inner.append(np.tanh(states[-1] @ weights["A"][k] + weights["a"][k]))
        states.append(states[-1] + inner[-1] @ weights["B"][k])
    return states, inner, states[-1] @ weights["V"] + weights["c"]


def gradients(weights, x, y):
    """Return the gradients of the mean squared error, those of the blocks for each layer."""
    states, inner, out = forward(weights, x)
    delta = 2 * (out - y) / out.size
    grad = {"V": states[-1].T @ delta, "c": delta.sum(0)}
    grad |= {name: np.zeros((DEPTH, *weights[name].shape[1:])) for name in TIED}
    delta = delta @ weights["V"].T
    for layer in reversed(range(DEPTH)):
        k = block_of(weights, layer)
        pre = (delta @ weights["B"][k].T) * (1 - inner[layer] ** 2)
        grad["A"][layer] = states[layer].T @ pre
        grad["a"][layer] = pre.sum(0)
        grad["B"][layer] = inner[layer].T @ delta
        delta = delta + pre @ weights["A"][k].T
    grad["P"] = x.T @ delta
    return grad


def adam(weights, x, y, steps, rate, rng):
    """Train with Adam and a cosine schedule, summing the gradients of tied blocks."""
    first = {name: np.zeros_like(value) for name, value in weights.items()}
    second = {name: np.zeros_like(value) for name, value in weights.items()}
    for step in range(1, steps + 1):
        rows = rng.integers(0, len(x), 128)
        grad = gradients(weights, x[rows], y[rows])
        now = rate * (1 + np.cos(np.pi * step / steps)) / 2
        for name, value in weights.items():
            g = grad[name].sum(0, keepdims=True) if name in TIED and len(value) == 1 else grad[name]
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.999 * second[name] + 0.001 * g**2
            size = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
            value -= now * first[name] / (1 - 0.9**step) / size
    return weights


def task(teacher, x):
    """Return the standardised answers of a teacher."""
    y = forward(teacher, x)[2]
    return (y - y.mean(0)) / y.std(0)


def profile(parts):
    """Return the leading pattern over the layers of what is not common to them."""
    rows = np.stack([np.concatenate([parts[name][k].ravel() for name in TIED]) for k in range(DEPTH)])
    lead = np.linalg.svd(rows - rows.mean(0), full_matrices=False)[0][:, 0]
    return lead * np.sign(lead[-1])


def run(seed):
    """Pretrain tied, untie, train on a related task: the patterns before and after."""
    rng = np.random.default_rng(seed)
    old, new = network(rng, DEPTH, 1.5), network(rng, DEPTH, 1.5)
    for name in ("A", "B"):
        new[name] = np.sqrt(0.91) * old[name] + 0.3 * new[name]
    new["P"] = old["P"]
    x = rng.normal(size=(20000, INPUTS))
    weights = adam(network(rng, 1), x, task(old, x), 6000, 2e-3, rng)
    weights |= {name: np.repeat(weights[name], DEPTH, axis=0) for name in TIED}
    before = profile(gradients(weights, x, task(new, x)))
    return before, profile(adam(weights, x[:6400], task(new, x)[:6400], 2000, 1e-3, rng))


def panel(name, patterns):
    """Draw the patterns of all runs over the straight line of the theory and save the picture."""
    layers = np.arange(1, DEPTH + 1)
    line = (layers - layers.mean()) / np.linalg.norm(layers - layers.mean())
    fig, axis = plt.subplots(figsize=(4, 2.9), dpi=160)
    for pattern in patterns:
        axis.plot(layers, pattern, color="#1d4f91", lw=0.8, alpha=0.65, marker=".", ms=4)
    axis.plot(layers, line, color="#a3341f", lw=1.3, ls="--")
    axis.axhline(0, color="#5c5a55", lw=0.5)
    axis.set(xticks=layers, ylim=(-0.7, 0.7))
    axis.set_xlabel("层号 $l$", family=HAN)
    fig.tight_layout(pad=0.2)
    target = OUT / f"unshare-albert-{name}.png"
    fig.savefig(target, facecolor="white")
    Image.open(target).convert("RGB").quantize(64).save(target, optimize=True)


def main():
    """Draw the patterns of every run before and after the training, one picture each."""
    mpl.rcParams.update({"font.family": ["DejaVu Sans", HAN]})
    mpl.rcParams.update({"font.size": 11, "axes.linewidth": 0.6, "mathtext.fontset": "cm"})
    before, after = zip(*(run(100 + number) for number in range(RUNS)), strict=True)
    panel("gradients", before)
    panel("weights", after)


if __name__ == "__main__":
    main()
