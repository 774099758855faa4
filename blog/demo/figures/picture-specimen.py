"""Draw what passes for a photograph: a sunset over the sea, computed, with the grain of a camera."""

from pathlib import Path

import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[1] / "posts" / "images"
WIDTH, HEIGHT, HORIZON = 2000, 1333, 800

random = np.random.default_rng(1024)
x, y = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
height = np.clip((HORIZON - y) / HORIZON, 0, 1)[..., None]
sky = (1 - height) * np.array([247, 178, 103]) + height * np.array([52, 73, 118])
distance = np.hypot(x - 1240, (y - 640) * 1.0)[..., None]
glow = np.exp(-((distance / 330) ** 1.2))
sky = sky * (1 - 0.6 * glow) + np.array([255, 226, 150]) * 0.9 * glow
sky = np.where(distance < 62, [255, 246, 214], sky)

depth = np.clip((y - HORIZON) / (HEIGHT - HORIZON), 0, 1)
waves = sum(
    np.sin(x * a / (30 + 260 * depth) + y * b / (4 + 34 * depth) + c) / k
    for k, (a, b, c) in enumerate(random.uniform([1, 1, 0], [6, 7, 6.28], (9, 3)), start=1)
)
path = np.exp(-(((x - 1240) / (70 + 420 * depth)) ** 2)) * (0.55 + 0.45 * np.tanh(2 * waves))
sea = (1 - depth)[..., None] * np.array([150, 118, 104]) + depth[..., None] * np.array([22, 34, 56])
sea = sea + 11 * waves[..., None] + path[..., None] * np.array([190, 140, 70])
image = np.where((y < HORIZON)[..., None], sky, sea) + random.normal(0, 5, (HEIGHT, WIDTH, 1))
Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).save(OUT / "picture-specimen-sea.jpg", quality=82)
