"""gettext PO -> Translation."""

import hashlib
import io
import re

from babel.messages.pofile import PoFileError, read_po

from haqiba.campaign.finding import Finding, Place, here
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Translated, Translation
from haqiba.read.folder import MAX_BLOCK, huge

# A keyword, a quoted text in which " is escaped; Babel cuts what is quoted otherwise without a word.
_LINE = re.compile(r'\s*+(?:#.*|(?:(?:msgid_plural|msgid|msgctxt|msgstr(?:\[\d\])?)\s*+)?"(?:[^"\\]|\\.)*+"\s*+)?')

# The previous source of an obsolete entry, as gettext writes it: Babel takes it for a keyword that it does not know.
_PREVIOUS = re.compile(r"^#~\|.*$", re.MULTILINE)


def po(text: str, file: str, language: Language) -> tuple[Translation, dict[str, Place], list[Finding]]:
    """The translation of one language, the places of its messages, findings."""
    empty = Translation(language.tag, file)
    wrong = next((n for n, line in enumerate(text.split("\n"), 1) if not _LINE.fullmatch(line)), None)
    if wrong:
        return empty, {}, [_syntax(file, wrong, "a line of it is neither a keyword nor a text between quotes")]
    try:
        # As text, not as bytes: Babel would decode these by the charset that the header claims.
        catalog = read_po(io.StringIO(_PREVIOUS.sub("#", text)), abort_invalid=True)
    except PoFileError as error:
        # Babel counts from 0.
        line = error.lineno + 1 if isinstance(error.lineno, int) else 1
        return empty, {}, [_syntax(file, min(line, text.count("\n") + 1), str(error))]
    except (ValueError, LookupError, TypeError, IndexError, AttributeError, SyntaxError) as error:
        # Babel leaks these from a broken header or escape; the file is the author's all the same.
        return empty, {}, [_syntax(file, 1, str(error) or type(error).__name__)]
    messages: dict[tuple[str, str], Translated] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for message in catalog:
        if not message.id or not isinstance(message.id, str):
            continue
        key = (str(message.context or ""), message.id)
        ref = f"{file}#{message_id(*key)}"
        said = message.string if isinstance(message.string, str) else ""
        if len(said) > MAX_BLOCK:
            findings.append(huge(ref))
            said = ""
        messages[key] = Translated(said, message.fuzzy, ref)
        places[ref] = Place(file, message.lineno)
    claimed = re.search(r"^\"Language: ([^\\\"]+)", text, re.MULTILINE)
    if claimed and claimed[1].strip().replace("_", "-").split("-")[0].lower() != language.tag.split("-")[0].lower():
        findings.append(
            Finding(
                "po-language",
                "error",
                here(file, text.count("\n", 0, claimed.start()) + 1),
                f"the file is called {language.tag} and says that it is {claimed[1].strip()}",
                "rename the file, or mend Language in its header",
            )
        )
    return Translation(language.tag, file, messages), places, findings


def message_id(context: str, text: str) -> str:
    """A short stable name for a message: 12 hex digits."""
    return hashlib.sha256(f"{context}\x04{text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _syntax(file: str, line: int, said: str) -> Finding:
    return Finding(
        "po-syntax",
        "error",
        here(file, line),
        f"this is not a PO file: {said}",
        "open it in Poedit, or take back the last change",
    )
