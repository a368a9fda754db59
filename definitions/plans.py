"""Plans: the tasks of a definition as the machine carries them out, every expression compiled.

Never: anything of one run, or a look at the document once it is compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from definitions.authentication import Path
from definitions.duration_plans import DurationPlan
from definitions.event_plans import ListenPlan
from definitions.expressions import Template
from definitions.fault_plans import CatchPlan
from definitions.models import About
from definitions.schemas import Schema
from definitions.values import JsonObject


@dataclass(frozen=True, slots=True)
class DoBody:
    tasks: tuple[TaskPlan, ...]


@dataclass(frozen=True, slots=True)
class SetBody:
    value: Template


@dataclass(frozen=True, slots=True)
class SwitchCase:
    name: str
    when: Template | None
    """None: the default."""
    then: str


@dataclass(frozen=True, slots=True)
class SwitchBody:
    cases: tuple[SwitchCase, ...]


@dataclass(frozen=True, slots=True)
class WaitBody:
    duration: DurationPlan


@dataclass(frozen=True, slots=True)
class RaiseBody:
    error: Template


@dataclass(frozen=True, slots=True)
class CallBody:
    function: str
    arguments: Template
    safe: bool = False
    """It comes with Baton and may be repeated. Of others only the worker that has them knows."""
    templates: tuple[Path, ...] = ()
    """Where in the arguments URIs are written with `{name}`s, to be filled from the input."""


@dataclass(frozen=True, slots=True)
class OwnCallBody:
    """Of a call of a function that the document defines."""

    function: str
    """Pointer to its task."""
    arguments: Template | None


@dataclass(frozen=True, slots=True)
class ForBody:
    each: str
    at: str
    items: Template
    condition: Template | None
    tasks: TaskPlan
    """What is done for each item: a list without a name."""


@dataclass(frozen=True, slots=True)
class ForkBody:
    branches: tuple[TaskPlan, ...]
    compete: bool


@dataclass(frozen=True, slots=True)
class TryBody:
    tasks: TaskPlan
    catch: CatchPlan
    handler: TaskPlan | None
    """What is done about a caught error."""


@dataclass(frozen=True, slots=True)
class RunWorkflowBody:
    """Of a task that runs another process."""

    process: Template
    """Namespace, name, version (None: the newest) and input."""
    awaited: bool
    silent: bool
    """Its output is nothing, whatever the process puts out."""


@dataclass(frozen=True, slots=True)
class EmitBody:
    event: Template


@dataclass(frozen=True, slots=True)
class ListenBody:
    plan: ListenPlan
    loop: TaskPlan | None
    """What is done with each event: a list without a name."""
    item: str
    at: str


@dataclass(frozen=True, slots=True)
class RunScriptBody:
    """Of a task that runs a script, or a command of the shell."""

    arguments: Template
    """Its kind, its code or where that lies, and what it is given."""
    awaited: bool
    templates: tuple[tuple[str, ...], ...] = ()
    """Where in the arguments a URI with a `{name}` stands."""


Body: TypeAlias = (
    DoBody
    | SetBody
    | SwitchBody
    | WaitBody
    | RaiseBody
    | CallBody
    | OwnCallBody
    | ForBody
    | ForkBody
    | TryBody
    | RunWorkflowBody
    | EmitBody
    | ListenBody
    | RunScriptBody
)


@dataclass(frozen=True, slots=True)
class ExtensionPlan:
    """Tasks around those of a kind."""

    name: str
    depth: int
    """0 when it extends the tasks of the process, 1 when those of other extensions."""
    when: Template | None
    before: TaskPlan | None
    after: TaskPlan | None


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One task, ready to be carried out."""

    kind: str
    name: str
    pointer: str
    definition: JsonObject
    condition: Template | None
    input_from: Template | None
    output_as: Template | None
    export_as: Template | None
    then: str | None
    body: Body
    input_schema: Schema | None = None
    output_schema: Schema | None = None
    export_schema: Schema | None = None
    timeout: DurationPlan | None = None
    extensions: tuple[int, ...] = ()
    """Which of the program's may apply to it."""

    @property
    def listed(self) -> bool:
        """It is a list of tasks and none itself: people see what is in it."""
        return not self.name


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled definition."""

    hash: str
    workflow: About
    document: JsonObject
    root: TaskPlan
    input_from: Template | None
    output_as: Template | None
    plans: dict[str, TaskPlan]
    """By pointer."""
    input_schema: Schema | None = None
    output_schema: Schema | None = None
    extensions: tuple[ExtensionPlan, ...] = ()
    started_on: ListenPlan | None = None
    """The events that start runs of it."""

    def at(self, pointer: str) -> TaskPlan:
        return self.plans[pointer]


def inner_plans(plan: TaskPlan) -> tuple[TaskPlan, ...]:
    """Those that stand in it."""
    match plan.body:
        case DoBody(tasks=tasks) | ForkBody(branches=tasks):
            return tasks
        case ForBody(tasks=listed):
            return (listed,)
        case TryBody(tasks=listed, handler=handler):
            return (listed,) if handler is None else (listed, handler)
        case ListenBody(loop=listed) if listed is not None:
            return (listed,)
        case _:
            return ()
