"""Words that a campaign for children weighs, by language: small lists that are exact rather than complete.

Written without vowel marks, in small letters, as regular expressions; Arabic may have its one-letter words before
it (و ف ب ل ك) and the article. Sources: WHO 2022 (What works to prevent online violence against children), Luxembourg
Guidelines 2016 (terms), US OTIP Look Beneath the Surface and UNICEF's principles (blame, fear)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from haqiba.campaign.language import Language

Listed = TypeVar("Listed")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_END = re.compile(r"[.!?؟…\n]")

# Blame on the one who was deceived; a negation before it takes it back (ليس خطأك).
BLAME = {
    "ar": (
        r"(?:خطؤك|خطأك|خطئك|ذنبك|غلطتك)(?:م|ما|ن)?",
        "بسببك(?:م|ما|ن)?",
        r"كان (?:عليك|عليكم|ينبغي لك|يجب عليك|من واجبك) (?:أن|ألا|أن لا)",
        r"لماذا (?:لم|لا) ت(?:خبر|تكلم|قل|قول|حك|صرح)\w*",
        r"(?:أنت|لأنك|إنك|كنت) (?:ساذج|غبي|متهور|مهمل|أحمق)\w*",
        r"(?:عيب|عار) عليك\w*",
        r"تستحق(?:ين|ون)? ما",
    ),
    "fr": (
        r"(?:ta|votre|sa propre) faute",
        r"(?:tu|vous) (?:n')?aur(?:ais|iez) (?:pas |mieux )?(?:dû|fait)",
        r"pourquoi (?:tu )?ne (?:me |nous )?l'(?:as|avez)[- ](?:tu |vous )?pas dit",
        r"pourquoi (?:n'(?:as|avez)-(?:tu|vous)|tu n'as) (?:pas|rien) (?:parlé|dit)",
        r"(?:tu|vous) l'a(?:s|vez) (?:bien |un peu )?cherché",
        r"honte à (?:toi|vous)|avoir honte|bien fait pour",
        r"(?:tu|vous) (?:es|êtes|étais|étiez|as été|avez été) (?:trop |si |bien |très )?"
        r"(?:naï(?:f|ve)|imprudent|stupide|bête|inconscient)\w*",
    ),
    "en": (
        r"your (?:own )?fault",
        r"you (?:should|ought to)(?:n't| not)? have|you should have known",
        r"why did(?:n't| not) you (?:tell|say|speak|ask)",
        r"you (?:asked for|brought) (?:it|this)(?: on yourself)?",
        r"shame on you|you should be ashamed|how could you",
        r"you (?:are|were|have been) (?:so |too |very )?(?:naive|stupid|foolish|gullible|careless|reckless)",
    ),
}
# Threats to the reader: a child that fears punishment does not tell.
THREAT = {
    "ar": (
        r"(?:س|سوف )تعاقب\w*",
        r"(?:س|سوف )تندم\w*",
        r"(?:س|سوف )تدخل\w* السجن",
        r"(?:س|سوف )يغضب (?:منك )?(?:والد|أب|أم)\w*",
        r"(?:س|سوف )(?:تضيع|تدمر|تخرب) (?:حياتك|مستقبلك)",
        r"وإلا (?:فس|س)?(?:تعاقب|تندم|تخسر|نعاقب)\w*",
    ),
    "fr": (
        r"(?:tu seras|vous serez) (?:sévèrement )?punie?s?",
        r"(?:tu vas|vous allez) (?:le )?regretter|(?:tu|vous) (?:le )?regretter(?:as|ez)",
        r"(?:tu iras|vous irez|tu finiras|vous finirez) en prison",
        r"tes parents (?:seront|vont être) (?:furieux|en colère|fâchés)",
        r"(?:gâcher|détruire|ruiner)(?:as|a|ez)? (?:ta|votre) vie",
    ),
    "en": (
        r"you(?:'ll| will) be punished|you(?:'ll| will) get into trouble",
        r"you(?:'ll| will) regret|you(?:'ll| will) be sorry",
        r"you(?:'ll| will) (?:go to|end up in) (?:jail|prison)",
        r"your parents (?:will|'ll) be (?:angry|furious|ashamed)",
        r"(?:ruin|destroy) your (?:whole )?life",
    ),
}
NEGATION = {
    "ar": "ليس|ليست|لم|لن|لا|ولا|ما|ماشي|غير|بلا|دون",
    "fr": "pas|jamais|ni|aucun|aucune|rien|sans|non",
    "en": r"not|never|no|nor|without|don't|didn't|isn't|aren't|wasn't|weren't|won't|can't|nobody",
}
# (words, what to say instead): Luxembourg Guidelines.
HARMFUL = {
    "ar": (
        (r"(?:دعارة|بغاء) (?:ال)?(?:أطفال|طفلات|قاصر\w*)", "استغلال الأطفال جنسيا"),
        (r"إباحية (?:ال)?أطفال|(?:صور|أفلام|مواد) (?:إباحية|خليعة) (?:لل)?أطفال", "مواد الاعتداء الجنسي على الأطفال"),
    ),
    "fr": (
        (
            r"prostitution (?:enfantine|infantile|juvénile|des (?:enfants|mineurs))"
            r"|(?:enfants?|mineure?s?) prostitué\w*",
            "exploitation sexuelle d’enfants",
        ),
        (r"p(?:é|e)dopornograph\w+|pornographie (?:enfantine|infantile|juvénile)", "images d’abus sexuels sur enfants"),
    ),
    "en": (
        (r"child(?:ren)?(?:'s)? prostitut\w+|(?:child|underage|teen) (?:prostitute|escort)s?", "children exploited"),
        (r"child(?:ren)? porn(?:ography)?|kiddie porn", "child sexual abuse material"),
    ),
}
FEAR = {
    "ar": r"خطر\w*|تهديد\w*|ضحي(?:ة|ته)|ضحايا|موت|انتحار|اختطاف|خوف|ألم|عذاب|ضياع|فوات الأوان|سيندم\w*",
    "fr": r"danger\w*|menac\w+|victimes?|mort\w*|meur\w+|suicide\w*|enlèvements?|peurs?|souffr\w+|piég\w+|trop tard",
    "en": r"danger\w*|threat\w*|victims?|deaths?|dies?|dead|suicide|kidnap\w*|fear\w*|suffer\w*|trapped|too late",
}
HOPE = {
    "ar": r"\w*ساعد\w*|\w*اتصل\w*|نتصل|\w*خبر\w*|[يت]?مكن\w*|معا|[نت]?حم[يا]\w*|حماية|قل(?:ها)?|ليس خط\w+|نصغي|آمن\w*",
    "fr": r"aide\w*|appel\w*|parle\w*|dis\w*|peu[xt]|pouv\w+|ensemble|protég\w+|proteg\w+|sûrs?|écout\w+",
    "en": r"help\w*|call\w*|tell\w*|talk\w*|can|together|protect\w*|safe\w*|listen\w*|not your fault",
}
STRANGER = {
    "ar": r"غريب\w*|غرباء|مجهول\w*|شخصا? لا [تني]عرف\w*",
    "fr": r"inconnu\w*",
    "en": r"strangers?",
}
KNOWN = {
    "ar": r"صديق\w*|أصدقاء\w*|أقارب\w*|جار|جيران\w*|زميل\w*|زملاء\w*|شخصا? [يتن]عرف\w*|(?:في|من) (?:مثل )?سن\w+",
    "fr": r"amie?s?|copains?|copines?|proches?|voisine?s?|connaît|connaissances?|camarades?|(?:de|du même) son âge",
    "en": r"friends?|neighbou?rs?|relatives?|classmates?|peers?|knows?|known|acquaintances?|same age",
}
LAW = {
    "ar": r"(?:مادة|فصل|مواد|فصول) \d+|قانون (?:رقم )?\d+|ظهير",
    "fr": r"articles? \d+|loi (?:n° ?)?\d+|dahir",
    "en": r"articles? \d+|law (?:no\.? ?)?\d+|section \d+ of|dahir",
}


def plain(text: str) -> str:
    """As the lists are written: one form of each letter, no vowel marks, small letters, straight apostrophes."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).casefold().replace("’", "'")


def listed(lists: Mapping[str, Listed], language: Language) -> Listed | None:
    """The list of a language, or of the nearest one that is read as well."""
    tags = (language.tag, language.tag.split("-")[0], *language.fallback)
    return next((lists[tag] for tag in tags if tag in lists), None)


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Whole words; in Arabic with what is written before them as one word."""
    return re.compile(rf"(?<!\w)(?:[وفبلك]{{0,2}}(?:ال)?)?(?:{words})(?!\w)")


def found(words: str | tuple[str, ...] | None, text: str) -> re.Match[str] | None:
    """The first of the words in a text that is `plain`."""
    if not words:
        return None
    return pattern(words if isinstance(words, str) else "|".join(words)).search(text)


def meant(lists: Mapping[str, tuple[str, ...]], language: Language, text: str) -> str:
    """The first phrase that the text (`plain`) says and does not take back within four words before; else empty."""
    words = listed(lists, language)
    denied = listed(NEGATION, language) or ""
    for match in pattern("|".join(words)).finditer(text) if words else ():
        before = _END.split(text[: match.start()])[-1].split()[-4:]
        if not any(found(denied, word) for word in before):
            return match[0].strip()
    return ""
