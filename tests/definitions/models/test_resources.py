"""Schemas and what lies elsewhere."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestResources:
    @pytest.mark.parametrize("text", taken("resources"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("resources"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
