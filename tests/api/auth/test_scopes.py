"""Scopes take away, and never give."""

from __future__ import annotations

import re

import pytest

from api.auth.scopes import PATTERN, covers, uncovered, unknown


class TestCovers:
    @pytest.mark.parametrize(
        ("scope", "wanted", "does"),
        [
            ("*", "*", True),
            ("*", "runs:read", True),
            ("*", "runs:*", True),
            ("runs:*", "runs:read", True),
            ("runs:*", "runs:*", True),
            ("runs:*", "*", False),
            ("runs:read", "runs:*", False),
            ("runs:read", "runs:read-all", False),
            ("runs:*", "runs-else:read", False),
        ],
    )
    def test_each(self, scope: str, wanted: str, *, does: bool):
        assert covers(scope, wanted) is does

    def test_what_goes_beyond(self):
        assert uncovered(["runs:*"], ["runs:read", "secrets:read", "*"]) == ["secrets:read", "*"]

    def test_what_fits_nothing(self):
        assert unknown(["*", "runs:*", "runs:read", "run:read", "runs:fly"]) == [
            "run:read",
            "runs:fly",
        ]


class TestPattern:
    @pytest.mark.parametrize("given", ["*", "runs:*", "runs:read-all", "service-accounts:write"])
    def test_fits(self, given: str):
        assert re.fullmatch(PATTERN, given)

    @pytest.mark.parametrize(
        "given",
        ["", "**", "runs", "*:read", "runs:", ":read", "Runs:read", "runs:re*", "runs:read\n"],
    )
    def test_does_not(self, given: str):
        assert not re.fullmatch(PATTERN, given)
