"""Policies: exactly one scheme, said here or held by a secret."""

from __future__ import annotations

import pytest

from tests.definitions.models.faulted import of_task, refused, taken


class TestPolicies:
    @pytest.mark.parametrize("text", taken("authentication"))
    def test_taken(self, text):
        assert of_task(text) == []

    @pytest.mark.parametrize(("text", "fault"), refused("authentication"))
    def test_refused(self, text, fault):
        assert of_task(text) == [fault]
