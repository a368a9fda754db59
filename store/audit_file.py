"""The audit trail as a file: JSON lines that can be checked where no server is.

A head, a line for each number of the chain, an end with the digest of all lines before it, signed.
Never: I/O, or a file taken for whole that has no end.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from definitions.values import JsonObject, canonical, encode
from store.audit_chain import Checker, Finding, Line, Linked, moment_of, spelled
from store.audit_heads import HeadsKey, is_signed

_Part = TypeVar("_Part")
FORMAT = "baton-audit/1"
MEDIA_TYPE = "application/jsonl"


class AuditFileError(Exception):
    """The file can't be used; the sentence says why."""


class Opening(msgspec.Struct, frozen=True):
    """The first line."""

    format: str
    tenant: str
    at: str
    through: int
    publicKey: str | None  # noqa: N815 (as the API says it)


class Told(msgspec.Struct, frozen=True):
    """A line as it is kept."""

    id: str
    at: int
    actor: str
    action: str
    subject: str
    outcome: str
    message: str | None
    body: str
    origin: str | None

    def line(self) -> Line:
        origin = None if self.origin is None else base64.b64decode(self.origin)
        kept = (self.actor, self.action, self.subject, self.outcome, self.message)
        return Line(self.id, moment_of(self.at), *kept, base64.b64decode(self.body), origin)


class Numbered(msgspec.Struct, frozen=True):
    """A place of the chain; `shown` is what people read of it."""

    sequence: int
    hash: str
    line: Told | None


class Ending(msgspec.Struct, frozen=True):
    """The last line."""

    end: int
    """How many places there are."""
    sha256: str
    key: str | None
    signature: str | None


class Writer:
    """Line by line, with the digest of all that was written."""

    def __init__(self, tenant: str, key: HeadsKey | None) -> None:
        self._tenant = tenant
        self._key = key
        self._digest = hashlib.sha256()
        self._places = 0

    def first(self, at: str, through: int) -> bytes:
        public = None if self._key is None else self._key.public
        about: JsonObject = {"format": FORMAT, "tenant": self._tenant, "at": at}
        return self._line(about | {"through": through, "publicKey": public})

    def place(self, linked: Linked, shown: JsonObject | None) -> bytes:
        self._places += 1
        line = None if linked.line is None else spelled(linked.line)
        number: JsonObject = {"sequence": linked.sequence, "hash": linked.hash.hex()}
        return self._line(number | {"line": line, "shown": shown})

    def end(self) -> bytes:
        digest = self._digest.hexdigest()
        key, signature = None, None
        if self._key is not None:
            key = self._key.public
            signature = self._key.sign(_signed(self._tenant, self._places, digest))
        ending: JsonObject = {"end": self._places, "sha256": digest}
        return self._line(ending | {"key": key, "signature": signature})

    def _line(self, value: JsonObject) -> bytes:
        line = encode(value) + b"\n"
        self._digest.update(line)
        return line


def _signed(tenant: str, places: int, digest: str) -> bytes:
    return canonical({"tenant": tenant, "end": places, "sha256": digest})


class Reader:
    """Checks a file line by line."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._digest = hashlib.sha256()
        self._ending: Ending | None = None
        self._before = ""
        self.opening = self._open()
        self.places = 0

    def _open(self) -> Opening:
        line = next(self._lines, b"")
        try:
            opening = msgspec.json.decode(line, type=Opening)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise AuditFileError("It does not begin as an audit trail does.") from error
        if opening.format != FORMAT:
            raise AuditFileError(f"Its format is {opening.format}; this release reads {FORMAT}.")
        self._digest.update(line)
        return opening

    def findings(self, heads: Mapping[int, bytes], trusted: Iterable[str]) -> Iterator[Finding]:
        """All that is wrong with it. Heads that were signed later than the file tell nothing."""
        known = {at: digest for at, digest in heads.items() if at <= self.opening.through}
        checker = Checker(self.opening.tenant, known)
        for number, line in enumerate(self._lines, 2):
            if self._ending is not None:
                raise AuditFileError(f"Line {number} comes after the end.")
            if line.startswith(b'{"end":'):
                self._before = self._digest.hexdigest()
                self._ending = _decoded(line, Ending, number)
            else:
                yield from checker.take(_linked(_decoded(line, Numbered, number), number))
                self.places += 1
            self._digest.update(line)
        if checker.after < self.opening.through:
            said = f"The file ends at {checker.after}, and was to go to {self.opening.through}."
            yield Finding("truncated", checker.after + 1, None, said)
        yield from checker.end()
        yield from self._end(trusted)

    def _end(self, trusted: Iterable[str]) -> Iterator[Finding]:
        ending = self._ending
        if ending is None:
            yield Finding("truncated", self.places + 1, None, "The file has no end.")
            return
        if (ending.sha256, ending.end) != (self._before, self.places):
            yield Finding("altered", None, None, "The file is not as it was written.")
        signed = _signed(self.opening.tenant, ending.end, ending.sha256)
        if not is_signed(signed, ending.signature or "", ending.key or "", trusted):
            yield Finding("unsigned", None, None, "The end of the file is not signed by this key.")


def _decoded(line: bytes, kind: type[_Part], number: int) -> _Part:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise AuditFileError(f"Line {number} can't be read.") from error


def _linked(found: Numbered, number: int) -> Linked:
    try:
        line = None if found.line is None else found.line.line()
        return Linked(found.sequence, bytes.fromhex(found.hash), line)
    except (ValueError, OverflowError) as error:
        raise AuditFileError(f"Line {number} holds a value that no line has.") from error
