"""gettext PO -> Translation."""

import hashlib
import io
import re

from babel.messages.pofile import PoFileError, read_po

from haqiba.campaign.finding import Finding, Place, here
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Translated, Translation


def po(text: str, file: str, language: Language) -> tuple[Translation, dict[str, Place], list[Finding]]:
    """The translation of one language, the places of its messages, findings."""
    empty = Translation(language.tag, file)
    try:
        catalog = read_po(io.BytesIO(text.encode()), charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        line = error.lineno if isinstance(error.lineno, int) and error.lineno > 0 else 1
        return empty, {}, [_syntax(file, line, str(error))]
    except (ValueError, LookupError, TypeError, IndexError, AttributeError, SyntaxError) as error:
        # Babel leaks these from a broken header or escape; the file is the author's all the same.
        return empty, {}, [_syntax(file, 1, str(error) or type(error).__name__)]
    messages: dict[tuple[str, str], Translated] = {}
    places: dict[str, Place] = {}
    for message in catalog:
        if not message.id or not isinstance(message.id, str):
            continue
        key = (str(message.context or ""), message.id)
        ref = f"{file}#{message_id(*key)}"
        said = message.string if isinstance(message.string, str) else ""
        messages[key] = Translated(said, message.fuzzy, ref)
        places[ref] = Place(file, message.lineno)
    findings = []
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
