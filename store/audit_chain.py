"""The chain over the audit trail: how a line is hashed, and what is wrong with a trail.

Each line of a tenant has a number, without gaps, and a hash over the hash before it and its own
content as it is kept: sealed. Nothing has to be opened to check it, and erasing a person changes
nothing. Never: I/O; the same code checks a database and a file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from definitions.values import JsonObject, canonical

GENESIS = bytes(32)
"""What stands before the first line."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """What is hashed of a line: all that is kept of it."""

    id: str
    at: datetime
    actor: str
    action: str
    subject: str
    outcome: str
    message: str | None
    body: bytes
    origin: bytes | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A place of the chain; no line where it has gone."""

    sequence: int
    hash: bytes
    line: Line | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and where: at this number, or at this line."""

    code: str
    sequence: int | None
    entry: str | None
    message: str

    def to_json(self) -> JsonObject:
        return {
            "code": self.code,
            "sequence": self.sequence,
            "entry": self.entry,
            "message": self.message,
        }


def spelled(line: Line) -> JsonObject:
    """As it stands in an export."""
    return {
        "id": line.id,
        "at": (line.at - _EPOCH) // timedelta(microseconds=1),
        "actor": line.actor,
        "action": line.action,
        "subject": line.subject,
        "outcome": line.outcome,
        "message": line.message,
        "body": base64.b64encode(line.body).decode(),
        "origin": None if line.origin is None else base64.b64encode(line.origin).decode(),
    }


def moment_of(microseconds: int) -> datetime:
    """The other way round."""
    return _EPOCH + timedelta(microseconds=microseconds)


def link(previous: bytes, tenant: str, sequence: int, line: Line) -> bytes:
    """The hash of a line at its place."""
    content: JsonObject = {"tenant": tenant, "sequence": sequence, **spelled(line)}
    return hashlib.sha256(previous + canonical(content)).digest()


class Checker:
    """Reads a tenant's chain in order, from any number on whose hash is known."""

    def __init__(
        self, tenant: str, heads: Mapping[int, bytes], after: int = 0, previous: bytes = GENESIS
    ) -> None:
        self._tenant = tenant
        self._heads = heads
        self._previous: bytes | None = previous
        self.after = after
        """The number that was read last."""

    def take(self, found: Linked) -> Iterator[Finding]:
        number, expected = found.sequence, self.after + 1
        if number != expected:
            last = number - 1
            which = f"{expected}" if last == expected else f"{expected} to {last}"
            yield Finding("missing", expected, None, f"There is no link {which} in the chain.")
            self._previous = None
        if found.line is None:
            yield Finding("removed", number, None, f"Line {number} was taken out of the trail.")
        elif self._previous is not None:
            made = link(self._previous, self._tenant, number, found.line)
            if made != found.hash:
                said = f"Line {number}, or what stands before it, is not what was chained."
                yield Finding("changed", number, found.line.id, said)
        signed = self._heads.get(number)
        if signed is not None and signed != found.hash:
            said = f"The chain up to {number} is not the one whose head was signed."
            entry = None if found.line is None else found.line.id
            yield Finding("rewritten", number, entry, said)
        self.after, self._previous = number, found.hash

    def end(self) -> Iterator[Finding]:
        """After the last one."""
        last = max(self._heads, default=0)
        if last > self.after:
            said = f"The trail ends at {self.after}, but a head of {last} lines was signed."
            yield Finding("truncated", self.after + 1, None, said)
