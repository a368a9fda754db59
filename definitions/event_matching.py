"""Does an event fit a filter? The one truth about it; a database only chooses whom to ask.

Never: a fault because of an event. Anybody may send one that an expression stumbles over; it
doesn't fit then.
"""

from __future__ import annotations

from typing import Protocol

from definitions import jq
from definitions.cloud_events import MOST_KEY_BYTES, plain
from definitions.contracts import EventKey
from definitions.errors import ProblemError
from definitions.event_plans import CorrelationPlan, FilterPlan, StrategyPlan, is_pattern
from definitions.expressions import Template
from definitions.jq import Budget, JqError
from definitions.jq.functions.order import equal
from definitions.values import Json, JsonObject

_WORK = 10_000
_FITS = jq.compile("test($pattern)")


class Evaluates(Protocol):
    """Whoever listens, as a filter uses it."""

    def evaluate_on(self, template: Template, value: Json) -> Json: ...


def keys_of(strategy: StrategyPlan, expected: JsonObject) -> list[EventKey]:
    """Where a database finds this listener."""
    if not strategy.filters and strategy.way == "any":
        return [EventKey()]
    return [_key(each, expected) for each in strategy.filters]


def _key(given: FilterPlan, expected: JsonObject) -> EventKey:
    kind = given.type if given.type and _is_short(given.type) else ""
    for plan in given.correlations:
        if plan.portable and _is_short(plan.source):
            return EventKey(kind, plan.source, plain(expected[plan.expectation]))
    return EventKey(kind)


def _is_short(text: str) -> bool:
    return len(text.encode()) <= MOST_KEY_BYTES


def fits(by: Evaluates, given: FilterPlan, event: JsonObject, expected: JsonObject) -> bool:
    """`expected` learns what the first event brings of a correlation without `expect`."""
    if not all(
        _attribute_fits(by, template, event.get(name))
        for name, template in given.attributes.items()
    ):
        return False
    found: JsonObject = {}
    for plan in given.correlations:
        value, name = _extracted(by, plan, event), plan.expectation
        if value is None or plain(value) != plain(expected.get(name, value)):
            return False
        found[name] = value
    for name, value in found.items():
        expected.setdefault(name, value)
    return True


def _attribute_fits(by: Evaluates, wanted: Template, given: Json) -> bool:
    """A text is a constant or a regular expression; an expression says yes, or what it must be."""
    if wanted.expressions:
        try:
            value = by.evaluate_on(wanted, given)
        except ProblemError:
            return False
        return value is True or (value is not None and _same(value, given))
    value = wanted.value
    if _same(value, given):
        return True
    return isinstance(value, str) and isinstance(given, str) and _matches(value, given)


def _same(one: Json, other: Json) -> bool:
    try:
        return equal(one, other, Budget(steps=_WORK))
    except JqError:
        return False


def _matches(pattern: str, text: str) -> bool:
    if not is_pattern(pattern):
        return False
    try:
        anchored = {"pattern": f"^(?:{pattern})$"}
        return _FITS.evaluate(text, anchored, Budget(steps=_WORK)) == [True]
    except JqError:
        return False


def _extracted(by: Evaluates, plan: CorrelationPlan, event: JsonObject) -> Json:
    try:
        return by.evaluate_on(plan.extract, event)
    except ProblemError:
        return None
