"""Expressions and schemas of a run, evaluated with what is in scope, their work counted.

Never: more steps than an expression may take, or a clock that says how long it took.
"""

from __future__ import annotations

from definitions.errors import ProblemError, expression, validation
from definitions.expressions import Template
from definitions.jq import Budget
from definitions.plans import Program
from definitions.schemas import Schema, sentence
from definitions.values import Json, JsonObject
from workflows.machine import scope
from workflows.machine.bounds import WORK_A_TURN
from workflows.machine.frames import Frames
from workflows.machine.scope import STEPS_AN_EXPRESSION, Scope
from workflows.machine.state import Frame, State

_SHIFT = 6
"""To take 64 characters along costs a step."""

_TOO_MUCH = (
    f"The expressions of this task take more than {WORK_A_TURN:,} steps together. "
    "Make them smaller, or split the work over several tasks."
)


class Evaluator:
    """For one run."""

    def __init__(self, program: Program, state: State, frames: Frames) -> None:
        self._program = program
        self._state = state
        self._frames = frames
        self.work = 0
        """Steps that expressions and schemas have taken since somebody set it to 0."""
        self._before = 0

    def begin_turn(self) -> None:
        """From here on a task may evaluate what one step of it may."""
        self._before = self.work

    @property
    def work_of_turn(self) -> int:
        return self.work - self._before

    def in_run(self, template: Template, value: Json) -> Json:
        """The workflow's own."""
        return self._evaluated(template, value, scope.of_run(self._program, self._state), "/")

    def in_task(
        self,
        frame: Frame,
        template: Template,
        value: Json,
        variables: JsonObject | None = None,
        *,
        output: Json = None,
        secrets: bool = False,
    ) -> Json:
        seen = scope.of_task(self._program, self._state, self._frames, frame, output, variables)
        if secrets and frame.sealed is not None:
            value, seen = frame.sealed, scope.unsealed(seen, frame)
        return self._evaluated(template, value, seen, frame.pointer or "/", secrets=secrets)

    def fit(self, schema: Schema | None, value: Json, what: str, where: str) -> None:
        """Raise the standard's validation error for a value that doesn't."""
        if schema is None:
            return
        faults, steps = schema.verdict(value)
        self.work += steps
        if faults:
            raise ProblemError(validation(sentence(what, faults), where))

    def _evaluated(
        self, template: Template, value: Json, seen: Scope, where: str, *, secrets: bool = False
    ) -> Json:
        if self.work_of_turn > WORK_A_TURN:
            raise ProblemError(expression(_TOO_MUCH, where))
        budget = Budget(steps=STEPS_AN_EXPRESSION)
        try:
            return scope.evaluate(template, value, seen, where, budget, secrets=secrets)
        finally:
            self.work += budget.spent + (budget.held >> _SHIFT)
