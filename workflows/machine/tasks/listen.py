"""`listen`: waits for events, keeps those that fit, and does something with each if it is told to.

Never: an event taken that a filter doesn't want, or a second one begun before the first is done
with. What has come when it is enough is still worked off.
"""

from __future__ import annotations

from typing import cast

from definitions.event_plans import ListenPlan, StrategyPlan
from definitions.plans import ListenBody
from definitions.values import Json, JsonObject
from workflows.machine import matching
from workflows.machine.state import ChildEnded, EventArrived
from workflows.machine.turn import END, EXIT, TaskType, Turn

SHOWN = 100
"""So many of the events are shown to people with what is done about them."""

# In the memo of the task:
EXPECTED = "expected"
"""What correlations must come to, by name."""
HEARD = "heard"
"""What has been consumed, as it is read."""
MADE = "made"
"""What the loop has made of it."""
FOUND = "found"
"""Of `all`: the places of the filters that have their event."""
STOPPING = "stopping"
"""The same of `until`."""
ENOUGH = "enough"
BUSY = "busy"


def enter(turn: Turn) -> None:
    plan = turn.body(ListenBody).plan
    expected = _expectations(turn, plan)
    turn.memo.update({EXPECTED: expected, HEARD: [], MADE: [], FOUND: [], STOPPING: []})
    keys = matching.keys_of(plan.to, expected)
    if plan.until is not None:
        keys += matching.keys_of(plan.until, expected)
    if not keys:
        _stop(turn)
        return
    turn.listen(keys)
    turn.note("task.waiting", types=_types(plan))


def event_arrived(turn: Turn, arrived: EventArrived) -> bool:
    """Whether the event was wanted."""
    plan = turn.body(ListenBody).plan
    if plan.until is not None and _takes(turn, plan.until, arrived.event, STOPPING):
        if _enough(turn, plan.until, STOPPING):
            _stop(turn)
        return True
    if not _takes(turn, plan.to, arrived.event, FOUND):
        return False
    heard = _list(turn, HEARD)
    heard.append(_read(plan, arrived.event))
    if _has_all(turn, plan, heard):
        _stop(turn)
    else:
        _go_on(turn)
    return True


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    _list(turn, MADE).append(ended.output)
    turn.memo[BUSY] = False
    if ended.then in (END, EXIT):
        turn.deafen()
        turn.complete(_list(turn, MADE), END if ended.then == END else None)
    else:
        _go_on(turn)


def _stop(turn: Turn) -> None:
    turn.deafen()
    turn.memo[ENOUGH] = True
    _go_on(turn)


def _go_on(turn: Turn) -> None:
    body = turn.body(ListenBody)
    heard, made = _list(turn, HEARD), _list(turn, MADE)
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


def _has_all(turn: Turn, plan: ListenPlan, heard: list[Json]) -> bool:
    if plan.condition is not None:
        return turn.evaluate_on(plan.condition, heard) is True
    return plan.until is None and _enough(turn, plan.to, FOUND)


def _enough(turn: Turn, strategy: StrategyPlan, found: str) -> bool:
    return strategy.way != "all" or len(_list(turn, found)) == len(strategy.filters)


def _takes(turn: Turn, strategy: StrategyPlan, event: JsonObject, found: str) -> bool:
    """Of `all`, each filter takes one event, and one event is for one filter."""
    if not strategy.filters:
        return strategy.way == "any"
    taken = _list(turn, found)
    expected = cast("JsonObject", turn.memo[EXPECTED])
    for place, each in enumerate(strategy.filters):
        if strategy.way == "all" and place in taken:
            continue
        if matching.fits(turn, each, event, expected):
            if strategy.way == "all":
                taken.append(place)
            return True
    return False


def _expectations(turn: Turn, plan: ListenPlan) -> JsonObject:
    """As they stand when the task begins."""
    expected: JsonObject = {}
    for strategy in (plan.to, plan.until):
        for each in strategy.filters if strategy else ():
            for correlation in each.correlations:
                if correlation.expect is not None:
                    expected[correlation.expectation] = turn.evaluate(correlation.expect)
    return expected


def _read(plan: ListenPlan, event: JsonObject) -> Json:
    match plan.read:
        case "envelope":
            return event
        case "data" | "raw":
            return event.get("data", event.get("data_base64"))


def _types(plan: ListenPlan) -> list[Json]:
    """For people; the first of each filter."""
    return [each.type for each in plan.to.filters if each.type is not None]


def _list(turn: Turn, name: str) -> list[Json]:
    return cast("list[Json]", turn.memo[name])


TYPE = TaskType(enter=enter, child_ended=child_ended, event_arrived=event_arrived)
