"""Tries a definition by scenarios, in the simulator.

Never: an effect, a secret, or more of the machine than a trial may take: steps, facts and lines
are counted, and the time of all its scenarios together is limited.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from api.definitions.examining import has_errors, refusal
from api.definitions.service import find
from definitions.bundle import Bundle
from definitions.contracts import TraceRow
from definitions.errors import Problem
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint, publishable
from definitions.plans import Program
from definitions.pointers import unescape
from definitions.program import compile_program, content_hash
from definitions.reader import Reading, read, read_document
from definitions.values import Json, JsonObject, decode, encode
from store import definitions
from workflows.machine.trace import clip
from workflows.simulator.coverage import Visits, branches, tasks
from workflows.simulator.people import Came
from workflows.simulator.scenarios import Scenario, Verdict, play
from workflows.simulator.simulation import Bounds

SECONDS = 5.0
"""For all scenarios of one request."""

STEPS, FACTS, EVENTS = 200_000, 20_000, 1_000
LINES = 2_000
"""Of the traces of all scenarios."""

SHOWN_EVENTS = 100
"""Of a scenario; so many approvals too."""

SHOWN_BYTES = 64 * 1024
"""Of an output; a larger one is clipped."""

SHOWN_CHARACTERS = 4_000
"""Of what an error says."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried."""

    text: str | JsonObject
    whole: bytes | None = None
    """Of a version that publishing has put something into: the document that runs."""


async def subject(session: AsyncSession, namespace: str, name: str, version: str) -> Subject:
    """A version in whatever state."""
    row = await find(session, namespace, name, version)
    text = await definitions.source(session, row.hash)
    whole = None if row.program is None else await definitions.document(session, row.program)
    return Subject(text, whole)


def simulate(
    given: Subject,
    scenarios: Mapping[str, Scenario],
    catalogue: Catalogue,
    pause_after: int | None = None,
) -> JsonObject:
    """Takes its time: to be called beside the event loop."""
    reading, program = tried(given, catalogue)
    bounds = _bounds(len(scenarios))
    verdicts = {
        name: play(program, scenario, bounds, pause_after) for name, scenario in scenarios.items()
    }
    been = Visits()
    for verdict in verdicts.values():
        been.add(verdict.visits)
    outcomes: list[Json] = [_outcome(reading, name, verdict) for name, verdict in verdicts.items()]
    return {
        "passed": all(verdict.passed for verdict in verdicts.values()),
        "scenarios": outcomes,
        "coverage": {
            "tasks": been.share(tasks(program)).to_json(reading),
            "branches": been.share(branches(program)).to_json(reading),
        },
    }


def tried(given: Subject, catalogue: Catalogue) -> tuple[Reading, Program]:
    """What runs; a definition that couldn't be published is refused with all that is wrong."""
    reading = read(given.text if isinstance(given.text, str) else encode(given.text))
    return reading, _program(reading, given.whole, catalogue)


def _program(reading: Reading, whole: bytes | None, catalogue: Catalogue) -> Program:
    found = [*reading.diagnostics]
    if not has_errors(found):
        found += [*lint(reading, catalogue), *publishable(reading, catalogue)]
        found += [] if whole is not None else Bundle(reading).missing()
    runs = reading if whole is None else read_document(cast("JsonObject", decode(whole)))
    if has_errors(found) or runs.workflow is None or runs.document is None:
        raise refusal("The definition can't be tried as it is.", found)
    return compile_program(runs.workflow, runs.document, content_hash(runs.document))


def _bounds(scenarios: int) -> Bounds:
    until = time.monotonic() + SECONDS
    return Bounds(
        facts=FACTS,
        steps=STEPS,
        events=EVENTS,
        trace=LINES // scenarios,
        over=lambda: time.monotonic() > until,
    )


def _outcome(reading: Reading, name: str, verdict: Verdict) -> JsonObject:
    unmocked, unresolved = verdict.unmocked, verdict.unresolved
    return {
        "name": name,
        "passed": verdict.passed,
        "faults": [*verdict.faults],
        "status": verdict.status,
        "output": _shown(verdict.output),
        "error": None if verdict.error is None else _cut(verdict.error),
        "tookMs": verdict.took_ms,
        "calls": {**verdict.calls},
        "events": [clip(event) for event in verdict.emitted[:SHOWN_EVENTS]],
        "approvals": [_approval(one) for one in verdict.approvals[:SHOWN_EVENTS]],
        "unmocked": unmocked
        and {
            "task": unmocked.task,
            "function": unmocked.function,
            "arguments": _shown(unmocked.arguments),
        },
        "unresolved": [{"task": unresolved.task, "approver": each} for each in unresolved.approvers]
        if unresolved
        else [],
        "paused": verdict.paused,
        "nextMs": verdict.next_ms,
        "listening": [
            {"task": task, "to": _listened_to(reading, task)} for task in verdict.listening
        ],
        "trace": [_line(row) for row in verdict.trace],
    }


def _approval(one: Came) -> JsonObject:
    shown = one.to_json()
    if one.open is not None:
        large = {name: _shown(one.open[name]) for name in ("form", "values")}
        body = str(one.open["body"])[:SHOWN_BYTES]
        shown["open"] = {**one.open, **large, "body": body}
    return shown


def _listened_to(reading: Reading, task: str) -> Json:
    """None where the text knows no such task: publishing has brought it from elsewhere."""
    value: Json = reading.document
    for step in [*task.split("/")[1:], "listen", "to"]:
        name = unescape(step)
        items = value if isinstance(value, list) else []
        below = dict(enumerate(items)).get(int(name)) if items and name.isdecimal() else None
        value = value.get(name) if isinstance(value, dict) else below
    return value


def _line(row: TraceRow) -> JsonObject:
    return {
        "sequence": row.sequence,
        "kind": row.kind,
        "task": row.task,
        "visit": row.visit,
        "atMs": row.at,
        "body": {name: clip(value) for name, value in row.body.items()},
    }


def _cut(error: Problem) -> JsonObject:
    """Its texts may be as long as a value."""
    return {
        name: value[:SHOWN_CHARACTERS] if isinstance(value, str) else value
        for name, value in error.to_json().items()
    }


def _shown(value: Json) -> Json:
    return value if len(encode(value)) <= SHOWN_BYTES else clip(value)
