"""Runs and their trace as they go over the wire, by request and live.

Never: a value in a list; only who asks for one run gets its values.
"""

from __future__ import annotations

from api.auth.principal import Principal
from api.runs.lifecycle import moment as clock_moment
from api.shapes import moment
from definitions.contracts import TraceRow
from definitions.values import JsonObject
from store import runs
from store.keys import TenantKeys
from store.reach import Process
from store.runs import RunLine, RunRow
from workflows.files import masking


def process_of(row: RunLine) -> Process:
    return row.namespace, row.name


def may_see(principal: Principal, row: RunLine) -> bool:
    return principal.rights.sees(row.started_by, process_of(row))


def sees_values(principal: Principal, row: RunLine) -> bool:
    """Who has started a run has brought its values."""
    own = row.started_by == principal.person
    return own or principal.may("runs:read-data", process_of(row))


def listed(row: RunLine) -> JsonObject:
    return {
        "id": row.id,
        "workflow": f"{row.namespace}/{row.name}",
        "version": row.version,
        "status": row.status,
        "execution": row.execution,
        "title": row.title,
        "startedBy": row.started_by,
        "startedByName": row.started_by_name,
        "cause": row.cause,
        "package": row.package,
        "parent": _parent(row),
        "againOf": row.again_of,
        "createdAt": moment(row.created_at),
        "startedAt": moment(row.started_at),
        "endedAt": moment(row.ended_at),
    }


def _parent(row: RunLine) -> JsonObject | None:
    return None if row.parent_id is None else {"id": row.parent_id, "task": row.parent_task}


def shown(row: RunRow, keys: TenantKeys, *, values: bool) -> JsonObject:
    """Without values only what they are is told, not what they say."""
    view = runs.view(row, keys)
    error = view.error
    if error is not None and not values:
        error = masking.problem(error)
    return listed(row) | {
        "input": view.input if values else masking.masked(view.input),
        "output": view.output if values else masking.masked(view.output),
        "error": None if error is None else error.to_json(),
        "valuesHidden": not values,
        "stuckSince": moment(row.stuck_at) if row.ended_at is None else None,
    }


def line(row: TraceRow, *, values: bool) -> JsonObject:
    if not values:
        row = masking.trace(row)
    return {
        "sequence": row.sequence,
        "kind": row.kind,
        "task": row.task,
        "visit": row.visit,
        "at": clock_moment(row.at),
        "body": row.body,
    }
