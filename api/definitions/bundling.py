"""Makes a definition whole before it is published: reads what lies elsewhere.

Never: in a transaction; another server may take its time. What is published is what was read,
however often it changes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from api.definitions.examining import refusal
from api.errors import ApiError
from definitions.bundle import Bundle
from definitions.contracts import WorkflowRef
from definitions.errors import ProblemError
from definitions.externals import External, ExternalError, address_of
from definitions.reader import Reading
from definitions.values import Json
from store.definitions import DefinitionRow


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
    row, bundle = incomplete.row, Bundle(incomplete.reading)
    workflow = WorkflowRef(row.namespace, row.name, row.version, row.hash)
    known: dict[bytes, bytes] = {}
    try:
        while needed := bundle.needed():
            for external in needed:
                address = address_of(external)
                if address.key not in known:
                    known[address.key] = await _read(resources, row.tenant_id, workflow, external)
                bundle.put(external, known[address.key])
    except ExternalError as error:
        raise _refused(bundle, error) from error
    return Bundled(row.hash, bundle)


async def _read(
    resources: ReadsResources, tenant: str, workflow: WorkflowRef, external: External
) -> bytes:
    address = address_of(external)
    try:
        return await resources.read(tenant, workflow, address.uri, address.authentication)
    except ProblemError as error:
        reason = error.problem.detail or "it can't be read."
        raise ExternalError(external, reason) from error


def _refused(bundle: Bundle, error: ExternalError) -> ApiError:
    return refusal("The definition can't be published as it is.", [bundle.at_source(error)])
