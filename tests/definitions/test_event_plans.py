"""What `listen` is compiled to."""

from __future__ import annotations

import pytest

from definitions.event_plans import is_expected_expression, is_pattern, listen_plan
from definitions.models.events import EventConsumption


def plan(**to):
    return listen_plan(EventConsumption.model_validate(to), "data")


class TestListenPlan:
    def test_a_condition(self):
        made = plan(any=[], until="length > 3")
        assert made.condition is not None
        assert (made.to.way, made.to.filters, made.until, made.read) == ("any", (), None, "data")

    def test_other_events(self):
        made = plan(any=[{"with": {"type": "a"}}], until={"all": [{"with": {"type": "b"}}]})
        assert made.condition is None
        assert made.until is not None
        assert (made.until.way, made.until.filters[0].type) == ("all", "b")

    @pytest.mark.parametrize(
        ("written", "found"),
        [
            ("org.example.placed", "org.example.placed"),
            ("org.example.*", None),
            ("${ $context.type }", None),
            (None, None),
        ],
        ids=["plain", "pattern", "expression", "none"],
    )
    def test_the_type_where_it_is_known(self, written, found):
        given = {"source": "s"} if written is None else {"type": written}
        assert plan(one={"with": given}).to.filters[0].type == found

    def test_expectations_of_their_own_and_shared_ones(self):
        correlate = {"own": {"from": ".a", "expect": "x"}, "shared": {"from": ".b"}}
        made = plan(all=[{"with": {"type": "t"}, "correlate": correlate}])
        own, shared = made.to.filters[0].correlations
        assert (own.expectation, shared.expectation) == ("to/0/own", "shared")
        assert (own.portable, shared.portable) == (True, False)

    def test_what_reads_the_run_is_not_asked_of_a_database(self):
        correlate = {"own": {"from": ".[$context.name]", "expect": "x"}}
        made = plan(one={"with": {"type": "t"}, "correlate": correlate})
        assert not made.to.filters[0].correlations[0].portable


class TestIsPattern:
    def test_a_full_stop_alone_makes_none(self):
        assert not is_pattern("org.example.placed.v1")
        assert is_pattern("org.example.(placed|paid)")


class TestIsExpectedExpression:
    @pytest.mark.parametrize("text", ["${ .a }", ".a", "$workflow.input.order"])
    def test_expressions(self, text):
        assert is_expected_expression(text)

    @pytest.mark.parametrize("text", ["eu", "5", "", ".a |", "a.b", "$5.00"])
    def test_constants(self, text):
        assert not is_expected_expression(text)
