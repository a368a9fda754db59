"""Shows the data of a run as they are now: what the expressions of its process know as `$context`.

They are made again from its facts beside the event loop, outside of any transaction. Facts hold no
secret, so what they lead to holds none. Never: data from the middle of what a run is just doing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from api.auth.principal import Principal
from api.errors import ApiError
from api.runs.service import find
from api.services import Services
from definitions.contracts import RETRIED, FactRow
from definitions.program import program_of
from definitions.values import JsonObject
from store import definitions, recordings
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import at_rest

MOST_STEPS = 200_000
"""After the last fact: some seconds."""


@dataclass(frozen=True, slots=True)
class _Material:
    """The facts of a run since it began or was last retried, and what they are facts of."""

    rows: list[FactRow]
    document: bytes
    hash: str

    def play(self) -> Machine | None:
        return at_rest(program_of(self.document, self.hash), self.rows, MOST_STEPS)


async def show(services: Services, principal: Principal, run: str) -> JsonObject:
    """`$context`, and the last fact that has gone into it."""
    material = await _material(services, principal, run)
    machine = await asyncio.to_thread(material.play)
    if machine is None:
        raise _at_work()
    return {"context": machine.state.context, "sequence": machine.state.last_fact}


async def _material(services: Services, principal: Principal, run: str) -> _Material:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, principal, run)
        if row.package is not None:
            raise _in_python()
        rows = await recordings.read_facts(session, keys, run)
        digest = row.hash
        if rows and rows[0].kind == RETRIED:
            # The row may have been read a moment before somebody retried the run with another one.
            digest = facts.retried_from_row(rows[0]).hash
        return _Material(rows, await definitions.document(session, digest), digest)


def _in_python() -> ApiError:
    return ApiError(
        409,
        "not-now",
        "Its process is written in Python, and keeps its data in its own code.",
        "Look at its input and its output; to do it with other data, start it again.",
    )


def _at_work() -> ApiError:
    return ApiError(
        409,
        "not-now",
        f"The run has taken more than {MOST_STEPS:,} steps since anything last happened to it.",
        "Suspend it, and ask again; if it has ended, its trace says how.",
    )
