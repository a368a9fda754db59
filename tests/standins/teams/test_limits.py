"""The page's windows, one by one."""

from __future__ import annotations

import pytest

from tests.standins.clock import Clock
from tests.standins.teams.limits import MEMBERS, SEND, TENANT, WEBHOOK, Limits, Windows, size


@pytest.mark.parametrize(
    ("windows", "most"),
    [(SEND, 7), (MEMBERS, 14), (TENANT, 50), (WEBHOOK, 4)],
    ids=["send", "members", "tenant", "webhook"],
)
def test_so_many_a_second(windows: Windows, most: int) -> None:
    limits = Limits(Clock())
    waits = [limits.wait(("here", windows)) for _ in range(most + 1)]
    assert waits == [None] * most + [1]
    assert limits.wait(("there", windows)) is None
    limits.clock.passes(2.1)
    assert limits.wait(("here", windows)) is None


def test_longer_windows_hold_too() -> None:
    limits = Limits(Clock())
    welcome = 0
    for _ in range(29):
        welcome += sum(limits.wait(("here", SEND)) is None for _ in range(4))
        limits.clock.passes(1)
    assert welcome == 60
    limits.on = False
    assert limits.wait(("here", SEND)) is None


def test_size_is_of_utf_16() -> None:
    assert size({"t": "é"}) == 2 * len('{"t": "é"}')
