"""What can be granted for a process brings what it says, and never more than processes have."""

from __future__ import annotations

from api.access.process_rights import MANAGED, NAMES, OF_PROCESSES, RIGHTS


def test_every_right_brings_something_of_its_own():
    assert set(RIGHTS) == set(NAMES)
    assert len(set(RIGHTS.values())) == len(RIGHTS)


def test_whoever_has_anything_of_a_process_sees_it():
    assert all({"definitions:read", "runs:read"} <= brings for brings in RIGHTS.values())


def test_no_right_lets_somebody_grant():
    assert MANAGED not in OF_PROCESSES
    assert not [one for one in OF_PROCESSES if one.startswith(("access:", "people:", "audit:"))]
