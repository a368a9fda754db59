"""How events are consumed: one of them, any, or all that are wanted, until it is enough.

What has come so far is plain JSON that whoever listens keeps: a task in its memo, a schedule in a
row. Never: an event taken that no filter wants, or one event for two filters.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol, TypeAlias, cast

from definitions import event_matching
from definitions.contracts import EventKey
from definitions.errors import ProblemError, expression
from definitions.event_plans import ListenPlan, StrategyPlan
from definitions.expressions import Template
from definitions.jq import Budget, JqError
from definitions.jq.outside import CLOCK
from definitions.values import Json, JsonObject

EXPECTED = "expected"
"""What correlations must come to, by name."""
HEARD = "heard"
"""What has been consumed, as it is read."""
FOUND = "found"
"""Of `all`: the places of the filters that have their event."""
STOPPING = "stopping"
"""The same of `until`."""

_STEPS = 100_000
"""As many as an expression of a run may take."""

Verdict: TypeAlias = Literal["unwanted", "taken", "enough"]


class Evaluates(Protocol):
    """Whoever listens, as the expressions of its filters see it."""

    def evaluate(self, template: Template) -> Json: ...
    def evaluate_on(self, template: Template, value: Json) -> Json: ...


def begin(by: Evaluates, plan: ListenPlan) -> JsonObject:
    """What is kept of a consumption, before the first event. Expectations are as they stand now."""
    expected: JsonObject = {}
    for strategy in (plan.to, plan.until):
        for each in strategy.filters if strategy else ():
            for correlation in each.correlations:
                if correlation.expect is not None:
                    expected[correlation.expectation] = by.evaluate(correlation.expect)
    return {EXPECTED: expected, HEARD: [], FOUND: [], STOPPING: []}


def keys(plan: ListenPlan, kept: JsonObject) -> list[EventKey]:
    """Where a database finds who listens so."""
    expected = cast("JsonObject", kept[EXPECTED])
    found = event_matching.keys_of(plan.to, expected)
    return found if plan.until is None else found + event_matching.keys_of(plan.until, expected)


def offer(by: Evaluates, plan: ListenPlan, kept: JsonObject, event: JsonObject) -> Verdict:
    """Whether the event is consumed, and whether that is enough. `kept` learns of it."""
    if plan.until is not None and _takes(by, plan.until, kept, STOPPING, event):
        return "enough" if _is_enough(plan.until, kept, STOPPING) else "taken"
    if not _takes(by, plan.to, kept, FOUND, event):
        return "unwanted"
    heard(kept).append(_read(plan, event))
    if plan.condition is not None:
        enough = by.evaluate_on(plan.condition, heard(kept)) is True
    else:
        enough = plan.until is None and _is_enough(plan.to, kept, FOUND)
    return "enough" if enough else "taken"


def correlated(plan: ListenPlan, kept: JsonObject) -> JsonObject:
    """What the events were correlated by, by name."""
    expected = cast("JsonObject", kept[EXPECTED])
    return {
        each.name: expected[each.expectation]
        for one in plan.to.filters
        for each in one.correlations
        if each.expectation in expected
    }


def heard(kept: JsonObject) -> list[Json]:
    return _list(kept, HEARD)


def _is_enough(strategy: StrategyPlan, kept: JsonObject, found: str) -> bool:
    return strategy.way != "all" or len(_list(kept, found)) == len(strategy.filters)


def _takes(
    by: Evaluates, strategy: StrategyPlan, kept: JsonObject, found: str, event: JsonObject
) -> bool:
    """Of `all`, each filter takes one event, and one event is for one filter."""
    if not strategy.filters:
        return strategy.way == "any"
    taken = _list(kept, found)
    expected = cast("JsonObject", kept[EXPECTED])
    for place, each in enumerate(strategy.filters):
        if strategy.way == "all" and place in taken:
            continue
        if event_matching.fits(by, each, event, expected):
            if strategy.way == "all":
                taken.append(place)
            return True
    return False


def _read(plan: ListenPlan, event: JsonObject) -> Json:
    match plan.read:
        case "envelope":
            return event
        case "data" | "raw":
            return event.get("data", event.get("data_base64"))


def _list(kept: JsonObject, name: str) -> list[Json]:
    return cast("list[Json]", kept[name])


class NoRun:
    """Evaluates where there is no run yet: expressions see the event, and when it came."""

    def __init__(self, at: datetime) -> None:
        self._variables: JsonObject = {CLOCK: at.timestamp()}

    def evaluate(self, template: Template) -> Json:
        return self.evaluate_on(template, None)

    def evaluate_on(self, template: Template, value: Json) -> Json:
        try:
            return template.evaluate(value, self._variables, Budget(steps=_STEPS))
        except JqError as error:
            raise ProblemError(expression(str(error), "/schedule/on")) from error
