"""Events: emitted, waited for, gone through."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestEvents:
    @pytest.mark.parametrize("text", taken("events"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("events"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
