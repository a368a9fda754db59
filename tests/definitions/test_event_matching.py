"""Filters: constants, regular expressions, expressions, and what comes from anybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml

from definitions.consumption import NoRun
from definitions.event_matching import fits, keys_of
from definitions.event_plans import listen_plan
from definitions.models.events import EventConsumption

NO_RUN = NoRun(datetime(2026, 1, 1, tzinfo=UTC))


def strategy(attributes: str):
    given = EventConsumption.model_validate({"one": {"with": yaml.safe_load(attributes)}})
    return listen_plan(given, "data").to


def fitting(attributes: str, event: dict) -> bool:
    whole = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t", **event}
    return fits(NO_RUN, strategy(attributes).filters[0], whole, {})


FITTING = {
    "type": ("{ type: t }", {}),
    "extension": ("{ type: t, region: eu }", {"region": "eu"}),
    "pattern": ("{ type: 'org\\.example\\.(a|b)' }", {"type": "org.example.b"}),
    "pattern-of-subject": ("{ subject: 'order-[0-9]+' }", {"subject": "order-17"}),
    "no-pattern-but-the-same": (
        "{ source: 'https://x.example/a?b=(1' }",
        {"source": "https://x.example/a?b=(1"},
    ),
    "data-expression": ("{ data: '${ .n > 2 }' }", {"data": {"n": 3}}),
    "data-constant": ("{ data: { n: 3 } }", {"data": {"n": 3.0}}),
    "data-with-expressions-inside": ("{ data: { n: '${ 2 + 3 }' } }", {"data": {"n": 5}}),
    "attribute-that-an-expression-says": ('{ subject: \'${ "m" + "e" }\' }', {"subject": "me"}),
    "data-before-now": ("{ data: '${ .at < now }' }", {"data": {"at": 1}}),
    "attribute-that-an-expression-judges": (
        "{ subject: '${ startswith(\"m\") }' }",
        {"subject": "me"},
    ),
}
UNFITTING = {
    "type": ("{ type: u }", {}),
    "missing-extension": ("{ region: eu }", {}),
    "full-stop-is-no-pattern": ("{ type: a.b }", {"type": "axb"}),
    "pattern-is-of-the-whole": ("{ type: 'a+' }", {"type": "baa"}),
    "broken-pattern": ("{ type: 'a(' }", {"type": "a"}),
    "data-expression-false": ("{ data: '${ .n > 2 }' }", {"data": {"n": 1}}),
    "data-expression-stumbles": ("{ data: '${ .n > 2 }' }", {"data": "text"}),
    "data-expression-null": ("{ data: '${ .missing }' }", {"data": {}}),
    "data-other-constant": ("{ data: { n: 3 } }", {"data": {"n": 3, "m": 1}}),
    "truth-is-not-one": ("{ data: 1 }", {"data": True}),
    "endless-expression": ("{ data: '${ [range(100000000)] }' }", {"data": 1}),
    "no-text-for-a-pattern": ("{ region: 'e.*' }", {"region": 5}),
}


class TestFits:
    @pytest.mark.parametrize("name", FITTING)
    def test_what_fits(self, name):
        assert fitting(*FITTING[name])

    @pytest.mark.parametrize("name", UNFITTING)
    def test_what_does_not_and_never_a_fault(self, name):
        assert not fitting(*UNFITTING[name])


class TestKeys:
    def test_a_type_too_long_for_an_index_is_looked_for_by_looking(self):
        (key,) = keys_of(strategy(f"{{ type: {'x' * 600} }}"), {})
        assert key.type == ""

    def test_any_at_all(self):
        plan = listen_plan(EventConsumption.model_validate({"any": []}), "data")
        (key,) = keys_of(plan.to, {})
        assert (key.type, key.correlation) == ("", "")
