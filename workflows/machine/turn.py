"""A turn: what one task may see and do while a step of it is taken.

It is all that the task types know of the machine. Never: two verdicts in a turn; a task either
ends, faults, or leaves something open that will bring its next turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from definitions.contracts import EventKey
from definitions.duration_plans import DurationPlan
from definitions.durations import DurationError, parse_duration
from definitions.errors import Problem, ProblemError, expression
from definitions.expressions import Template
from definitions.plans import TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine.approval.state import Approval
from workflows.machine.approvals import Approvals
from workflows.machine.effects import Effects
from workflows.machine.state import ChildEnded, EffectEnded, EventArrived, Frame

Body = TypeVar("Body")

EXIT, END = "exit", "end"
"""Flow directives that a task tells its parent."""


class Engine(Protocol):
    """The machine, as a turn uses it."""

    @property
    def effects(self) -> Effects: ...
    @property
    def approvals(self) -> Approvals: ...
    @property
    def now(self) -> int: ...
    def evaluate(
        self,
        frame: Frame,
        template: Template,
        value: Json,
        variables: JsonObject | None = None,
        *,
        secrets: bool = False,
    ) -> Json: ...
    def open_function(self, frame: Frame, pointer: str, value: Json) -> None: ...
    def open_child(
        self,
        frame: Frame,
        plan: TaskPlan,
        path: str,
        value: Json,
        variables: JsonObject | None = None,
    ) -> Frame: ...
    def iterate(
        self, frame: Frame, plan: TaskPlan, at: str, value: Json, variables: JsonObject
    ) -> Frame: ...
    def close_children(self, frame: Frame) -> None: ...
    def publish(self, frame: Frame, event: JsonObject) -> None: ...
    def end(self, frame: Frame, output: Json, then: str | None) -> None: ...
    def note(self, frame: Frame, kind: str, body: JsonObject) -> None: ...
    def took(self, frame: Frame, way: str) -> None: ...


class Turn:
    """One step of one task."""

    def __init__(self, engine: Engine, plan: TaskPlan, frame: Frame) -> None:
        self._engine = engine
        self._frame = frame
        self.plan = plan

    @property
    def now(self) -> int:
        """The run's clock, in milliseconds."""
        return self._engine.now

    @property
    def data(self) -> Json:
        """The task's input, after `input.from`."""
        return self._frame.data

    @property
    def sealed(self) -> bool:
        """The input holds secrets; `data` is what may be seen of it."""
        return self._frame.sealed is not None

    @property
    def memo(self) -> JsonObject:
        """What the task keeps from turn to turn."""
        return self._frame.memo

    def body(self, kind: type[Body]) -> Body:
        """What the definition says of this task, for a task of this kind."""
        if not isinstance(self.plan.body, kind):
            raise TypeError(f"{self.plan.pointer} is planned as {type(self.plan.body).__name__}.")
        return self.plan.body

    def evaluate(self, template: Template) -> Json:
        return self._engine.evaluate(self._frame, template, self._frame.data)

    def evaluate_on(
        self, template: Template, value: Json, variables: JsonObject | None = None
    ) -> Json:
        """With something else than the task's input as `.`, and with names of its own."""
        return self._engine.evaluate(self._frame, template, value, variables)

    def duration(self, plan: DurationPlan) -> int:
        """In milliseconds."""
        if plan.milliseconds is not None:
            return plan.milliseconds
        value = None if plan.expression is None else self.evaluate(plan.expression)
        try:
            return parse_duration(value)
        except DurationError as error:
            raise ProblemError(expression(str(error), self.plan.pointer)) from error

    def open(
        self,
        child: TaskPlan,
        value: Json,
        variables: JsonObject | None = None,
        *,
        within_ms: int | None = None,
    ) -> None:
        """Enter a task inside this one; its end brings a turn with `child_ended`."""
        path = self._frame.path + child.pointer[len(self.plan.pointer) :]
        opened = self._engine.open_child(self._frame, child, path, value, variables)
        if within_ms is not None:
            self._engine.effects.want_timeout(opened, self.now + within_ms)

    def iterate(
        self, child: TaskPlan, at: str, value: Json, variables: JsonObject, *, quiet: bool
    ) -> None:
        """Enter it once more, under a path of its own; with `quiet` people don't see it."""
        opened = self._engine.iterate(self._frame, child, at, value, variables)
        opened.quiet = opened.quiet or quiet

    def close_children(self) -> None:
        """Cancel every task that is still open inside of this one."""
        self._engine.close_children(self._frame)

    @property
    def key(self) -> str:
        """Of this visit of the task, the same in every replay."""
        return self._engine.effects.key(self._frame)

    def begin_attempt(self) -> None:
        """What was left open in the last one is known again in this one."""
        self._engine.effects.begin_attempt(self._frame)

    def open_function(self, pointer: str, value: Json) -> None:
        """Enter a task that stands elsewhere in the document; it ends like one inside."""
        self._engine.open_function(self._frame, pointer, value)

    def evaluate_arguments(self, template: Template) -> Json:
        """For an effect: what reads `$secrets` is left for the activity, which may know them."""
        return self._engine.evaluate(self._frame, template, self._frame.data, secrets=True)

    def call(self, function: str, arguments: Json, timeout_seconds: float, *, safe: bool) -> None:
        """Ask for an effect; its answer brings a turn with `effect_ended`."""
        wanted = function, arguments, timeout_seconds
        self._engine.effects.want_call(self._frame, *wanted, safe=safe)

    def timer(self, until: int) -> None:
        """Ask to be woken; brings a turn with `effect_ended`."""
        self._engine.effects.want_timer(self._frame, until)

    def await_child(self, run: str) -> None:
        """Rest until that run has ended; brings a turn with `effect_ended`."""
        self._engine.effects.await_child(self._frame, run)

    def hold(self, approval: str) -> None:
        """Rest until people have decided; what they do brings a turn with `effect_ended`."""
        self._engine.effects.hold(self._frame, approval)

    def report(self, approval: Approval) -> None:
        """People see the approval so from now on."""
        self._engine.approvals.report(self._frame, approval)

    def wake(self, at: int | None) -> None:
        """Be woken then, and not when it was wanted before; brings a turn with `effect_ended`."""
        self._engine.effects.wake(self._frame, at)

    def listen(self, keys: list[EventKey]) -> None:
        """Hear events from now on; each brings a turn with `event_arrived`."""
        self._engine.effects.want_events(self._frame, keys)

    def deafen(self) -> None:
        """Hear no more of them."""
        self._engine.effects.close_listener(self._frame)

    def emit(self, event: JsonObject) -> None:
        """Publish an event, once, with what the run has become until here."""
        self._engine.publish(self._frame, event)

    def note(self, kind: str, **body: Json) -> None:
        """A line in the trace."""
        self._engine.note(self._frame, kind, body)

    def took(self, way: str) -> None:
        """Says which of its ways it goes, to whoever watches."""
        self._engine.took(self._frame, way)

    def complete(self, output: Json, then: str | None = None) -> None:
        """The task has its raw output; `then`, if given, goes before the task's own."""
        self._engine.end(self._frame, output, then)


@dataclass(frozen=True, slots=True)
class TaskType:
    """How one kind of task behaves. A new kind is one module that makes one of these."""

    enter: Callable[[Turn], None]
    child_ended: Callable[[Turn, ChildEnded], None] | None = None
    effect_ended: Callable[[Turn, EffectEnded], None] | None = None
    event_arrived: Callable[[Turn, EventArrived], bool] | None = None
    """Answers whether the event was wanted."""
    child_faulted: Callable[[Turn, Problem], bool] | None = None
    """Answers whether the error is caught; if not it goes on outwards."""
    catches: Callable[[Turn, Problem], bool] | None = None
    """Answers the same beforehand, and does nothing about it."""
