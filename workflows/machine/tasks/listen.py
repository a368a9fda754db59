"""`listen`: waits for events, keeps those that fit, and does something with each if it is told to.

Never: an event taken that a filter doesn't want, or a second one begun before the first is done
with. What has come when it is enough is still worked off.
"""

from __future__ import annotations

from typing import cast

from definitions import consumption
from definitions.event_plans import ListenPlan
from definitions.plans import ListenBody
from definitions.values import Json, JsonObject
from workflows.machine.state import ChildEnded, EventArrived
from workflows.machine.trace import clip
from workflows.machine.turn import END, EXIT, TaskType, Turn

SHOWN = 100
"""So many of the events are shown to people with what is done about them."""

# In the memo of the task, besides what is kept of the consumption:
MADE = "made"
"""What the loop has made of what was heard."""
ENOUGH = "enough"
BUSY = "busy"


def enter(turn: Turn) -> None:
    plan = turn.body(ListenBody).plan
    turn.memo.update({**consumption.begin(turn, plan), MADE: []})
    keys = consumption.keys(plan, turn.memo)
    if not keys:
        _stop(turn)
        return
    turn.listen(keys)
    turn.note("task.waiting", types=_types(plan))


def event_arrived(turn: Turn, arrived: EventArrived) -> bool:
    """Whether the event was wanted."""
    plan = turn.body(ListenBody).plan
    verdict = consumption.offer(turn, plan, turn.memo, arrived.event)
    if verdict == "enough":
        turn.note("task.correlated", keys=clip(consumption.correlated(plan, turn.memo)))
        _stop(turn)
    elif verdict == "taken":
        _go_on(turn)
    return verdict != "unwanted"


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    _made(turn).append(ended.output)
    turn.memo[BUSY] = False
    if ended.then in (END, EXIT):
        turn.deafen()
        turn.complete(_made(turn), END if ended.then == END else None)
    else:
        _go_on(turn)


def _stop(turn: Turn) -> None:
    turn.deafen()
    turn.memo[ENOUGH] = True
    _go_on(turn)


def _go_on(turn: Turn) -> None:
    body = turn.body(ListenBody)
    heard, made = consumption.heard(turn.memo), _made(turn)
    if body.loop is None:
        if turn.memo.get(ENOUGH):
            turn.complete(heard)
    elif turn.memo.get(BUSY):
        return
    elif len(made) < len(heard):
        turn.memo[BUSY] = True
        place = len(made)
        variables: JsonObject = {body.item: heard[place], body.at: place}
        at, quiet = f"/foreach/{place}", place >= SHOWN
        turn.iterate(body.loop, at, heard[place], variables, quiet=quiet)
    elif turn.memo.get(ENOUGH):
        turn.complete(made)


def _types(plan: ListenPlan) -> list[Json]:
    """For people; the first of each filter."""
    return [each.type for each in plan.to.filters if each.type is not None]


def _made(turn: Turn) -> list[Json]:
    return cast("list[Json]", turn.memo[MADE])


TYPE = TaskType(enter=enter, child_ended=child_ended, event_arrived=event_arrived)
