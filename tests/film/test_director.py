"""The grammar of shots: what a plain screenplay becomes, and what a note changes."""

from hypothesis import given
from hypothesis import strategies as st

from haqiba.film import speech
from haqiba.film.scene import STAGE, Beat
from haqiba.read.direction import VERBS as VOCABULARY
from tests.film.people import do, line, played

TALK = [
    line("a", "hello, how are you on this fine and sunny morning?"),
    line("b", "very well, and you?"),
    line("a", "not so well today, I am afraid"),
]


def framings(*beats: Beat) -> list[str]:
    return [shot.framing for shot in played(*beats)]


def test_a_plain_dialogue_opens_wide_and_then_goes_close() -> None:
    assert framings(*TALK) == ["wide", "close b", "two"]
    assert [said.who for shot in played(*TALK) for said in shot.said] == ["a", "b", "a"]


def test_a_note_chooses_the_shot_that_follows() -> None:
    assert framings(TALK[0], Beat("do", "a", verb="camera", arguments=("push",)), TALK[1])[1] == "push a"


def test_people_face_who_speaks() -> None:
    first, second, _ = played(*TALK)
    assert {figure.who: figure.facing for figure in second.figures}["b"] == -1
    assert first.figures[0].x < first.figures[1].x


def test_nobody_enters_through_another() -> None:
    for side, sign in (("left", -1), ("right", 1)):
        shots = played(do("a", "stand", "centre"), line("a", "who is there?"), do("b", "enter", side), TALK[1])
        act = next(act for shot in shots for act in shot.acts if act.verb == "enter")
        assert (act.start - 960) * sign > 0 and (act.x - 960) * sign > 0


def test_a_long_line_is_heard_over_the_face_of_who_listens() -> None:
    long = line("b", "and so it went on and on, " * 9)
    shots = played(line("a", "what happened then?"), long)
    said = [said for shot in shots for said in shot.said if said.id == long.id]
    assert [one.unseen for one in said] == [False, True] and said[1].at < 0
    assert said[0].until - said[0].at == said[1].until - said[1].at


def test_a_telephone_keeps_its_chat_and_typing_ends() -> None:
    shots = played(
        do("a", "phone"),
        Beat("words", text="hi", id="w1", verb="chat"),
        do("", "typing"),
        do("", "gift"),
        line("a", "oh!"),
        Beat("words", text="who are you?", id="w2", verb="reply"),
    )
    phones = [shot.phone for shot in shots if shot.phone]
    assert [[b.kind for b in phone.bubbles] for phone in phones] == [
        ["text", "typing", "gift"],
        ["text", "gift", "text"],
    ]
    assert phones[1].bubbles[-1].side == "out" and phones[1].bubbles[0].at == -1


def test_the_net_grows_and_is_cut() -> None:
    shots = played(TALK[0], do("", "net", "grow"), do("", "camera", "wide"), do("", "net", "cut"), do("", "wait", "2"))
    assert [(shot.net.start, shot.net.end, shot.net.cut) for shot in shots] == [(0, 1, False), (1, 0, True)]


def test_the_card_shows_everybody() -> None:
    card = played(*TALK, card=5.0)[-1]
    assert card.card and [figure.who for figure in card.figures] == ["a", "b"]


def test_a_recording_gives_its_own_length() -> None:
    (shot,) = played(Beat("line", "a", "hello", "l", seconds=5.0))
    assert shot.frames == speech.frames(5.0 + speech.PAUSE)


VERBS = (*VOCABULARY, "strange")
WORDS = ("left", "right", "far-left", "centre", "a", "b", "sad", "grow", "cut", "push", "close", "9", "x")
BEATS = st.one_of(
    st.builds(
        lambda who, verb, words: Beat("do", who, verb=verb, arguments=tuple(words)),
        st.sampled_from(["a", "b", "c", ""]),
        st.sampled_from(VERBS),
        st.lists(st.sampled_from(WORDS), max_size=2),
    ),
    st.builds(lambda who, text: line(who, text), st.sampled_from(["a", "b", "c"]), st.text(min_size=1, max_size=300)),
    st.builds(
        lambda verb: Beat("words", text="hi", id="w", verb=verb), st.sampled_from(["chat", "reply", "show", "phone"])
    ),
    st.sampled_from([Beat("action", text="It rains."), Beat("scene", verb="outside")]),
)


@given(st.lists(BEATS, max_size=25))
def test_no_screenplay_is_a_fault(beats: list[Beat]) -> None:
    for shot in played(*beats):
        assert shot.frames > 0 and shot.frames % 2 == 0
        for view in (shot.view, shot.to):
            assert 0.9 < view.zoom < 3 and -400 < view.x < STAGE[0] + 400


def test_captions_keep_to_two_lines_and_the_pace_of_a_reader() -> None:
    text = "كلمة وأخرى، " * 20
    count = speech.frames(speech.seconds(text))
    parts = speech.captions(text, count)
    assert all(len(row) <= 37 for part in parts for row in part.text.split("\n"))
    assert all(part.text.count("\n") <= 1 for part in parts)
    assert all(len(part.text) / ((part.until - part.at) / speech.FPS) < 17 for part in parts)
    assert (parts[0].at, parts[-1].until) == (0, count)


@given(st.text(max_size=200), st.integers(2, 400))
def test_lips_move_for_as_long_as_the_line(text: str, count: int) -> None:
    shapes = speech.lips(text, count)
    assert len(shapes) == max(1, count // 2) and set(shapes) <= set("ABCDEFGHX")


def test_lips_close_on_m_and_round_on_o() -> None:
    assert speech.lips("mmmm", 40)[0] == "A" and speech.lips("oooo", 40)[0] == "E" and speech.lips("مم", 40)[0] == "A"
