"""The modal by which somebody starts a process: its form, or a question where it has none.

Never: a value that is secret in what comes back with it; Slack keeps that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from channels.fields import Field
from channels.said import Decision
from channels.slack import modal, parts
from definitions.values import Json, JsonObject

CALLBACK: Final = "start"
"""The modal's own name, by which its answer is known."""

LONGEST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which version of which process: what comes back with the modal."""

    process: str
    version: str

    def write(self) -> str:
        return f"{self.process} {self.version}"


def read(words: str) -> Wanted | None:
    """None: it is none of ours."""
    process, _, version = words.partition(" ")
    namespace, _, name = process.partition("/")
    if not (namespace and name and version) or len(words) > LONGEST:
        return None
    return Wanted(process=process, version=version)


def write(
    wanted: Wanted, title: str, fields: Sequence[Field], said: Mapping[str, str]
) -> JsonObject:
    """As `views.open` takes it."""
    begin = Decision(name=CALLBACK, label=said["start"], style="primary", comment="none")
    made = modal.write(
        modal.Modal(subject=title, decision=begin, fields=fields, token=wanted.write(), words=said)
    )
    blocks = made["blocks"]
    if not fields and isinstance(blocks, list):
        note: Json = parts.text("confirm", said["start-confirm"])
        made["blocks"] = [*blocks, note]
    return made | {"callback_id": CALLBACK}
