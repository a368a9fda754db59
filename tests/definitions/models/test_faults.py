"""Errors, retries and `try`."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestFaults:
    @pytest.mark.parametrize("text", taken("faults"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("faults"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
