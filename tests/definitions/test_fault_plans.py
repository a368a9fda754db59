"""What is caught and tried again, compiled."""

from __future__ import annotations

import pytest

from definitions.duration_plans import DurationPlan
from definitions.fault_plans import catch_plan, condition
from definitions.models import RetryPolicy, TryTask


def task(catch) -> TryTask:
    return TryTask.model_validate({"try": (), "catch": catch})


class TestCatchPlan:
    def test_catches_everything_as_error_by_default(self):
        plan = catch_plan(task({}), {})
        assert plan.filters == {}
        assert plan.variable == "error"
        assert (plan.when, plan.except_when, plan.retry, plan.then) == (None, None, None, None)

    def test_filters_by_the_attributes_of_an_error(self):
        given = {"type": "a:b", "status": 404, "details": "gone", "title": "${ .title }"}
        plan = catch_plan(task({"errors": {"with": given}}), {})
        assert [*plan.filters] == ["type", "status", "title", "detail"]
        assert plan.filters["status"].value == 404
        assert plan.filters["title"].expressions

    def test_a_policy_by_its_name(self):
        shared = RetryPolicy.model_validate({"delay": "PT1S"})
        plan = catch_plan(task({"retry": "gentle"}), {"gentle": shared})
        assert plan.retry is not None
        assert plan.retry.delay == DurationPlan(1_000)
        with pytest.raises(KeyError):
            catch_plan(task({"retry": "other"}), {"gentle": shared})


class TestRetryPlan:
    @pytest.mark.parametrize("growth", ["constant", "linear", "exponential"])
    def test_backoff(self, growth):
        plan = catch_plan(task({"retry": {"backoff": {growth: {}}}}), {}).retry
        assert plan is not None
        assert plan.growth == growth

    def test_is_constant_and_without_limits_by_default(self):
        plan = catch_plan(task({"retry": {}}), {}).retry
        assert plan is not None
        assert plan.growth == "constant"
        assert (plan.delay, plan.count, plan.attempt, plan.total, plan.jitter) == (None,) * 5

    def test_limits_and_jitter(self):
        limit = {"attempt": {"count": 3, "duration": "PT2S"}, "duration": "PT9S"}
        jitter = {"from": "PT0S", "to": {"milliseconds": 50}}
        plan = catch_plan(task({"retry": {"limit": limit, "jitter": jitter}}), {}).retry
        assert plan is not None
        assert plan.count == 3
        assert plan.attempt == DurationPlan(2_000)
        assert plan.total == DurationPlan(9_000)
        assert plan.jitter == (DurationPlan(0), DurationPlan(50))


class TestCondition:
    def test_is_jq_also_without_braces(self):
        assert condition(None) is None
        for text in (".a > 1", "${ .a > 1 }"):
            compiled = condition(text)
            assert compiled is not None
            assert compiled.expressions
