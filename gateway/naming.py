"""How a run's executions are called in Temporal: `run/<tenant>/<run>/<execution>`.

Never: a name that people gave; ids carry nothing personal.
"""

from __future__ import annotations

from uuid import UUID

_PREFIX = "run"
_PARTS = 4


def workflow_id(tenant: str, run: str, execution: int) -> str:
    return f"{_PREFIX}/{tenant}/{run}/{execution}"


def tenant_of(workflow_id: str) -> str | None:
    """The tenant, or None when the workflow isn't a run of ours."""
    parts = workflow_id.split("/")
    if len(parts) != _PARTS or parts[0] != _PREFIX:
        return None
    try:
        return str(UUID(parts[1]))
    except ValueError:
        return None
