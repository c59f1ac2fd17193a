"""The score and the effects of the film, played by this script: nothing is borrowed.

    python examples/shabakat/sounds/score.py

Plucked strings (Karplus and Strong, 1983), a soft bass, a breath of air. CC BY 4.0, as the rest of the example."""

from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 48_000
HERE = Path(__file__).parent
Samples = np.ndarray[Any, np.dtype[np.float32]]
CHANCE = np.random.Generator(np.random.PCG64(2024))

# Degrees from D: a bright scale for play, Hijaz for the net, and its way home.
PLAY = [0, 2, 4, 7, 9, 12, 14, 16]
HIJAZ = [0, 1, 4, 5, 7, 8, 10, 12]
HOME = [0, 2, 3, 5, 7, 9, 10, 12]


def hertz(step: float, octave: int = 0) -> float:
    return 293.66 * 2 ** (octave + step / 12)


def pluck(pitch: float, seconds: float, soft: float = 0.5) -> Samples:
    """A string: noise that goes round and round and loses its edge."""
    period = max(2, round(RATE / pitch))
    ring = CHANCE.uniform(-1, 1, period)
    for _ in range(round(1 + 6 * soft)):
        ring = (ring + np.roll(ring, 1)) / 2
    made = np.empty((round(seconds * RATE) // period + 1, period))
    for row in made:
        row[:] = ring
        ring = 0.996 * (0.5 * ring + 0.5 * np.roll(ring, 1))
    sound = made.ravel()[: round(seconds * RATE)]
    return (sound / (np.abs(sound).max() + 1e-9)).astype(np.float32)


def hum(pitch: float, seconds: float) -> Samples:
    """A low voice that swells and goes."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = (
        np.sin(2 * np.pi * pitch * t)
        + 0.4 * np.sin(4 * np.pi * pitch * t)
        + 0.2 * np.sin(2 * np.pi * pitch * 1.005 * t)
    )
    return (wave * np.sin(np.pi * t / seconds) ** 0.7 / 1.6).astype(np.float32)


def laid(notes: list[tuple[float, Samples, float]], seconds: float) -> Samples:
    """Notes on one track that can begin again: what rings over the end is heard at the beginning."""
    length = round(seconds * RATE)
    track = np.zeros(2 * length, np.float32)
    for at, sound, level in notes:
        start = round(at * RATE)
        part = sound[: 2 * length - start]
        track[start : start + len(part)] += level * part
    looped = track[:length] + track[length:]
    return (0.5 * looped / np.abs(looped).max()).astype(np.float32)


def tune(
    scale: list[int], steps: list[int | None], beat: float, octave: int, level: float, soft: float
) -> list[tuple[float, Samples, float]]:
    return [
        (n * beat, pluck(hertz(scale[step % len(scale)], octave + step // len(scale)), 1.6, soft), level)
        for n, step in enumerate(steps)
        if step is not None
    ]


def play() -> Samples:
    melody = [4, None, 3, 4, 5, None, 4, None, 3, None, 2, 3, 4, None, 2, None,
              1, None, 2, 3, 4, 3, 2, None, 0, None, 1, 2, 0, None, None, None]  # fmt: skip
    bass = [0, None, None, None, 3, None, None, None, 2, None, None, None, 3, None, None, None] * 2
    notes = tune(PLAY, melody, 0.27, 0, 0.6, 0.4) + tune(PLAY, bass, 0.27, -2, 0.5, 0.9)
    return laid(notes, 32 * 0.27)


def net() -> Samples:
    melody = [0, None, None, 1, None, None, 0, None, 2, None, 1, None, 0, None, None, None,
              3, None, 2, None, 1, None, None, 2, 1, None, 0, None, None, None, None, None]  # fmt: skip
    drone = [(n * 4.0, hum(hertz(0 if n % 2 == 0 else 1, -2), 4.6), 0.55) for n in range(4)]
    return laid(tune(HIJAZ, melody, 0.5, -1, 0.45, 0.8) + drone, 16.0)


def home() -> Samples:
    melody = [4, None, 3, 2, None, None, 1, None, 2, None, None, 3, 4, None, None, None,
              5, None, 4, 3, None, None, 2, None, 1, None, None, 2, 0, None, None, None]  # fmt: skip
    chords = [(n * 3.2, hum(hertz(step, -1), 3.8), 0.3) for n, step in enumerate((0, 5, 3, 7))]
    return laid(tune(HOME, melody, 0.4, 0, 0.5, 0.7) + chords, 12.8)


def message() -> Samples:
    return laid([(0.0, pluck(hertz(12, 0), 0.4, 0.2), 0.5), (0.09, pluck(hertz(16, 0), 0.4, 0.2), 0.4)], 0.5) * 0.35


def cut() -> Samples:
    """A thread that parts, and the others after it."""
    return laid([(n * 0.07, pluck(hertz(12 - n, 1), 0.7, 0.1), 0.6 / (n + 1)) for n in range(7)], 1.2) * 0.8


def write(name: str, samples: Samples) -> None:
    with av.open(str(HERE / f"{name}.ogg"), "w") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = 56_000
        for start in range(0, len(samples), 960):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None, start : start + 960]), "flt", "mono")
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    for made in (play, net, home, message, cut):
        write(made.__name__, made())
