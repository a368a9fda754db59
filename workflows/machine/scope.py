"""What expressions can see: the standard's runtime arguments, made only when one is read.

Never: a value that differs between two replays. `$runtime` names the language, not the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from definitions import errors
from definitions.errors import ProblemError
from definitions.expressions import Template
from definitions.jq import Budget, JqError
from definitions.jq.outside import CLOCK
from definitions.plans import Program, TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine.frames import Frames, busy
from workflows.machine.state import LANGUAGE, Frame, State

STEPS_AN_EXPRESSION = 100_000
_RUN_NAMES = ("context", "input", "runtime", "workflow")
_TASK_NAMES = (*_RUN_NAMES, "authorization", "output", "task")
_RUNTIME: JsonObject = {"name": "baton", "version": LANGUAGE, "metadata": {}}


class Scope(Mapping[str, Json]):
    """The variables of one evaluation. Reading one that isn't set is a KeyError."""

    def __init__(
        self, names: Sequence[str], find: Callable[[str], Json], *, sealed: bool = False
    ) -> None:
        self._names = names
        self._find = find
        self.sealed = sealed
        """`$input` is itself left for the activity."""

    def __getitem__(self, name: str) -> Json:
        return self._find(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


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
            return template.defer("secrets", value, scope, budget, sealed=scope.sealed)
        return template.evaluate(value, scope, budget)
    except JqError as error:
        raise ProblemError(errors.expression(str(error), where)) from error


def of_run(program: Program, state: State) -> Scope:
    """In the workflow's own `input.from` and `output.as`."""
    return Scope(_RUN_NAMES, lambda name: _of_run(program, state, name))


def of_task(
    program: Program,
    state: State,
    frames: Frames,
    frame: Frame,
    output: Json = None,
    variables: JsonObject | None = None,
) -> Scope:
    """In a task: `$input`, `$task` and, once known, `$output` and `$authorization` besides.

    What the tasks around it have named is found through them; the nearest wins.
    """

    def find(name: str) -> Json:
        if variables is not None and name in variables:
            return variables[name]
        for at in frames.around(frame):
            if name in at.variables:
                return at.variables[name]
        match name:
            case "authorization" | "input":
                return frame.authorization if name == "authorization" else frame.data
            case "output":
                return output
            case "task":
                return _described(program, frames, frame, output)
            case _:
                return _of_run(program, state, name)

    return Scope(_TASK_NAMES, find)


def unsealed(seen: Scope, frame: Frame) -> Scope:
    """The same for what goes to the activity, with the input that only it can read."""
    return Scope(
        _TASK_NAMES, lambda name: frame.sealed if name == "input" else seen[name], sealed=True
    )


def _of_run(program: Program, state: State, name: str) -> Json:
    match name:
        case "context":
            return state.context
        case "input":
            return state.input
        case "runtime":
            return _RUNTIME
        case "workflow":
            return _workflow(program, state)
        case _ if name == CLOCK:
            return state.now / 1000
        case _:
            raise KeyError(name)


def _workflow(program: Program, state: State) -> Json:
    return {
        "id": state.run,
        "definition": program.document,
        "input": state.raw_input,
        "startedAt": moment(state.started_at),
    }


def _described(program: Program, frames: Frames, frame: Frame, output: Json) -> Json:
    """In the tasks of an extension it is the extended task.

    What that one's definition says can be read as the standard's examples do: `$task.with`.
    """
    for at in frames.around(frame):
        if busy(at):
            plan = program.at(at.pointer)
            return {**plan.definition, **_task(plan, at, output)}
    return _task(program.at(frame.pointer), frame, output)


def _task(plan: TaskPlan, frame: Frame, output: Json) -> JsonObject:
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
