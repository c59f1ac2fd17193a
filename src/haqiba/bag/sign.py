"""Bag -> signed bag: the signature is over the tag manifest, which lists the manifest, which lists every file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import minisign

from haqiba.bag.aside import put
from haqiba.bag.checker import data_script
from haqiba.bag.editions import EDITIONS
from haqiba.bag.keys import Key
from haqiba.bag.layout import SIGNATURES, TAGMANIFEST
from haqiba.bag.signature import Signed, check, signer
from haqiba.bag.verify import Verdict, verify
from haqiba.campaign.finding import Finding, Level

SIGNATURE = f"{SIGNATURES}{TAGMANIFEST}.minisig"
EDITIONS_SIGNATURE = f"{SIGNATURES}{EDITIONS}.minisig"
EDITIONS_SCRIPT = f"{SIGNATURES}editions.js"
"""For the page v.html, which reads the list of editions alone."""
MAX_READ = 64_000_000
"""Octets of what nobody has verified yet that are read at most."""


def sign(root: Path, secret: minisign.SecretKey, key: Key, *, specimen: bool = False) -> tuple[Finding, ...]:
    """Sign the bag, or tell why not: it is not whole, or something in it is a draft or waits for an approval."""
    verdict = verify(root)
    refusals = tuple(_refusals(root, verdict, specimen))
    if refusals:
        return refusals
    # An older key's signature would be one more to explain: the last to sign stands alone.
    for old in sorted((root / SIGNATURES).glob("*")):
        old.unlink()
    put(root / SIGNATURES / f"{key.id}.pub", key.file)
    if (root / EDITIONS).is_file():
        data = (root / EDITIONS).read_bytes()
        made = signer(secret, prehashed=False)(data, claims(verdict))
        put(root / EDITIONS_SIGNATURE, made)
        put(root / EDITIONS_SCRIPT, data_script(data, made, key.file, key.id))
    # Last, for a bag without it is an unsigned one.
    put(root / SIGNATURE, signer(secret)((root / TAGMANIFEST).read_bytes(), claims(verdict)))
    return ()


def claims(verdict: Verdict) -> dict[str, str]:
    """What a signature says of a bag: the words of bag-info.txt."""
    told = {"campaign": verdict.campaign, "version": verdict.version, "date": verdict.date}
    return told | ({"specimen": "yes"} if verdict.specimen else {})


def signed(root: Path, verdict: Verdict, ring: Sequence[Key], *, demanded: bool) -> Signed:
    """Who signed this bag. `demanded`: no signature, or a stranger's, is an error and not a warning."""
    level: Level = "error" if demanded else "warning"
    path = root / SIGNATURE
    if not path.is_file():
        mend = "ask for the signed bag, or sign it: haqiba sign BAG"
        message = "nobody signed this bag: anyone may have packed it"
        return Signed(None, {}, (Finding("bag-unsigned", level, SIGNATURE, message, mend),))
    data = (root / TAGMANIFEST).read_bytes() if (root / TAGMANIFEST).is_file() else b""
    found = check(data, _read(path), ring, SIGNATURE, level=level)
    findings = [*found.findings, *_strangers(root, found.key)]
    if found.key and dict(found.claims) != claims(verdict):
        message = "the signature tells another campaign, version or day than bag-info.txt"
        mend = "ask whoever signed it for a new copy"
        findings.append(Finding("signature-claims", "error", SIGNATURE, message, mend))
    return Signed(found.key if not findings else None, found.claims, tuple(findings))


def _refusals(root: Path, verdict: Verdict, specimen: bool) -> Iterator[Finding]:
    yield from (finding for finding in verdict.findings if finding.level == "error")
    if not verdict.version:
        mend = 'write version = "1" in campaign.toml and build again'
        yield Finding("bag-versionless", "error", "bag-info.txt", "the bag tells no version of its campaign", mend)
    if not (root / TAGMANIFEST).is_file():
        mend = "build the bag again"
        yield Finding("bag-tagmanifest-missing", "error", TAGMANIFEST, "nothing here could be signed", mend)
    if verdict.specimen and not specimen:
        mend = "mend this and build again; to sign it as a specimen all the same: --specimen"
        for reason in verdict.reasons:
            yield Finding("bag-specimen", "error", "bag-info.txt", f"not final: {reason}", mend)


def _strangers(root: Path, key: Key | None) -> Iterator[Finding]:
    """The folder of signatures is listed nowhere, so that every file in it must be the one that belongs there."""
    for path in sorted((root / SIGNATURES).iterdir()):
        name = f"{SIGNATURES}{path.name}"
        if name == SIGNATURE:
            continue
        if name in (EDITIONS_SIGNATURE, EDITIONS_SCRIPT):
            if key and _read(path) != _expected(root, name, key):
                message, mend = "not the list of editions as this key signed it", "ask whoever signed it for a new copy"
                yield Finding("signature-false", "error", name, message, mend)
        elif path.suffix != ".pub" or (key and path.stem != key.id):
            yield Finding("bag-file-extra", "error", name, "it does not belong here", "take it out of the bag")
        elif key and _read(path) != key.file:
            message, mend = "not the key that you know under this number", "trust your own copy alone"
            yield Finding("bag-key-changed", "error", name, message, mend)


def _expected(root: Path, name: str, key: Key) -> bytes | None:
    """What the second signature, or the script made of it, must be; None where it cannot be told."""
    data, signature = _read(root / EDITIONS), _read(root / EDITIONS_SIGNATURE)
    if check(data, signature, [key], EDITIONS_SIGNATURE).key is None:
        return None
    return signature if name == EDITIONS_SIGNATURE else data_script(data, signature, key.file, key.id)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_READ)
    except OSError:
        return b""
