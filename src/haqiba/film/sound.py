"""What one hears: recordings, effects and music over the tone of a room, at the loudness of the web (-16 LUFS).

Nothing is heard but the room where nobody has recorded anything yet; that is not made loud."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import av
import numpy as np

RATE = 48_000
LOUDNESS = -16.0
# Below this a track holds no more than its room.
QUIET = -45.0
ROOM = 0.0006
# Music is so much softer than voices, and so much more while somebody speaks (factors).
MUSIC, DUCKED = 0.5, 0.35
# Seconds in which music gives way, and in which it comes and goes.
GLIDE, FADE = 0.25, 1.2
CEILING = 0.84

Samples = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording of any format, from `at` until `until` seconds; music begins again when it is over."""

    data: bytes
    at: float
    until: float
    kind: str = "voice"


def decoded(data: bytes) -> Samples:
    """Mono samples at 48 kHz. Raises av.error.FFmpegError where it is no recording."""
    resampler = av.AudioResampler(format="fltp", rate=RATE)
    parts: list[Samples] = []
    with av.open(io.BytesIO(data), "r") as container:
        for frame in container.decode(audio=0):
            parts += [made.to_ndarray().mean(axis=0).astype(np.float32) for made in resampler.resample(frame)]
        parts += [made.to_ndarray().mean(axis=0).astype(np.float32) for made in resampler.resample(None)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def seconds(data: bytes) -> float:
    """How long a recording lasts; 0 where it is none."""
    try:
        return float(len(decoded(data))) / RATE
    except (av.error.FFmpegError, IndexError, ValueError):
        return 0.0


def mixed(heard: Sequence[Heard], duration: float) -> Samples:
    """All of it as mono samples, exactly as long as the picture."""
    length = round(duration * RATE)
    front = np.zeros(length, np.float32)
    music = np.zeros(length, np.float32)
    for one in heard:
        start, end = round(one.at * RATE), min(length, round(one.until * RATE))
        samples = decoded(one.data)
        if end <= start or not len(samples):
            continue
        if one.kind == "music":
            many = -(-(end - start) // len(samples))
            samples = _faded(np.tile(samples, many)[: end - start])
            music[start:end] += samples * MUSIC
        else:
            samples = samples[: end - start]
            front[start : start + len(samples)] += samples
    return _room(length) + front + music * ducking(front)


def track(samples: Samples) -> bytes:
    """An MP4 with the samples in AAC, in both channels, at -16 LUFS."""
    loudness = measured(samples)
    if loudness <= QUIET:
        return _aac(samples)
    samples = _louder(samples, LOUDNESS - loudness)
    # What the limiter took is given back, then what the encoder changed: it is the file that one hears.
    samples = _louder(samples, LOUDNESS - measured(samples))
    made = _aac(samples)
    for _ in range(3):
        off = LOUDNESS - heard_loudness(made)
        if abs(off) < 0.1:
            break
        samples = _louder(samples, off)
        made = _aac(samples)
    return made


def _louder(samples: Samples, decibels: float) -> Samples:
    return limited(samples * np.float32(10 ** (decibels / 20)))


def _aac(samples: Samples) -> bytes:
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = 128_000
        stream.codec_context.thread_count = 1
        for frame in _frames(samples, 1024):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return made.getvalue()


def measured(samples: Samples) -> float:
    """Integrated loudness in LUFS (EBU R 128) of mono samples in both channels."""
    return _metered(_frames(samples, 4800))


def heard_loudness(recording: bytes) -> float:
    """Integrated loudness in LUFS of a recording in stereo at 48 kHz."""
    with av.open(io.BytesIO(recording), "r") as container:
        return _metered(container.decode(audio=0))


def _metered(frames: Iterable[av.AudioFrame]) -> float:
    """By FFmpeg's meter."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="fltp", sample_rate=RATE, layout="stereo")
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    told = -70.0
    for frame in frames:
        graph.push(frame)
        while True:
            try:
                out = graph.pull()
            except (BlockingIOError, av.error.EOFError):
                break
            told = float(out.metadata.get("lavfi.r128.I", told))
    return told


def limited(samples: Samples) -> Samples:
    """No peak above -1.5 dBFS: what comes near is bent, not cut."""
    over = np.abs(samples) > CEILING * 0.8
    bent = np.sign(samples) * CEILING * (0.8 + 0.2 * np.tanh((np.abs(samples) / CEILING - 0.8) / 0.2))
    made: Samples = np.where(over, bent, samples).astype(np.float32)
    return made


def _frames(samples: Samples, size: int) -> list[av.AudioFrame]:
    made = []
    for start in range(0, len(samples), size):
        part = np.ascontiguousarray(np.stack([samples[start : start + size]] * 2), np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        made.append(frame)
    return made


def _room(length: int) -> Samples:
    """The breath of a room: soft noise without highs, always the same."""
    noise = np.random.Generator(np.random.PCG64(7)).standard_normal(length + 64).astype(np.float32)
    soft = np.convolve(noise, np.ones(64, np.float32) / 8, "valid")[:length]
    made: Samples = (soft * ROOM).astype(np.float32)
    return made


def _faded(samples: Samples) -> Samples:
    edge = min(len(samples) // 2, round(FADE * RATE))
    ramp = np.linspace(0.0, 1.0, edge, dtype=np.float32)
    samples = samples.copy()
    samples[:edge] *= ramp
    samples[len(samples) - edge :] *= ramp[::-1]
    return samples


def ducking(front: Samples) -> Samples:
    """A factor for music: down while something is said."""
    step = round(GLIDE * RATE)
    blocks = -(-len(front) // step)
    padded = np.pad(np.abs(front), (0, blocks * step - len(front)))
    loud = padded.reshape(blocks, step).max(axis=1) > 0.02
    factor = np.where(loud, DUCKED, 1.0)
    at = np.arange(blocks) * step + step / 2
    made: Samples = np.interp(np.arange(len(front)), at, factor).astype(np.float32)
    return made
