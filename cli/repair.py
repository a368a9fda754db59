"""What people do about a run: end it, halt it, let it go on, skip a task, change its data.

Never: something done that wasn't asked for; `--plan` shows what a retry would do, and does nothing.
"""

from __future__ import annotations

import os

from cli import access, inputs
from cli.client import Client
from cli.output import columns, one_line, say, tell, written
from cli.trace_text import label
from definitions.values import JsonObject

SHOWN_VISITS = 20
FATES = {
    "unknown": "was out when the run ended: if nobody knows its end, settle it",
    "again": "leaves once more, under the key that it had",
}


def command(run: str, what: str, said: JsonObject, done: str) -> None:
    """Send it, and say what the run has answered: `done` where it was accepted."""
    with access.connect(os.environ) as client:
        given = client.command(run, what, said)
    say(one_line(f"{run}: {done if given.answer == 'accepted' else given.answer}"))


def settle(
    run: str, outcome: str, output: str | None, visit: str | None, reason: str | None
) -> None:
    said: JsonObject = {"outcome": outcome, "output": inputs.value(output)}
    command(run, "settle", said | {"visit": visit, "reason": reason}, "the run goes on")


def skip(run: str, visit: str, output: str, reason: str) -> None:
    said: JsonObject = {"visit": visit, "output": inputs.value(output), "reason": reason}
    command(run, "skip", said, "the task is skipped, and the run goes on")


def data(run: str) -> None:
    """As they can be sent back by `change`."""
    with access.connect(os.environ) as client:
        tell(client.data(run))


def change(run: str, context: str, reason: str) -> None:
    said: JsonObject = {"context": inputs.value(context), "reason": reason}
    command(run, "data", said, "its data are changed")


def retry(
    run: str, visit: str | None, version: str | None, reason: str, edits: dict[str, str | None]
) -> None:
    said: JsonObject = {"reason": reason, "visit": visit, "version": version} | _given(edits)
    with access.connect(os.environ) as client:
        going = client.repair(run, "retry", said)
    say(one_line(f"{run}: it goes on with {going.workflow} {going.version}, and is {going.status}"))


def plan(run: str, visit: str | None, version: str | None) -> None:
    """What a retry would do."""
    with access.connect(os.environ) as client:
        _describe(client, run, visit, version)


def again(run: str, version: str | None, reason: str | None, given: str | None) -> None:
    said: JsonObject = {"version": version, "reason": reason} | _given({"input": given})
    with access.connect(os.environ) as client:
        started = client.repair(run, "again", said)
    say(started.id)


def _given(edits: dict[str, str | None]) -> JsonObject:
    """What was not given is left out: null is a value."""
    return {name: inputs.value(text) for name, text in edits.items() if text is not None}


def _describe(client: Client, run: str, visit: str | None, version: str | None) -> None:
    found = client.retry_plan(run, visit, version)
    facts = [
        ["From", f"{label(found.task)} ({found.visit})"],
        ["Version", found.version],
        ["Input", written(found.input)],
        ["Context", written(found.context)],
    ]
    facts += [
        ["Call", f"{label(one.task)} ({one.visit}) {FATES.get(one.fate, one.fate)}"]
        for one in found.calls
    ]
    facts += [["In the way", one_line(one.message)] for one in found.differences]
    say(columns(facts))
    say("It can also go on from:")
    for one in found.visits[:SHOWN_VISITS]:
        say(f"  {one.visit}")
