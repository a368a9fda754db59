"""`baton schedule list`, `baton schedule pause`, `baton schedule resume`.

Never: a schedule made here; definitions have them.
"""

from __future__ import annotations

import os

from cli import access
from cli.answers import Schedule
from cli.errors import CliError
from cli.output import columns, note, one_line, say, tell, written
from definitions.values import Json


def page(limit: int, *, as_json: bool) -> None:
    """By process."""
    with access.connect(os.environ) as client:
        items = list(client.schedules(limit))
    if as_json:
        tell(list[Json](raw for _, raw in items))
        return
    if not items:
        note("No published process has a schedule.")
        return
    rows = [
        [row.workflow, f"{row.kind} {written(row.value)}", _next(row), row.last_at or "-"]
        for row, _ in items
    ]
    say(columns([["PROCESS", "SCHEDULE", "NEXT", "LAST"], *rows]))


def pause(workflow: str) -> None:
    _move(workflow, "pause")


def resume(workflow: str) -> None:
    _move(workflow, "resume")


def _move(workflow: str, how: str) -> None:
    namespace, slash, name = workflow.partition("/")
    if not (namespace and slash and name):
        raise CliError(f"{workflow!r} is no NAMESPACE/NAME.", "Write it like demo/hello.")
    with access.connect(os.environ) as client:
        rows = client.move_schedules(namespace, name, how)
    for row in rows:
        say(one_line(f"{row.workflow} {row.kind} {written(row.value)}: {_next(row)}"))


def _next(row: Schedule) -> str:
    if row.paused_at is not None:
        return "paused"
    if row.next_at is None and row.kind == "after" and row.last_run is not None:
        return "after the run has ended"
    return row.next_at or "never"
