"""How a run's executions are called in Temporal: `run/<tenant>/<run>/<execution>`.

What is written in Python runs below one, as `code/<tenant>/<run>/<execution>`, and what that starts
itself below it again. Never: a name that people gave; ids carry nothing personal.
"""

from __future__ import annotations

from uuid import UUID

from definitions.contracts import CODE_ID, RUN_ID

_PARTS = 4


def workflow_id(tenant: str, run: str, execution: int) -> str:
    return f"{RUN_ID}/{tenant}/{run}/{execution}"


def tenant_of(workflow_id: str) -> str | None:
    """The tenant, or None when the workflow isn't a run of ours."""
    parts = workflow_id.split("/")
    below = parts[0] == CODE_ID and len(parts) >= _PARTS
    if not below and (len(parts) != _PARTS or parts[0] != RUN_ID):
        return None
    try:
        return str(UUID(parts[1]))
    except ValueError:
        return None


def run_of(workflow_id: str) -> tuple[str, str, int] | None:
    """Tenant, run and execution, or None when it is no execution of a run of ours."""
    parts = workflow_id.split("/")
    if len(parts) != _PARTS or parts[0] != RUN_ID or not parts[3].isdecimal():
        return None
    try:
        return str(UUID(parts[1])), str(UUID(parts[2])), int(parts[3])
    except ValueError:
        return None
