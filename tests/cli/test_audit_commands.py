"""The options of the commands about the audit trail."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ["audit"],
        ["audit", "run"],
        ["audit", "search", "--outcome", "lost"],
        ["audit", "search", "--limit", "0"],
        ["audit", "run", "a", "--limit", "x"],
        ["audit", "verify", "more"],
    ],
    ids=" ".join,
)
def test_what_can_not_be_said(at_the_api, baton, words):
    assert baton(*words).exit_code == 2
    assert at_the_api.asked == []
