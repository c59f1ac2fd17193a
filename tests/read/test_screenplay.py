"""A screenplay as a piece: lines keep their ids when others change, notes are the words of direction."""

from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.piece import Block
from haqiba.read.direction import ARGUMENTS, VERBS, Direction, direction, near
from haqiba.read.screenplay import screenplay

SCENE = "العنوان: فيلم\nأرقام المساعدة: child\n\nداخلي. بيت - ليل\n\n{}\n\n@لينا\n(خوف)\nمرحبا *بك*\n"


def blocks(text: str) -> dict[str, list[Block]]:
    piece, _, _ = screenplay(text, "pieces/f.fountain", "f")
    assert piece
    made: dict[str, list[Block]] = {}
    for block in piece.blocks:
        made.setdefault(block.kind, []).append(block)
    return made


def codes(text: str) -> list[str]:
    return [finding.code for finding in screenplay(text, "pieces/f.fountain", "f")[2]]


def test_a_film_is_a_piece() -> None:
    piece, places, findings = screenplay(SCENE.format("[[لينا تدخل من اليمين]]"), "pieces/f.fountain", "f")
    assert piece and not findings
    assert (piece.kind, piece.helplines, piece.blocks[0].text) == ("film", ("child",), "فيلم")
    line = next(block for block in piece.blocks if block.kind == "line")
    assert (line.name, line.text) == ("لينا", "مرحبا بك")
    place = places[f"pieces/f.fountain#{line.id}"]
    assert (place.line, place.column) == (10, 1)


def test_an_id_is_of_the_words_and_not_of_the_place() -> None:
    (before,) = blocks(SCENE.format("يحدث شيء."))["line"]
    (after,) = blocks(SCENE.format("@آدم\nسطر قبله."))["line"][1:]
    assert before.id == after.id
    twice = blocks(SCENE.format("@لينا\nمرحبا بك"))["line"]
    assert twice[0].id == before.id and twice[1].id == f"{before.id}-2"


def test_a_mood_in_brackets_is_a_direction() -> None:
    assert [block.name for block in blocks(SCENE.format(""))["direction"]] == ["feel\tلينا\tafraid"]


def test_three_languages_direct_alike() -> None:
    assert (
        direction("لينا تدخل من اليمين")
        == direction("لينا enters from the right")
        == direction("لينا entre à droite")
        == Direction("enter", "لينا", ("right",))
    )
    assert direction("رسالة: مرحبا بك!") == Direction("chat", words="مرحبا بك!")
    assert direction("لينا تُشير إلى آدم") == Direction("point", "لينا", ("آدم",))
    assert direction("chat without words") is None


def test_an_unknown_word_is_told_with_the_nearest() -> None:
    assert codes(SCENE.format("[[لينا تدخلل]]")) == ["direction-unknown"]
    assert near("Lina wavs") == "did you mean waves?"
    assert near("ask Omar about the colour") == ""


def test_a_film_without_words_is_told() -> None:
    assert codes("Title: x\n\nINT. A\n") == ["film-empty"]
    assert "value-choice" in codes("Title: x\nAudiences: nobody\n\nمرحبا\n")
    assert codes("x" * 20_000) == ["block-huge"]


WORDS = [word for table in (VERBS, ARGUMENTS) for words in table.values() for word in words.split()]


@given(st.lists(st.sampled_from([*WORDS, "لينا", ":", "2", "[[", "،"]), max_size=6).map(" ".join))
def test_no_note_is_a_fault(note: str) -> None:
    screenplay(f"INT. A\n\n[[{note}]]\n\n@B\nc\n", "f", "f")
