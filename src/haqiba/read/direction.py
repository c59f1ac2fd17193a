"""Direction without code: the vocabulary of notes, in Arabic, French and English (docs/do/write-a-film.md).

A note is `WHO VERB ARGUMENTS`, or `VERB: words` for what one reads on the screen."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

VERBS = {
    "place": "place lieu مكان",
    "stand": "stand stands debout يقف تقف",
    "enter": "enter enters entre يدخل تدخل",
    "leave": "leave leaves exit exits sort يخرج تخرج",
    "walk": "walk walks marche va يمشي تمشي يتقدم تتقدم",
    "sit": "sit sits assis assise s'assoit يجلس تجلس",
    "rise": "rise rises lève ينهض تنهض",
    "look": "look looks regarde ينظر تنظر",
    "point": "point points montre يشير تشير",
    "hold": "hold holds tient يمسك تمسك يحمل تحمل",
    "drop": "drop drops pose يضع تضع",
    "wave": "wave waves salue يلوح تلوح",
    "nod": "nod nods hoche يومئ تومئ",
    "feel": "feel feels ressent يشعر تشعر",
    "camera": "camera caméra كاميرا الكاميرا",
    "phone": "phone téléphone هاتف الهاتف",
    "chat": "chat message رسالة",
    "reply": "reply réponse رد",
    "typing": "typing écrit يكتب تكتب",
    "picture": "picture photo صورة",
    "gift": "gift cadeau هدية",
    "block": "block bloque حظر",
    "report": "report signale تبليغ",
    "net": "net filet شبكة الشبكة",
    "sound": "sound son صوت",
    "music": "music musique موسيقى",
    "show": "show affiche كتابة",
    "wait": "wait attend صمت",
}
ARGUMENTS = {
    "far-left": "far-left extrême-gauche أقصى-اليسار",
    "left": "left gauche يسار اليسار يسارا",
    "centre": "centre center milieu وسط الوسط",
    "right": "right droite يمين اليمين يمينا",
    "far-right": "far-right extrême-droite أقصى-اليمين",
    "calm": "calm calme هدوء بالهدوء هادئ هادئة",
    "happy": "happy glad contente content joie سعيد سعيدة فرح بالفرح",
    "sad": "sad triste tristesse حزين حزينة حزن بالحزن",
    "afraid": "afraid scared peur خائف خائفة خوف بالخوف",
    "angry": "angry colère fâché fâchée غاضب غاضبة غضب بالغضب",
    "surprised": "surprised surprise surpris مندهش مندهشة دهشة بالدهشة",
    "thoughtful": "thoughtful worried inquiet inquiète قلق قلقة بالقلق",
    "wide": "wide large واسعة عامة",
    "two": "two deux ثنائية",
    "close": "close gros قريبة",
    "follow": "follow suit تتبع",
    "push": "push avance تقترب",
    "pan": "pan panoramique تستعرض",
    "grow": "grow grows grandit تكبر",
    "tighten": "tighten tightens serre تضيق",
    "cut": "cut coupé coupée تقطع تنقطع",
    "stop": "stop off fin توقف تتوقف",
}
MOODS = frozenset({"calm", "happy", "sad", "afraid", "angry", "surprised", "thoughtful"})
# Whose words are read on the screen, and so translated.
WORDED = frozenset({"chat", "reply", "show"})
# What may have words: the name that stands above the chat.
NAMED = "phone"
_FILLED = "to the at from on a an of in is à de la le les du des vers dans au en l' une un إلى من في على نحو ب"
_FILLERS = frozenset(_FILLED.split())
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_NUMBER = re.compile(r"^\d{1,2}(?:[.,]\d)?$")


@dataclass(frozen=True, slots=True)
class Direction:
    """`who` is empty where a note is about nobody; `words` what is read on the screen."""

    verb: str
    who: str = ""
    arguments: tuple[str, ...] = ()
    words: str = ""


def _plain(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFC", word)).casefold().strip("،,.؛;!")


def _index(table: dict[str, str]) -> dict[str, str]:
    return {_plain(word): name for name, words in table.items() for word in words.split()}


_VERBS, _ARGUMENTS = _index(VERBS), _index(ARGUMENTS)


def direction(note: str) -> Direction | None:
    """What a note directs; None where it holds no verb of the vocabulary."""
    head, colon, words = note.partition(":")
    tokens = head.split()
    plain = [_plain(token) for token in tokens]
    at = next((n for n, token in enumerate(plain) if token in _VERBS), None)
    if at is None:
        return None
    verb = _VERBS[plain[at]]
    if verb in WORDED and not colon:
        return None
    arguments, unknown = [], []
    for token, bare in zip(tokens[at + 1 :], plain[at + 1 :], strict=True):
        if bare in _ARGUMENTS:
            arguments.append(_ARGUMENTS[bare])
        elif _NUMBER.match(bare):
            arguments.append(bare.replace(",", "."))
        elif bare not in _FILLERS:
            unknown.append(token)
    arguments += [" ".join(unknown)] if unknown else []
    return Direction(verb, " ".join(tokens[:at]), tuple(arguments), words.strip() if verb in (*WORDED, NAMED) else "")


def near(note: str) -> str:
    """`did you mean X?` for a note that comes near to the vocabulary, or the empty text."""
    known = [word for words in VERBS.values() for word in words.split()]
    return next(filter(None, (_close(_plain(word), known) for word in _first(note))), "")


def _close(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else ""


def _first(note: str) -> Iterable[str]:
    return (word for word in note.partition(":")[0].split()[:4] if len(word) > 2)
