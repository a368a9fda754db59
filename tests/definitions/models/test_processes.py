"""What `run` starts: exactly one process, and what each needs."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestProcesses:
    @pytest.mark.parametrize("text", taken("processes"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("processes"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
