"""The tree of departments: grown, moved, pruned, and never a circle."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/departments"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


@pytest.fixture
def create(admin: httpx.AsyncClient):
    async def make(name: str, **more: object) -> str:
        answer = await admin.post(ADDRESS, json={"name": name, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    return make


async def paths(client: httpx.AsyncClient) -> list[str]:
    return [" > ".join(one["path"]) for one in (await client.get(ADDRESS)).json()["items"]]


class TestTree:
    async def test_grows_moves_and_is_renamed(self, admin: httpx.AsyncClient, create):
        board = await create("Board")
        sales = await create("Sales", parentId=board, headId=admin.headers["X-Person"])
        north = await create("North", parentId=sales)
        assert await paths(admin) == ["Board", "Board > Sales > North", "Board > Sales"]
        moved = await admin.patch(f"{ADDRESS}/{sales}", json={"parentId": None, "name": "Selling"})
        assert moved.json()["head"] == {"id": admin.headers["X-Person"], "name": "Some Body"}
        assert await paths(admin) == ["Board", "Selling > North", "Selling"]
        headless = await admin.patch(f"{ADDRESS}/{sales}", json={"headId": None})
        assert headless.json()["head"] is None
        assert (await admin.delete(f"{ADDRESS}/{north}")).status_code == 204
        assert (await admin.delete(f"{ADDRESS}/{north}")).status_code == 404

    async def test_never_below_itself(self, admin: httpx.AsyncClient, create):
        one = await create("One")
        two = await create("Two", parentId=one)
        for parent in (one, two):
            answer = await admin.patch(f"{ADDRESS}/{one}", json={"parentId": parent})
            assert answer.status_code == 409

    async def test_nor_when_two_are_moved_at_once(self, admin: httpx.AsyncClient, create):
        one, two = await create("One"), await create("Two")
        answers = await asyncio.gather(
            admin.patch(f"{ADDRESS}/{one}", json={"parentId": two}),
            admin.patch(f"{ADDRESS}/{two}", json={"parentId": one}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_siblings_have_names_of_their_own(self, admin: httpx.AsyncClient, create):
        one = await create("One")
        await create("Two", parentId=one)
        assert (await admin.post(ADDRESS, json={"name": "ONE"})).status_code == 409
        assert (await admin.post(ADDRESS, json={"name": "Two"})).status_code == 201
        both = await asyncio.gather(
            *(admin.post(ADDRESS, json={"name": "Three"}) for _ in range(2))
        )
        assert sorted(answer.status_code for answer in both) == [201, 409]

    async def test_not_taken_away_with_somebody_in_it(self, admin: httpx.AsyncClient, create):
        one = await create("One")
        two = await create("Two", parentId=one)
        wanted = {"email": "x@a.example", "name": "X", "departmentId": two}
        person = (await admin.post("/api/v1/people", json=wanted)).json()
        assert person["departmentPath"] == ["One", "Two"]
        for department in (one, two):
            assert (await admin.delete(f"{ADDRESS}/{department}")).status_code == 409
        page = await admin.get("/api/v1/people", params={"department": one})
        assert [item["id"] for item in page.json()["items"]] == [person["id"]]
        await admin.patch(f"/api/v1/people/{person['id']}", json={"departmentId": None})
        assert (await admin.delete(f"{ADDRESS}/{two}")).status_code == 204

    async def test_who_leads_somebody(self, admin: httpx.AsyncClient, create):
        me = admin.headers["X-Person"]
        one = await create("One", headId=me)
        two = await create("Two", parentId=one)
        wanted = {"email": "x@a.example", "name": "X", "departmentId": two}
        person = (await admin.post("/api/v1/people", json=wanted)).json()
        assert person["head"]["id"] == me

    @pytest.mark.parametrize(
        "more",
        [
            {"name": ""},
            {"name": " "},
            {"name": None},
            {"name": "a > b"},
            {"name": "x" * 101},
            {"name": "a\u0000"},
            {"name": ["a"]},
            {"parentId": NOBODYS},
            {"parentId": "☃"},
            {"headId": NOBODYS},
            {"headId": "me"},
            {"people": 7},
        ],
    )
    async def test_strange_departments(self, admin: httpx.AsyncClient, more: dict[str, object]):
        answer = await admin.post(ADDRESS, json={"name": "One", **more})
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestOthers:
    async def test_of_another_tenant_nothing(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, create
    ):
        one = await create("One", headId=admin.headers["X-Person"])
        other = await somebody(other_tenant, "admin")
        assert await paths(other) == []
        assert (await other.patch(f"{ADDRESS}/{one}", json={"name": "X"})).status_code == 404
        assert (await other.delete(f"{ADDRESS}/{one}")).status_code == 404
        for more in ({"parentId": one}, {"headId": admin.headers["X-Person"]}):
            assert (await other.post(ADDRESS, json={"name": "X", **more})).status_code == 422
        wanted = {"email": "x@a.example", "name": "X", "departmentId": one}
        assert (await other.post("/api/v1/people", json=wanted)).status_code == 422

    async def test_everybody_sees_the_tree_and_few_change_it(
        self, somebody: Somebody, tenant: str, create
    ):
        one = await create("One")
        member = await somebody(tenant)
        assert await paths(member) == ["One"]
        assert (await member.post(ADDRESS, json={"name": "X"})).status_code == 403
        assert (await member.patch(f"{ADDRESS}/{one}", json={"name": "X"})).status_code == 403
        assert (await member.delete(f"{ADDRESS}/{one}")).status_code == 403
