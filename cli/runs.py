"""`baton runs`, `baton show`.

Never: a value of a run in the list; those are shown one run at a time.
"""

from __future__ import annotations

import os

import msgspec

from cli import access, follow
from cli.answers import Listed, Run
from cli.client import Client
from cli.errors import CliError
from cli.output import columns, note, one_line, say, tell, written
from cli.trace_text import RunText
from definitions.values import Json


def page(status: str | None, workflow: str | None, limit: int, *, as_json: bool) -> None:
    """The newest first."""
    filters = {"status": status} if status else {}
    if workflow:
        filters["namespace"], _, name = workflow.partition("/")
        filters |= {"name": name} if name else {}
    with access.connect(os.environ) as client:
        items = list(client.runs(filters, limit))
    if as_json:
        tell(list[Json](items))
        return
    if not items:
        note("There is no run like that." if filters else "There is no run yet.")
        return
    try:
        listed = msgspec.convert(items, list[Listed])
    except msgspec.ValidationError as error:
        raise CliError(
            f"The API lists runs in an unknown form: {error}.",
            "Use --json, or the `baton` of the API's release.",
        ) from error
    rows = [[run.id, run.status, f"{run.workflow} {run.version}", run.created_at] for run in listed]
    say(columns([["RUN", "STATUS", "PROCESS", "CREATED"], *rows]))


def show(run: str, *, following: bool, as_json: bool) -> int:
    """The exit code: that of the run's end when it was followed, else 0."""
    with access.connect(os.environ) as client:
        if following:
            return follow.run(client, run, as_json=as_json)
        found, raw = client.run(run)
        if as_json:
            tell(raw)
        else:
            _describe(client, found)
    return 0


def _describe(client: Client, run: Run) -> None:
    facts = [
        ["Run", run.id],
        ["Process", f"{run.workflow} {run.version}"],
        ["Status", run.status],
        ["Created", run.created_at],
        ["Started", run.started_at or "-"],
        ["Ended", run.ended_at or "-"],
        ["Input", written(run.input)],
    ]
    told = client.explanation(run.id).items
    facts += [["Now", one_line(one.sentence)] for one in told]
    facts += [["To do", one_line(one.remedy)] for one in told if one.remedy]
    if run.status in ("faulted", "cancelled"):
        facts.append(["Retry", f"baton retry {run.id} --plan says from which tasks it can go on"])
    say(columns(facts))
    text = RunText()
    for line in follow.lines(client, run.id):
        said = text.line(line)
        if said is not None:
            say(f"  {said}")
    if run.status in follow.EXIT_CODES:
        follow.tell_end(run)
