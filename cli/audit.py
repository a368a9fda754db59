"""Searches the audit trail, checks it, and writes it to a file.

Never: a trail called whole that was not read to its end.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cli import access
from cli.answers import AuditEntry
from cli.errors import CliError
from cli.output import columns, note, one_line, say, tell
from definitions.values import Json, JsonObject
from store.audit_chain import Finding
from store.audit_file import AuditFileError, Reader
from store.audit_heads import read_heads

BROKEN = 1


def of_run(run: str, limit: int) -> None:
    with access.connect(os.environ) as client:
        entries = list(client.audit(run, limit))
    _list(entries, subjects=False)


def search(sought: dict[str, str], limit: int, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        found = list(client.search_audit(sought, limit))
    if as_json:
        tell([shown for _, shown in found])
    else:
        _list([entry for entry, _ in found], subjects=True)


def _list(entries: Sequence[AuditEntry], *, subjects: bool) -> None:
    rows = [
        [
            entry.at,
            entry.actor_name or entry.actor,
            entry.action,
            *([entry.subject] if subjects else []),
            entry.outcome,
            entry.reason or "",
        ]
        for entry in entries
    ]
    of_what = ["ON WHAT"] if subjects else []
    say(columns([["AT", "WHO", "WHAT", *of_what, "OUTCOME", "REASON"], *rows]))


def verify(*, as_json: bool) -> int:
    """Of the server, stretch by stretch."""
    findings: list[Finding] = []
    checked, after = 0, 0
    with access.connect(os.environ) as client:
        while True:
            part = client.verify_audit(after)
            findings += [
                Finding(one.code, one.sequence, one.entry, one.message) for one in part.findings
            ]
            checked += part.checked
            if part.next is None:
                break
            after = part.next
    about: JsonObject = {
        "checked": checked,
        "waiting": part.waiting,
        "heads": part.heads,
        "signedThrough": part.signed_through,
        "publicKey": part.public_key,
    }
    if not part.heads:
        note("No signed heads were compared, so an end that was cut off would not be seen.")
    return _result(findings, about, as_json=as_json)


def verify_file(file: Path, heads: Path | None, keys: Sequence[str], *, as_json: bool) -> int:
    """Without a server."""
    try:
        with file.open("rb") as lines:
            reader = Reader(lines)
            opening = reader.opening
            trusted = [*keys] or [opening.publicKey or ""]
            signed = read_heads(_lines(heads), opening.tenant, trusted)
            findings = [*reader.findings(signed.hashes, trusted), *signed.findings]
    except AuditFileError as error:
        raise CliError(f"{file} can't be used. {error}", "Export the trail again.") from error
    except OSError as error:
        raise CliError(f"{file} can't be read: {error.strerror}.", "Check the name.") from error
    if not keys:
        note(f"Nobody said which key to trust; the file names {opening.publicKey}.")
    about: JsonObject = {
        "checked": reader.places,
        "heads": len(signed.hashes),
        "publicKey": opening.publicKey,
    }
    return _result(findings, about, as_json=as_json)


def _lines(heads: Path | None) -> list[bytes]:
    if heads is None:
        return []
    try:
        return heads.read_bytes().splitlines()
    except OSError as error:
        raise CliError(f"{heads} can't be read: {error.strerror}.", "Check the name.") from error


def _result(findings: Sequence[Finding], about: JsonObject, *, as_json: bool) -> int:
    if as_json:
        said: list[Json] = [finding.to_json() for finding in findings]
        tell({**about, "findings": said})
    for finding in () if as_json else findings:
        say(one_line(f"{finding.code}: {finding.message}"))
    if not as_json:
        count = f"{len(findings)} things are wrong." if findings else "Nothing is wrong."
        say(f"{about['checked']} lines, {about['heads']} signed heads. {count}")
    return BROKEN if findings else 0


def export(file: Path) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CliError(f"There is a file {file} already.", "Name another one with -o.") from error
    except OSError as error:
        raise CliError(
            f"{file} can't be written: {error.strerror}.", "Name another one with -o."
        ) from error
    with os.fdopen(descriptor, "wb") as written, access.connect(os.environ) as client:
        client.export_audit(written)
    note(f"{file} is written. Check it with: baton audit verify --file {file}")
