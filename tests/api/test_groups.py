"""Groups of people and departments."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/groups"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


class TestGroups:
    async def test_life(self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str):
        member = await somebody(tenant)
        top = (await admin.post("/api/v1/departments", json={"name": "Top"})).json()["id"]
        wanted = {"name": "Low", "parentId": top}
        low = (await admin.post("/api/v1/departments", json=wanted)).json()["id"]
        wanted = {"email": "x@a.example", "name": "X", "departmentId": low}
        person = (await admin.post("/api/v1/people", json=wanted)).json()["id"]
        me = member.headers["X-Person"]
        made = await admin.post(
            ADDRESS, json={"name": "All", "people": [me, me], "departments": [top]}
        )
        name = (await member.get("/api/v1/me")).json()["name"]
        assert (made.status_code, made.json()["people"]) == (201, [{"id": me, "name": name}])
        assert made.json()["departments"] == [{"id": top, "name": "Top"}]
        address = f"{ADDRESS}/{made.json()['id']}"
        inside = (await member.get(f"{address}/people")).json()["items"]
        assert {one["id"] for one in inside} == {me, person}
        await admin.post(f"/api/v1/people/{person}/disable")
        inside = (await member.get(f"{address}/people")).json()["items"]
        assert [one["id"] for one in inside] == [me]
        changed = await admin.put(address, json={"name": "Some", "description": "d"})
        assert (changed.json()["people"], changed.json()["departments"]) == ([], [])
        assert [one["name"] for one in (await member.get(ADDRESS)).json()["items"]] == ["Some"]
        assert (await admin.post(ADDRESS, json={"name": "some"})).status_code == 409
        assert (await member.put(address, json={"name": "X"})).status_code == 403
        assert (await admin.delete(address)).status_code == 204
        for answer in (
            await admin.delete(address),
            await admin.put(address, json={"name": "X"}),
            await admin.get(f"{address}/people"),
            await admin.get(f"{ADDRESS}/☃/people"),
        ):
            assert answer.status_code == 404

    @pytest.mark.parametrize(
        "more",
        [
            {"name": ""},
            {"name": 7},
            {"people": [NOBODYS]},
            {"people": ["☃"]},
            {"people": "all"},
            {"departments": [NOBODYS]},
            {"people": [NOBODYS] * 1001},
            {"description": "x" * 1001},
        ],
    )
    async def test_strange_groups(self, admin: httpx.AsyncClient, more: dict[str, object]):
        answer = await admin.post(ADDRESS, json={"name": "One", **more})
        assert answer.status_code == 422

    async def test_nobody_of_another_tenant(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str
    ):
        other = await somebody(other_tenant, "admin")
        wanted = {"name": "X", "people": [admin.headers["X-Person"]]}
        assert (await other.post(ADDRESS, json=wanted)).status_code == 422
        made = (await admin.post(ADDRESS, json=wanted)).json()["id"]
        assert (await other.get(ADDRESS)).json()["items"] == []
        assert (await other.get(f"{ADDRESS}/{made}/people")).status_code == 404
        assert (await other.delete(f"{ADDRESS}/{made}")).status_code == 404
