"""Programs: what the machine runs. A workflow with every expression compiled, once a process.

Never: anything of one run.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from definitions.event_plans import ListenPlan, listen_plan
from definitions.loose_mode import enclosed, is_loose
from definitions.models import Schedule, Workflow
from definitions.plans import Program, TaskPlan, inner_plans
from definitions.reader import read_document
from definitions.task_plans import NotRunnableError, TaskPlans, schema_of, shaping
from definitions.values import JsonObject, decode, encode

PROGRAMS_KEPT = 512


def content_hash(document: JsonObject) -> str:
    """Keys count in their order: a form asks in the order of its schema."""
    return hashlib.sha256(encode(document)).hexdigest()


def compile_program(workflow: Workflow, document: JsonObject, digest: str) -> Program:
    strict = enclosed(workflow, document) if is_loose(workflow) else document
    workflow = _strict(workflow, strict)
    tasks = TaskPlans(workflow, strict)
    root, extensions = tasks.root(), tasks.extensions()
    plans: dict[str, TaskPlan] = {}
    for plan in (root, *tasks.functions()):
        _collect(plan, plans)
    for extension in extensions:
        for around in (extension.before, extension.after):
            if around is not None:
                _collect(around, plans)
    return Program(
        hash=digest,
        workflow=workflow.document,
        document=document,
        root=root,
        input_from=shaping(workflow.input and workflow.input.from_),
        output_as=shaping(workflow.output and workflow.output.as_),
        plans=plans,
        input_schema=schema_of(workflow.input and workflow.input.schema_),
        output_schema=schema_of(workflow.output and workflow.output.schema_),
        extensions=extensions,
        started_on=_started_on(workflow.schedule),
    )


def _started_on(schedule: Schedule | None) -> ListenPlan | None:
    """What they bring is the array that runs get as input: the events, unless it says `read`."""
    if schedule is None or schedule.on is None:
        return None
    return listen_plan(schedule.on, schedule.read or "envelope")


def _strict(workflow: Workflow, document: JsonObject) -> Workflow:
    if not is_loose(workflow):
        return workflow
    strict = read_document(document).workflow
    if strict is None:
        raise NotRunnableError(
            "In loose mode a text of the definition becomes an expression where none can be. Leave "
            "out evaluate.mode, and enclose expressions in ${ }."
        )
    return strict


def _collect(plan: TaskPlan, plans: dict[str, TaskPlan]) -> None:
    plans[plan.pointer] = plan
    for inner in inner_plans(plan):
        _collect(inner, plans)


class _Programs:
    """The programs that this process has compiled last, by hash; for all its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[str, Program] = OrderedDict()

    def find(self, digest: str) -> Program | None:
        with self._lock:
            program = self._known.get(digest)
            if program is not None:
                self._known.move_to_end(digest)
            return program

    def keep(self, program: Program) -> Program:
        with self._lock:
            self._known[program.hash] = program
            while len(self._known) > PROGRAMS_KEPT:
                self._known.popitem(last=False)
            return program


_programs = _Programs()


def known_program(digest: str) -> Program | None:
    """If this process has compiled it lately."""
    return _programs.find(digest)


def program_of(document: bytes, digest: str) -> Program:
    """Of a published document, in JSON. Two threads may compile the same at once; no harm."""
    known = _programs.find(digest)
    if known is not None:
        return known
    value = decode(document)
    if not isinstance(value, dict) or content_hash(value) != digest:
        raise NotRunnableError(
            f"The stored definition is not the one that was published as {digest[:12]}: restore "
            "it from a backup."
        )
    reading = read_document(value)
    if reading.workflow is None:
        raise NotRunnableError(f"The definition {digest[:12]} does not read any more.")
    return _programs.keep(compile_program(reading.workflow, value, digest))
