"""Measure how the gradient shrinks on its way back through a plain recurrent network and an LSTM."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
WIDTH, LAGS, BURN, DRAWS, NOISE = 256, 60, 200, 6, 0.5
BLUE, RED, GREEN, GREY = "#1d4f91", "#a3341f", "#3b6132", "#5c5a55"


def sigmoid(x):
    """Return the logistic function."""
    return 1 / (1 + np.exp(-x))


def plain(gain, rng):
    """Return the length of a gradient at every lag in a plain tanh network."""
    w = gain * rng.normal(size=(WIDTH, WIDTH)) / np.sqrt(WIDTH)
    state, states = np.zeros(WIDTH), []
    for _ in range(BURN + LAGS):
        state = np.tanh(w @ state + NOISE * rng.normal(size=WIDTH))
        states.append(state)
    delta = rng.normal(size=WIDTH)
    lengths = [np.linalg.norm(delta)]
    for state in reversed(states[-LAGS:]):
        delta = w.T @ ((1 - state**2) * delta)
        lengths.append(np.linalg.norm(delta))
    return np.log10(np.array(lengths) / lengths[0])


def factor(gain):
    """Return the mean-field factor by which the squared length changes in one step."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(101)
    weights, q = weights / weights.sum(), 1.0
    for _ in range(500):
        q = gain**2 * (weights @ np.tanh(np.sqrt(q) * nodes) ** 2) + NOISE**2
    return gain**2 * (weights @ np.cosh(np.sqrt(q) * nodes) ** -4.0)


def lstm_states(bias, rng):
    """Run an LSTM with small weights; return the weights and what the way back needs."""
    w = 0.3 * rng.normal(size=(4, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    cell, state, record = np.zeros(WIDTH), np.zeros(WIDTH), []
    for _ in range(BURN + LAGS):
        i, f, o, g = w @ state + NOISE * rng.normal(size=(4, WIDTH))
        i, f, o, g, old = sigmoid(i), sigmoid(f + bias), sigmoid(o), np.tanh(g), cell
        cell = f * old + i * g
        squashed = np.tanh(cell)
        state = o * squashed
        record.append((i, f, o, g, old, squashed))
    return w, record[-LAGS:]


def lstm(bias, rng):
    """Return the length of a gradient at every lag in an LSTM with this forget bias."""
    w, record = lstm_states(bias, rng)
    d_cell, d_state = rng.normal(size=WIDTH), np.zeros(WIDTH)
    lengths = [np.linalg.norm(d_cell)]
    for i, f, o, g, old, squashed in reversed(record):
        total = d_cell + d_state * o * (1 - squashed**2)
        back = (
            total * g * i * (1 - i),
            total * old * f * (1 - f),
            d_state * squashed * o * (1 - o),
            total * i * (1 - g**2),
        )
        d_cell, d_state = total * f, sum(m.T @ d for m, d in zip(w, back, strict=True))
        lengths.append(np.hypot(np.linalg.norm(d_cell), np.linalg.norm(d_state)))
    return np.log10(np.array(lengths) / lengths[0])


def mean(simulate, value):
    """Average the logarithms over several draws."""
    return np.mean([simulate(value, np.random.default_rng(seed)) for seed in range(DRAWS)], axis=0)


def panel(name, simulate, values, slope, label):
    """Draw the simulated curves over the straight lines of the theory and save the picture."""
    fig, axis = plt.subplots(figsize=(4, 3.5), dpi=160)
    lags = np.arange(LAGS + 1)
    for value, colour in zip(values, (RED, GREY, GREEN, BLUE), strict=True):
        axis.plot(lags, mean(simulate, value), color=colour, lw=1.3, label=f"{label} $= {value}$")
        axis.plot(lags, lags * slope(value), color=colour, lw=0.8, ls="--")
    axis.set(xlim=(0, LAGS), ylim=(-12.5, 4.5), xlabel="往回传的步数", ylabel="相对长度的常用对数")
    axis.legend(frameon=False, fontsize=11, loc="lower left", labelspacing=0.2, handlelength=1.2)
    fig.tight_layout(pad=0.2)
    target = OUT / f"vanishing-gradients-rnn-{name}.png"
    fig.savefig(target, facecolor="white")
    Image.open(target).convert("RGB").quantize(64).save(target, optimize=True)


def main():
    """Draw one panel for the tanh networks and one for the LSTMs."""
    mpl.rcParams.update({"font.family": ["DejaVu Sans", "Noto Sans CJK SC"]})
    mpl.rcParams.update({"font.size": 11, "axes.linewidth": 0.6, "mathtext.fontset": "cm"})
    panel("tanh", plain, (0.8, 1.2, 1.6, 2.0), lambda gain: np.log10(factor(gain)) / 2, "$g$")
    panel("lstm", lstm, (0, 1, 2, 4), lambda bias: np.log10(sigmoid(bias)), "$b_f$")


if __name__ == "__main__":
    main()
