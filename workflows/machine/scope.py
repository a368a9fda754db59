"""What expressions can see: the standard's runtime arguments, made only when one is read.

Never: a value that differs between two replays. `$runtime` names the language, not the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from definitions import errors
from definitions.errors import ProblemError
from definitions.expressions import Template
from definitions.jq import Budget, JqError
from definitions.program import Program, TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine.state import LANGUAGE, Frame, State

STEPS_AN_EXPRESSION = 100_000
_RUNTIME: JsonObject = {"name": "baton", "version": LANGUAGE, "metadata": {}}


class Scope(Mapping[str, Json]):
    """The variables of one evaluation. Reading one that isn't set is a KeyError."""

    def __init__(self, makers: Mapping[str, Callable[[], Json]]) -> None:
        self._makers = makers

    def __getitem__(self, name: str) -> Json:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def evaluate(
    template: Template,
    value: Json,
    scope: Scope,
    where: str,
    budget: Budget,
    *,
    secrets: bool = False,
) -> Json:
    """Evaluate under a budget; what goes wrong is the standard's expression error.

    With `secrets` whatever reads them is left as it is, for the activity. Anywhere else reading
    one is an error: a secret must not get into what is kept of a run.
    """
    try:
        if secrets:
            return template.defer("secrets", value, scope, budget)
        return template.evaluate(value, scope, budget)
    except JqError as error:
        raise ProblemError(errors.expression(str(error), where)) from error


def of_run(program: Program, state: State) -> Scope:
    """In the workflow's own `input.from` and `output.as`."""
    return Scope(_run_makers(program, state))


def of_task(
    program: Program, state: State, plan: TaskPlan, frame: Frame, output: Json = None
) -> Scope:
    """In a task: `$input`, `$task` and, once it is known, `$output` besides."""
    makers = _run_makers(program, state)
    makers["input"] = lambda: frame.data
    makers["output"] = lambda: output
    makers["task"] = lambda: _task(plan, frame, output)
    return Scope(makers)


def _run_makers(program: Program, state: State) -> dict[str, Callable[[], Json]]:
    return {
        "context": lambda: state.context,
        "input": lambda: state.input,
        "runtime": lambda: _RUNTIME,
        "workflow": lambda: _workflow(program, state),
    }


def _workflow(program: Program, state: State) -> Json:
    return {
        "id": state.run,
        "definition": program.document,
        "input": state.raw_input,
        "startedAt": moment(state.started_at),
    }


def _task(plan: TaskPlan, frame: Frame, output: Json) -> Json:
    return {
        "name": plan.name,
        "reference": plan.pointer,
        "definition": plan.definition,
        "input": frame.raw,
        "output": output,
        "startedAt": moment(frame.started_at),
    }


def moment(milliseconds: int) -> JsonObject:
    """The standard's date-time descriptor."""
    whole = datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "iso8601": f"{whole}.{milliseconds % 1000:03d}Z",
        "epoch": {"seconds": milliseconds // 1000, "milliseconds": milliseconds},
    }
