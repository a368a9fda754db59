"""`emit`: publishes an event; the output is the event.

Never: an id or a time of chance. Both come from the run, so that a replay publishes the same.
"""

from __future__ import annotations

from definitions.cloud_events import EventError, checked
from definitions.errors import ProblemError, validation
from definitions.plans import EmitBody
from definitions.values import JsonObject
from workflows.machine.scope import moment
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    made = turn.evaluate(turn.body(EmitBody).event)
    given = made if isinstance(made, dict) else {}
    event: JsonObject = {
        "specversion": "1.0",
        "id": turn.key,
        # As later versions of the standard allow; the lifecycle events of the run have it too.
        "source": f"/api/v1/runs/{turn.key.partition(':')[0]}",
        "time": moment(turn.now)["iso8601"],
        **{name: value for name, value in given.items() if value is not None or name == "data"},
    }
    if "data" in event:
        event.setdefault("datacontenttype", "application/json")
    try:
        turn.emit(checked(event))
    except EventError as error:
        said = f"The event can't be published: {error}"
        raise ProblemError(validation(said, turn.plan.pointer)) from error
    turn.complete(event)


TYPE = TaskType(enter=enter)
