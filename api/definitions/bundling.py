"""Makes a definition whole before it is published: reads what lies elsewhere.

Never: in a transaction; another server may take its time. What is published is what was read,
however often it changes there.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final, Protocol

from api.definitions.examining import refusal
from definitions.bundle import Bundle
from definitions.contracts import WorkflowRef
from definitions.errors import ProblemError
from definitions.externals import ExternalError, address_of
from definitions.reader import Reading
from definitions.values import Json
from store.definitions import DefinitionRow

SECONDS: Final = 30.0
"""For all that a definition needs; nothing more is begun after that."""


class ReadsResources(Protocol):
    """Raises a ProblemError, in words, where it can't."""

    async def read(
        self, tenant: str, workflow: WorkflowRef, uri: str, authentication: Json
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle, and of which document it is."""

    hash: str
    bundle: Bundle


class IncompleteError(Exception):
    """The definition needs what lies elsewhere; read it, and publish again."""

    def __init__(self, row: DefinitionRow, reading: Reading) -> None:
        super().__init__(row.label)
        self.row = row
        self.reading = reading


async def bundled(resources: ReadsResources, incomplete: IncompleteError) -> Bundled:
    """Refuses a definition that can't be made whole."""
    bundle = Bundle(incomplete.reading)
    try:
        await _fill(bundle, resources, incomplete.row)
    except ExternalError as error:
        found = [bundle.at_source(error)]
        raise refusal("The definition can't be published as it is.", found) from error
    return Bundled(incomplete.row.hash, bundle)


async def _fill(bundle: Bundle, resources: ReadsResources, row: DefinitionRow) -> None:
    workflow = WorkflowRef(row.namespace, row.name, row.version, row.hash)
    known: dict[bytes, bytes] = {}
    loop = asyncio.get_running_loop()
    until = loop.time() + SECONDS
    # Beside the event loop: a long definition takes its time to be read again.
    while needed := await asyncio.to_thread(bundle.needed):
        for external in needed:
            if loop.time() > until:
                raise ExternalError(external, f"what came before it took {SECONDS:g} s.")
            address = address_of(external)
            if address.key not in known:
                try:
                    known[address.key] = await resources.read(
                        row.tenant_id, workflow, address.uri, address.authentication
                    )
                except ProblemError as error:
                    reason = error.problem.detail or "it can't be read."
                    raise ExternalError(external, reason) from error
            await asyncio.to_thread(bundle.put, external, known[address.key])
