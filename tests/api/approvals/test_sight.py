"""Who sees an approval, and what they can do about it."""

from __future__ import annotations

import pytest

from tests.api.approvals.conftest import APPROVALS, person

ROLES = ("designer", "operator", "developer", "supervisor", "admin")


@pytest.mark.parametrize("role", ROLES)
async def test_only_who_may_see_the_values_of_the_run(asks, ann, dora, somebody, tenant, role):
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
    other = await somebody(tenant, role)
    answer = await other.get(f"{APPROVALS}/{clerk.approval}")
    sees = role in ("developer", "supervisor", "admin")
    assert answer.status_code == (200 if sees else 404)
    if sees:
        assert answer.json()["can"] == ["reassign"]
        assert answer.json()["seesRun"]


async def test_who_is_asked_back_sees_it(asks, ann, bob, dora):
    whom = f"{{ subject: Laptop, approvers: [{person(ann)}], requester: {person(bob)} }}"
    clerk = await asks(dora, whom)
    at = f"{APPROVALS}/{clerk.approval}"
    await ann.post(f"{at}/question", json={"text": "Why?"})
    assert (await bob.get(at)).json()["can"] == ["answer", "withdraw"]
    # Whoever has started the run sees it, and has nothing to do with it.
    assert (await dora.get(at)).json()["can"] == []


async def test_when_it_is_over_nobody_can_do_anything(asks, ann, dora):
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
    at = f"{APPROVALS}/{clerk.approval}"
    await ann.post(f"{at}/decision", json={"decision": "approve"})
    assert (await ann.get(at)).json()["can"] == []
    assert (await dora.get(at)).json()["can"] == []
