"""The budget."""

from __future__ import annotations

import pytest

from definitions.jq.errors import DEPTH, Budget, JqBudgetError, type_name


class TestBudget:
    def test_counts_down(self):
        budget = Budget(steps=3)
        budget.step()
        budget.step(2)
        assert (budget.left, budget.spent) == (0, 3)
        with pytest.raises(JqBudgetError, match="more than 3 steps"):
            budget.step()

    def test_a_size_costs_steps_and_has_a_bound(self):
        budget = Budget(steps=10, size=100)
        budget.made(0)
        assert budget.spent == 1
        with pytest.raises(JqBudgetError, match="more than 100 characters"):
            budget.made(101)

    @pytest.mark.parametrize("value", [None, 1, "x" * 100, ["x"] * 5, {"a": {"b": 1}}])
    def test_holds_what_is_small(self, value):
        Budget(size=100).hold(value)

    @pytest.mark.parametrize(
        "value", ["x" * 101, [1] * 10, [["x" * 50], ["y" * 50]], {"a": "x" * 90}]
    )
    def test_refuses_what_is_large(self, value):
        with pytest.raises(JqBudgetError):
            Budget(size=100).hold(value)

    def test_refuses_what_is_deep(self):
        value = None
        for _ in range(DEPTH + 1):
            value = [value]
        with pytest.raises(JqBudgetError, match="levels deep"):
            Budget().hold(value)

    def test_one_value_in_many_places_counts_in_each(self):
        value = ["x"]
        for _ in range(50):
            value = [value, value]
        with pytest.raises(JqBudgetError):
            Budget().hold(value)


class TestTypeName:
    def test_as_jq_says(self):
        values = [None, True, 1, 1.5, "", [], {}]
        assert [type_name(value) for value in values] == [
            "null", "boolean", "number", "number", "string", "array", "object",
        ]  # fmt: skip
