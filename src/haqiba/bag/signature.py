"""One signature scheme for bags, lists of versions and receipts: minisign's files, read more strictly than it does.

A signature is four lines. The first is signed by nobody, so only what it always says may stand there; the third, the
trusted comment, is signed, and says of what this is the signature: `campaign=net version=2 date=2024-07-03`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

import minisign

from haqiba.bag.keys import Key
from haqiba.campaign.finding import Finding, Level

UNTRUSTED = "signature from minisign secret key"
_ASK = "ask whoever handed it to you for a new copy"

Signer = Callable[[bytes, Mapping[str, str]], bytes]
"""Bytes and what is claimed of them -> the signature's file."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed and what was claimed; `key` is None where that cannot be told or is not so."""

    key: Key | None
    claims: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def signer(secret: minisign.SecretKey, *, prehashed: bool = True) -> Signer:
    """Not prehashed where a browser reads it, which then needs no second hash."""

    def sign(data: bytes, claims: Mapping[str, str]) -> bytes:
        comment = " ".join(f"{name}={quote(value)}" for name, value in claims.items())
        made = secret.sign(data, prehash=prehashed, untrusted_comment=UNTRUSTED, trusted_comment=comment)
        return bytes(made) + b"\n"

    return sign


def check(data: bytes, signature: bytes, ring: Iterable[Key], ref: str, *, level: Level = "error") -> Signed:
    """Is this the signature of these bytes by one of these keys? `level` is that of a key nobody here knows."""
    try:
        parsed = minisign.Signature.from_bytes(signature)
    except minisign.Error as error:
        return _refused("signature-form", ref, f"this is no signature: {error}", _ASK)
    # Base64 and line ends can be written in several ways: one alone is taken, so that no byte goes unseen.
    if bytes(parsed) + b"\n" != signature or parsed.untrusted_comment != UNTRUSTED:
        return _refused("signature-form", ref, "it holds more than a signature: words that nobody signed", _ASK)
    for key in ring:
        try:
            key.public.verify(data, parsed)
        except minisign.VerifyError as error:
            if "identifiers" in str(error):
                continue
            return _refused("signature-false", ref, f"key {key.id} ({key.name}) did not sign this", _ASK)
        claims = parse_qsl(parsed.trusted_comment.replace(" ", "&"), keep_blank_values=True)
        return Signed(key, dict(claims))
    mend = "compare its number with the one on paper, then put the .pub file among your keys, or name it with --key"
    message = "signed by a key that is not known here: that proves nothing"
    return Signed(None, {}, (Finding("signature-stranger", level, ref, message, mend),))


def _refused(code: str, ref: str, message: str, mend: str) -> Signed:
    return Signed(None, {}, (Finding(code, "error", ref, message, mend),))
