"""BCP 47 tags -> Language, by CLDR (Babel)."""

from babel.core import Locale, UnknownLocaleError, get_global

from haqiba.campaign.language import Language

RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})

# Languages without CLDR data of their own in Babel, and where their reader's habits are written.
NEAREST = {"ary": "ar", "arz": "ar", "apc": "ar", "aeb": "ar", "rif": "zgh", "shi": "zgh"}


def language(tag: str, region: str = "") -> Language | None:
    """The language of a tag, with the habits of `region` (ISO 3166, `MA`); None if it is none.

    `ar` in Morocco is written by the rules of `ar_MA` (يوليوز, digits 0-9), `ary` falls back to `ar`.
    """
    parts = tag.replace("_", "-").split("-")
    code, rest = parts[0].lower(), [_cased(part) for part in parts[1:]]
    if not (2 <= len(code) <= 3 and code.isalpha() and code.isascii()):
        return None
    script = next((p.title() for p in rest if len(p) == 4 and p.isalpha()), "")
    territory = next((p.upper() for p in rest if len(p) == 2 and p.isalpha()), "") or region
    likely = get_global("likely_subtags").get(code, "")
    if not script:
        script = next((p for p in likely.split("_")[1:] if len(p) == 4), "")
    locale = _locale(code, script if script and "-" + script.lower() in "-" + tag.lower() else "", territory)
    if locale is None and code in NEAREST:
        locale = _locale(NEAREST[code], "", territory)
        script = script or next(p for p in get_global("likely_subtags")[NEAREST[code]].split("_") if len(p) == 4)
    if locale is None:
        return None
    script = script or "Latn"
    fallback = ((code,) if rest else ()) + ((NEAREST[code],) if code in NEAREST else ())
    return Language(
        tag="-".join([code, *rest]),
        locale=str(locale),
        script=script,
        direction="rtl" if script in RTL_SCRIPTS else "ltr",
        name=_own_name(locale, code),
        fallback=fallback,
    )


def _cased(part: str) -> str:
    """As BCP 47 recommends (RFC 5646, 2.1.1): regions in capitals, scripts with one."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()


def _locale(code: str, script: str, territory: str) -> Locale | None:
    for name in ("_".join(filter(None, (code, script, territory))), "_".join(filter(None, (code, script))), code):
        try:
            return Locale.parse(name, resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return None


OWN_NAMES = {"ary": "الدارجة", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}


def _own_name(locale: Locale, code: str) -> str:
    if code in OWN_NAMES:
        return OWN_NAMES[code]
    name = locale.languages.get(code) or code
    return name[:1].upper() + name[1:]
