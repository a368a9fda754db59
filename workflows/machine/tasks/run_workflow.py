"""`run: workflow`: starts the run of another process, and waits for its end.

The child is a run of its own, started by the activity `run.start`, once for each visit of the task;
its end comes back as a message. Never: a child workflow of Temporal's, which would end with its
parent's execution.
"""

from __future__ import annotations

import msgspec

from definitions.contracts import START_RUN, ChildEnd
from definitions.errors import Problem, ProblemError, expression, runtime
from definitions.plans import RunWorkflowBody
from definitions.values import Json, JsonObject
from workflows.machine.children import EARLY
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn

START_SECONDS = 30.0
_CHILD = "run"


def enter(turn: Turn) -> None:
    body = turn.body(RunWorkflowBody)
    process = turn.evaluate(body.process)
    if not isinstance(process, dict):
        raise TypeError("The template of a process makes an object.")
    for part in ("namespace", "name", "version"):
        if not isinstance(process[part], str) and (part, process[part]) != ("version", None):
            detail = f"The {part} of the process to run is no text."
            raise ProblemError(expression(detail, turn.plan.pointer))
    arguments: JsonObject = {**process, "awaited": body.awaited}
    turn.call(START_RUN, arguments, START_SECONDS, safe=False)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    """First comes the id of the child, then, if it is awaited, its end."""
    if _CHILD in turn.memo:
        _end(turn, ended.output)
        return
    child = ended.output
    if not turn.body(RunWorkflowBody).awaited:
        # As the standard says: what isn't awaited has no output.
        turn.complete(turn.data)
    elif EARLY in turn.memo:
        _end(turn, turn.memo[EARLY])
    elif isinstance(child, str):
        turn.memo[_CHILD] = child
        turn.await_child(child)
        turn.note("task.waiting", run=child)
    else:
        raise TypeError(f"{START_RUN} answered {type(child).__name__}, not the id of a run.")


def _end(turn: Turn, data: Json) -> None:
    end = msgspec.convert(data, ChildEnd)
    match end.status:
        case "completed":
            turn.complete(None if turn.body(RunWorkflowBody).silent else end.output)
        case "faulted" if end.error is not None:
            raise ProblemError(_as_own(end.error))
        case status:
            detail = f"The run {end.run}, for which this task waited, was {status}."
            raise ProblemError(runtime(detail, turn.plan.pointer))


def _as_own(error: Problem) -> Problem:
    """The child's error, as one of the task that ran it: its own place is in another document."""
    return msgspec.structs.replace(error, instance=None)


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
