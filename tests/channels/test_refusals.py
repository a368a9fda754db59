"""Refusals that say what can be done."""

from __future__ import annotations

from channels.refusals import ScopeError, UnsentError
from channels.vendor import AwayError, RefusedError


def test_they_are_told_apart():
    assert isinstance(UnsentError(), AwayError)
    refused = ScopeError("Slack", "missing_scope", "channels:read")
    assert isinstance(refused, RefusedError)
    assert (refused.code, refused.needed) == ("missing_scope", "channels:read")
