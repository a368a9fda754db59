"""How long all that has to be decided usually takes."""

from __future__ import annotations

import pytest

from api.outlook import service
from definitions.approvals import Who
from workflows.simulator.outlook import Outlook, Stop


def stop(approval: str, task: str) -> Stop:
    return Stop(approval, task, "approval", "S", "", "first", [Who("a", "A")])


@pytest.mark.parametrize(
    ("usual", "seconds"),
    [({"/a": 60.0, "/b": 30.0}, 90.0), ({"/a": 60.0}, None), ({}, None)],
    ids=["both", "one never", "nothing"],
)
def test_it_is_known_when_all_of_it_is(usual, seconds):
    # Two stages of one approval are one decision.
    found = Outlook([stop("1", "/a"), stop("1", "/a"), stop("2", "/b")], "completed", None, [])
    shown = service._shown(found, usual)
    assert shown["usuallySeconds"] == seconds


def test_without_stops_there_is_nothing_to_wait_for():
    shown = service._shown(Outlook([], "completed", None, []), {})
    assert (shown["stops"], shown["usuallyBy"]) == ([], None)
