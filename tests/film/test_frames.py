"""Frames and files: bodies on twos, still cameras that draw half, the same bytes twice, sound of the right loudness."""

import io
from fractions import Fraction

import av
import numpy as np

from haqiba.film import sound
from haqiba.film.encode import encoded, joined
from haqiba.film.frames import Painter, frames
from haqiba.film.scene import Shot
from tests.film.people import SIZE, do, line, played, props

ONE = line("a", "hello there, how are you today?")


def film(*made: Shot) -> list[bytes]:
    return [encoded(frames(shot, props(shot), *SIZE), [SIZE], shot.frames, [30])[0] for shot in made]


def test_at_rest_every_second_frame_is_the_one_before() -> None:
    shot = played(ONE, do("", "camera", "close"), line("b", "well, thank you"))[-1]
    assert shot.rests
    assert [frame.repeated for frame in frames(shot, props(shot), *SIZE)][:4] == [False, True, False, True]


def test_a_camera_that_moves_is_drawn_on_every_frame() -> None:
    moving = played(do("", "camera", "pan"), ONE)[0]
    assert not any(frame.repeated for frame in frames(moving, props(moving), *SIZE))


def test_frames_do_not_depend_on_what_was_drawn_before() -> None:
    shot = played(ONE, do("a", "wave"), line("b", "well, thank you very much"))[0]
    painter = Painter(shot, props(shot), *SIZE)
    painter.paint(shot.frames - 2)
    last = painter.pixels.copy()
    painter.paint(0)
    assert not np.array_equal(painter.pixels, last)
    painter.paint(shot.frames - 2)
    assert np.array_equal(painter.pixels, last)


def test_shots_are_joined_at_a_constant_rate_with_sound_of_their_length() -> None:
    made = played(ONE, line("b", "well!"), line("a", "good."))
    shots = film(*made)
    assert shots == film(*made)
    total = sum(shot.frames for shot in made)
    whole = joined(shots, sound.track(sound.mixed([], total / 25)))
    with av.open(io.BytesIO(whole), "r") as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.average_rate, video.codec_context.colorspace, video.codec_context.color_range) == (25, 1, 1)
        times = [Fraction(frame.pts) * frame.time_base * 25 for frame in container.decode(video) if frame.time_base]
        assert times == list(range(total))
        assert abs(float(audio.duration * audio.time_base) - total / 25) < 0.05


def test_a_flat_colour_stays_the_colour() -> None:
    shot = played(do("", "wait", "1"))[0]
    with av.open(io.BytesIO(film(shot)[0]), "r") as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    # The wall of a night: #1D4E79.
    assert np.abs(picture[5, 80].astype(int) - (0x1D, 0x4E, 0x79)).max() <= 3


def test_what_is_heard_is_as_loud_as_the_web_wants_it() -> None:
    tone = (0.05 * np.sin(np.arange(48_000 * 3) * 2 * np.pi * 330 / 48_000)).astype(np.float32)
    recording = sound.track(tone)
    made = sound.track(sound.mixed([sound.Heard(recording, 0.5, 4.0), sound.Heard(recording, 0.0, 4.0, "music")], 4.0))
    assert abs(sound.heard_loudness(made) - sound.LOUDNESS) < 0.5


def test_a_quiet_room_is_not_made_loud() -> None:
    assert sound.heard_loudness(sound.track(sound.mixed([], 2.0))) < sound.QUIET


def test_music_gives_way_to_a_voice() -> None:
    voice = np.zeros(96_000, np.float32)
    voice[40_000:60_000] = 0.3
    factor = sound.ducking(voice)
    assert factor[50_000] < 0.5 and factor[5_000] > 0.9
