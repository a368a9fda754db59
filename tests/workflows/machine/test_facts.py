"""Rows of facts: what they say of themselves, and which are refused."""

from __future__ import annotations

import pytest

from definitions.contracts import FactRow
from workflows.machine import facts


class TestRow:
    def test_there_and_back(self):
        fact = facts.TimerFired(7, 3)
        row = facts.to_row(fact, 2, 11)
        assert row == FactRow(2, "timer.fired", 7, {"effect": 3, "steps": 11})
        assert facts.from_row(row) == fact

    def test_what_says_its_format_is_read(self):
        row = FactRow(2, "timer.fired", 7, {"effect": 3, "steps": 11, "format": facts.FORMAT})
        assert facts.from_row(row) == facts.TimerFired(7, 3)

    @pytest.mark.parametrize("known", [facts.FORMAT + 1, 0, "1", None, []], ids=repr)
    def test_another_format_is_refused_in_words(self, known):
        row = FactRow(2, "timer.fired", 7, {"effect": 3, "steps": 11, "format": known})
        with pytest.raises(ValueError, match=r"Fact 2 has format .*use the release that wrote it"):
            facts.from_row(row)
