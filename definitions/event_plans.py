"""What `listen` and `schedule.on` wait for, compiled: filters, correlations, and when it is enough.

Never: an event looked at; the machine does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from definitions import jq
from definitions.expressions import Template, compile_template, is_expression
from definitions.models import EventFilter, EventStrategy
from definitions.models.events import CloudEventProperties, Correlation, EventConsumption, Read
from definitions.values import JsonObject

_PATTERN = frozenset("^$*+?()[]{}|\\")
"""What makes a text a regular expression; a full stop alone does not."""


@dataclass(frozen=True, slots=True)
class CorrelationPlan:
    name: str
    expectation: str
    """Under what name its expectation is kept. Those without one of their own share it."""
    source: str
    """jq on the event."""
    extract: Template
    expect: Template | None
    """None: the first value that an event brings is expected of the others."""
    portable: bool
    """What it expects is known, and what it extracts depends on the event alone: a database can
    be asked for it."""


@dataclass(frozen=True, slots=True)
class FilterPlan:
    attributes: dict[str, Template]
    correlations: tuple[CorrelationPlan, ...]
    type: str | None
    """The one type that it takes; None where that is known by looking only."""


@dataclass(frozen=True, slots=True)
class StrategyPlan:
    way: Literal["one", "any", "all"]
    filters: tuple[FilterPlan, ...]


@dataclass(frozen=True, slots=True)
class ListenPlan:
    to: StrategyPlan
    condition: Template | None
    """Until this holds of the events so far."""
    until: StrategyPlan | None
    """Until these events have come."""
    read: Read


def listen_plan(to: EventConsumption, read: Read) -> ListenPlan:
    until = to.until
    return ListenPlan(
        to=_strategy(to, "to"),
        condition=compile_template(until, bare=True) if isinstance(until, str) else None,
        until=_strategy(until, "until") if isinstance(until, EventStrategy) else None,
        read=read,
    )


def properties(given: CloudEventProperties) -> JsonObject:
    """The attributes that the author gave, as they stand."""
    return given.model_dump(exclude_unset=True)


def is_pattern(text: str) -> bool:
    return any(letter in _PATTERN for letter in text)


def is_expected_expression(text: str) -> bool:
    """The standard takes a constant or an expression; a path is hardly meant as a constant."""
    if is_expression(text):
        return True
    if not text.startswith((".", "$")):
        return False
    try:
        jq.compile(text)
    except jq.JqSyntaxError:
        return False
    return True


def _strategy(strategy: EventStrategy, where: str) -> StrategyPlan:
    if strategy.one is not None:
        return StrategyPlan("one", (_filter(strategy.one, where),))
    way = "all" if strategy.any is None else "any"
    filters = strategy.all or () if strategy.any is None else strategy.any
    compiled = (_filter(each, f"{where}/{place}") for place, each in enumerate(filters))
    return StrategyPlan(way, tuple(compiled))


def _filter(given: EventFilter, where: str) -> FilterPlan:
    wanted = properties(given.with_)
    kind = given.with_.type
    plain = kind is not None and not is_expression(kind) and not is_pattern(kind)
    return FilterPlan(
        attributes={name: compile_template(value) for name, value in wanted.items()},
        correlations=tuple(
            _correlation(each, name, where) for name, each in (given.correlate or {}).items()
        ),
        type=kind if plain else None,
    )


def _correlation(given: Correlation, name: str, where: str) -> CorrelationPlan:
    extract = compile_template(given.from_, bare=True)
    expect = given.expect
    if expect is None:
        return CorrelationPlan(name, name, given.from_, extract, None, portable=False)
    compiled = compile_template(expect, bare=is_expected_expression(expect))
    portable = all(path[0] == "." for path in extract.references)
    own = f"{where}/{name}"
    return CorrelationPlan(name, own, given.from_, extract, compiled, portable=portable)
