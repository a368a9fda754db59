"""The options of the commands that repair runs."""

from __future__ import annotations

import pytest


class TestRetry:
    @pytest.mark.parametrize("reason", [[], ["--reason", "  "]], ids=["none", "blank"])
    def test_not_without_a_reason(self, at_the_api, baton, reason):
        result = baton("retry", "a", *reason)
        assert result.exit_code == 2
        assert at_the_api.asked == []


@pytest.mark.parametrize(
    "words",
    [
        ["skip", "a", "/do/0/x:0", "--output", "1"],
        ["skip", "a", "/do/0/x:0", "--reason", "x"],
        ["change", "a", "--context", "1"],
        ["change", "a", "--reason", "x"],
        ["settle", "a"],
        ["cancel"],
    ],
    ids=" ".join,
)
def test_what_must_be_said(at_the_api, baton, words):
    assert baton(*words).exit_code == 2
    assert at_the_api.asked == []
