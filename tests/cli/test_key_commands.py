"""`baton keys`: its commands have help and bounds, and `rotate` takes one wish at a time."""

from __future__ import annotations

import pytest


class TestKeys:
    def test_each_has_help(self, baton):
        told = baton("keys", "--help").stdout
        for command in ("list", "create", "rotate", "revoke"):
            assert command in told
            assert baton("keys", command, "--help").exit_code == 0

    def test_an_overlap_has_a_bound(self, baton):
        assert baton("keys", "rotate", "k", "--overlap", "169").exit_code == 2
        assert baton("keys", "create", "ci", "--scope", "*", "--days", "366").exit_code == 2


def test_it_says_what_it_does(baton):
    assert "--master" in baton("keys", "rotate", "--help").stdout


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("k", "--all"),
        ("--tenant", "a", "--all"),
        ("--master", "--all"),
        ("--master", "--tenant", "a"),
    ],
)
def test_one_wish_at_a_time(baton, options):
    assert baton("keys", "rotate", *options).exit_code == 2
