"""The one way to act on an approval, by whatever door."""

from __future__ import annotations

import pytest

from api.approvals import service
from api.approvals.service import Actor
from api.errors import ApiError
from definitions.approvals import DECIDE, Act, Who
from store import audit
from tests.api.approvals.conftest import person


@pytest.fixture
def by_link(ann, tenant) -> Actor:
    """Somebody whom only a link has let in."""
    return Actor(tenant, Who(person(ann), "Ann"), "email")


async def test_a_link_decides_as_the_portal_does(services, asks, ann, dora, by_link):
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
    said = Act("", by_link.who, decision="approve", round=1)
    given = await service.act(services, by_link, clerk.approval, DECIDE, said, "link")
    assert given.answer is not None
    assert given.to_json()["decision"] == "approve"
    run = (await dora.get(f"/api/v1/runs/{clerk.run}")).json()
    assert run["output"]["channel"] == "email"


async def test_it_leaves_a_line_in_the_trail(services, asks, ann, dora, by_link, admin):
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
    said = Act("", by_link.who, decision="approve")
    await service.act(services, by_link, clerk.approval, DECIDE, said)
    found = (await admin.get(f"/api/v1/runs/{clerk.run}/audit")).json()["items"]
    [line] = [one for one in found if one["action"] == "approval.decide"]
    assert line["details"]["channel"] == "email"
    assert line["details"]["decision"] == "approve"
    assert audit.RUN


async def test_who_is_not_asked_is_refused_at_once(services, asks, ann, bob, dora, tenant):
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
    other = Actor(tenant, Who(person(bob), "Bob"), "email")
    said = Act("", other.who, decision="approve")
    with pytest.raises(ApiError) as refused:
        await service.act(services, other, clerk.approval, DECIDE, said)
    assert (refused.value.status_code, refused.value.code) == (409, "not-asked")
