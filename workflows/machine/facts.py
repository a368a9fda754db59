"""Facts: what has happened to a run. Fed in order to a fresh machine they rebuild any state.

Never: a fact that depends on who drives the machine, or one whose meaning changes between
releases: PostgreSQL keeps them for as long as the run is kept.
"""

from __future__ import annotations

from typing import TypeAlias, cast

import msgspec
from msgspec import UNSET, UnsetType

from definitions.contracts import RETRIED, FactRow, Message
from definitions.errors import Problem
from definitions.values import Json, JsonObject


class Started(msgspec.Struct, tag="run.started", tag_field="kind"):
    """The run begins; always the first fact."""

    at: int
    run: str
    input: Json


class CallFinished(msgspec.Struct, tag="call.finished", tag_field="kind"):
    at: int
    effect: int
    output: Json
    authorization: JsonObject | UnsetType = UNSET
    """What `$authorization` means in the task from now on, where the call has one."""


class CallFailed(msgspec.Struct, tag="call.failed", tag_field="kind"):
    at: int
    effect: int
    problem: Problem
    definite: bool = True


class CallSlow(msgspec.Struct, tag="call.slow", tag_field="kind"):
    """The quick local attempt ran out of its second; the same call goes as a regular one."""

    at: int
    effect: int


class TimerFired(msgspec.Struct, tag="timer.fired", tag_field="kind"):
    at: int
    effect: int


class MessageArrived(msgspec.Struct, tag="message.arrived", tag_field="kind"):
    at: int
    message: Message


class Retried(msgspec.Struct, tag=RETRIED, tag_field="kind"):
    """A person lets a run go on that had ended.

    All that it is from then on stands in here: what came before is not read again to go on.
    """

    at: int
    state: JsonObject
    visit: str
    reason: str | None
    by: str
    hash: str
    """Of the program that it goes on with."""
    version: str
    former: str
    """Hash of the program that it had before."""


Fact: TypeAlias = (
    Started | CallFinished | CallFailed | CallSlow | TimerFired | MessageArrived | Retried
)

_decoder = cast("type[Fact]", Fact)


STEPS = "steps"
"""In the body of a row: how many steps the machine had taken when the fact came."""

FORMAT = 1
"""Of rows. One that does not say its format is of the first; a change of shape raises this, has
rows say it, and keeps reading the earlier ones."""
_FORMAT = "format"


def to_row(fact: Fact, sequence: int, steps: int) -> FactRow:
    body = cast("JsonObject", msgspec.to_builtins(fact))
    body[STEPS] = steps
    return FactRow(sequence, cast("str", body.pop("kind")), cast("int", body.pop("at")), body)


def retried_from_row(row: FactRow) -> Retried:
    """Of a row of that kind."""
    return msgspec.convert({"kind": row.kind, "at": row.at, **row.body}, Retried)


def from_row(row: FactRow) -> Fact:
    known = row.body.get(_FORMAT, FORMAT)
    if known != FORMAT:
        raise ValueError(
            f"Fact {row.sequence} has format {known}, this release reads {FORMAT}: "
            "use the release that wrote it, or a newer one."
        )
    return msgspec.convert({"kind": row.kind, "at": row.at, **row.body}, _decoder)
