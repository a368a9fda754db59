"""The outlook over HTTP, against the live directory."""

from __future__ import annotations

from tests.api.approvals.conftest import APPROVALS, SOURCE, asks, person
from tests.api.conftest import Somebody

__all__ = ["asks"]

AT = "/api/v1/processes/tests/{name}/outlook"
STAGES = "{{ subject: '${{ \"Laptop for \" + .who }}', stages: [{}] }}"


async def publish(admin, arguments: str, name: str = "look") -> None:
    kind = {"Content-Type": "application/yaml"}
    source = SOURCE.format(name=name, arguments=arguments, schema="true")
    made = await admin.post("/api/v1/definitions", content=source, headers=kind)
    assert made.status_code == 201, made.text
    answer = await admin.post(f"/api/v1/definitions/tests/{name}/1.0.0/publish")
    assert answer.status_code == 200, answer.text


class TestLook:
    async def test_ones_manager_and_then_a_role(self, admin, somebody: Somebody, tenant: str):
        boss, buyer = await somebody(tenant), await somebody(tenant, "approver")
        asker = await somebody(tenant)
        change = {"managerId": person(boss)}
        await admin.patch(f"/api/v1/people/{person(asker)}", json=change)
        stages = (
            "{ approvers: [{ manager: 1 }] }, { title: Buying, approvers: [{ role: approver }] }"
        )
        await publish(admin, f"{{ subject: '${{ \"For \" + .who }}', stages: [{stages}] }}")
        answer = await asker.post(AT.format(name="look"), json={"input": {"who": "Ada"}})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        told = [
            (one["subject"], one["title"], [w["id"] for w in one["asked"]])
            for one in found["stops"]
        ]
        assert told == [
            ("For Ada", "", [person(boss)]),
            ("For Ada", "Buying", [person(buyer)]),
        ]
        assert (found["ends"], found["usuallyBy"]) == ("completed", None)

    async def test_who_has_no_manager_learns_it_before(
        self, admin, somebody: Somebody, tenant: str
    ):
        asker = await somebody(tenant)
        await publish(admin, "{ subject: Laptop, approvers: [{ manager: 1 }] }")
        found = (await asker.post(AT.format(name="look"), json={})).json()
        assert found["ends"] == "faulted"
        assert "no manager" in found["why"]

    async def test_how_long_it_usually_takes(self, admin, somebody: Somebody, tenant: str, asks):
        ann, dora = await somebody(tenant), await somebody(tenant)
        clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}", "past")
        await ann.post(f"{APPROVALS}/{clerk.approval}/decision", json={"decision": "approve"})
        found = (await dora.post(AT.format(name="past"), json={})).json()
        assert 0 <= found["usuallySeconds"] < 60
        assert found["usuallyBy"]

    async def test_nothing_is_started(self, admin, somebody: Somebody, tenant: str):
        ann = await somebody(tenant)
        await publish(admin, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
        await admin.post(AT.format(name="look"), json={})
        assert (await ann.get(APPROVALS)).json()["items"] == []
        assert (await admin.get("/api/v1/runs")).json()["items"] == []

    async def test_a_process_that_is_not_there(self, admin):
        assert (await admin.post(AT.format(name="none"), json={})).status_code == 404

    async def test_a_body_that_is_none(self, admin, hello):
        at = "/api/v1/processes/tests/hello/outlook"
        assert (await admin.post(at, json={"inputs": 1})).status_code == 422
        assert (
            await admin.post(at, content=b"{", headers={"Content-Type": "application/json"})
        ).status_code == 400
