"""What every task can have."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestTasks:
    @pytest.mark.parametrize("text", taken("task"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("task"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
