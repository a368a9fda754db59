"""`raise`: faults with an error that the definition names.

Never: an output.
"""

from __future__ import annotations

import msgspec

from definitions.errors import Problem, ProblemError, validation
from definitions.plans import RaiseBody
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    made = turn.evaluate(turn.body(RaiseBody).error)
    try:
        problem = msgspec.convert(made, Problem)
    except msgspec.ValidationError as error:
        raise ProblemError(
            validation(
                f"The raised error is not one: {error}. "
                "It needs a text `type` and a number `status`.",
                turn.plan.pointer,
            )
        ) from error
    raise ProblemError(problem)


TYPE = TaskType(enter=enter)
