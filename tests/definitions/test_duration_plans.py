"""Durations that are known, that a run makes, and that are none."""

from __future__ import annotations

import pytest

from definitions.duration_plans import DurationPlan, duration_plan, optional_duration
from definitions.durations import DurationError
from definitions.jq import Budget


class TestDurationPlan:
    @pytest.mark.parametrize("value", ["PT1.5S", {"seconds": 1, "milliseconds": 500}])
    def test_known_from_the_start(self, value):
        assert duration_plan(value) == DurationPlan(1_500)

    def test_made_in_a_run(self):
        plan = duration_plan("${ .wait }")
        assert plan.milliseconds is None
        assert plan.expression is not None
        assert plan.expression.evaluate({"wait": "PT1S"}, {}, Budget()) == "PT1S"

    @pytest.mark.parametrize("value", ["soon", {}, 5, "P1M"])
    def test_none(self, value):
        with pytest.raises(DurationError):
            duration_plan(value)

    def test_absent(self):
        assert optional_duration(None) is None
