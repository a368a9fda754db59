"""Tasks that steer: their lists, their loops."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestFlow:
    @pytest.mark.parametrize("text", taken("flow"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("flow"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
