"""Frames -> MP4, shot by shot with one thread each, joined without encoding again.

H.264 in BT.709, 25 frames a second, a constant rate: a frame that repeats is sent again without being drawn again.
The same frames give the same bytes, whatever process encodes them."""

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from haqiba.film.frames import Frame
from haqiba.film.speech import FPS

# Measured on flat pictures: of the quick settings this is the smallest at the same likeness.
X264 = "scenecut=0:b-adapt=0:mbtree=1:rc-lookahead=10"
BT709 = 1


def encoded(frames: Iterable[Frame], sizes: Sequence[tuple[int, int]], count: int, crf: Sequence[int]) -> list[bytes]:
    """One MP4 without sound for each size (width, height), from the same frames; `count` is how many there are."""
    outs = [_Out(width, height, count, quality) for (width, height), quality in zip(sizes, crf, strict=True)]
    for number, frame in enumerate(frames):
        for out in outs:
            out.take(frame, number)
    return [out.done() for out in outs]


class _Out:
    def __init__(self, width: int, height: int, count: int, crf: int) -> None:
        self._bytes = io.BytesIO()
        self._container = av.open(self._bytes, "w", format="mp4")
        self._stream = self._container.add_stream("libx264", rate=FPS)
        stream = self._stream
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context = stream.codec_context
        context.thread_count = 1
        context.time_base = Fraction(1, FPS)
        context.color_range = context.colorspace = context.color_primaries = context.color_trc = BT709
        stream.options = {
            "preset": "superfast",
            "crf": str(crf),
            "g": str(count),
            "bf": "3",
            "flags": "+cgop",
            "x264-params": X264,
        }
        self._reformatter = VideoReformatter()
        self._last: av.VideoFrame | None = None

    def take(self, frame: Frame, number: int) -> None:
        if not frame.repeated or self._last is None:
            taken = av.VideoFrame.from_numpy_buffer(frame.pixels, format="rgba")
            self._last = self._reformatter.reformat(
                taken,
                self._stream.width,
                self._stream.height,
                "yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.AREA if taken.width != self._stream.width else Interpolation.BILINEAR,
            )
        self._last.pts, self._last.time_base = number, Fraction(1, FPS)
        self._container.mux(self._stream.encode(self._last))

    def done(self) -> bytes:
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._bytes.getvalue()


def joined(shots: Sequence[bytes], sound: bytes | None) -> bytes:
    """Shots one after the other, and one sound track (an MP4 with AAC) under them all."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as out:
        inputs = [av.open(io.BytesIO(shot), "r") for shot in shots]
        video = out.add_stream_from_template(inputs[0].streams.video[0])
        track = av.open(io.BytesIO(sound), "r") if sound else None
        audio = out.add_stream_from_template(track.streams.audio[0]) if track else None
        start = 0
        for source in inputs:
            stream = source.streams.video[0]
            assert stream.time_base is not None
            step = round(1 / (FPS * stream.time_base))
            count = 0
            for packet in source.demux(stream):
                if packet.dts is None:
                    continue
                count += 1
                packet.dts += start
                packet.pts = (packet.pts or 0) + start
                packet.stream = video
                out.mux_one(packet)
            start += count * step
            source.close()
        if track and audio:
            for heard in track.demux(track.streams.audio[0]):
                if heard.dts is not None:
                    heard.stream = audio
                    out.mux_one(heard)
            track.close()
    return made.getvalue()
