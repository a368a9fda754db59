"""What the models are made of, in the places where it is most used."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestParts:
    @pytest.mark.parametrize("text", taken("base"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("base"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
