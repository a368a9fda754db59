"""Calls: what each protocol needs, and what it can't have."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestCalls:
    @pytest.mark.parametrize("text", taken("calls"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("calls"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
