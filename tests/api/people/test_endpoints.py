"""People over HTTP: everybody of the tenant may know who there is; nobody of another."""

from __future__ import annotations

from uuid import uuid4

import httpx
import psycopg
import pytest
from sqlalchemy import func, update

from store import departments, people
from store.hierarchy import Department
from store.key_tables import api_keys
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/people"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


@pytest.fixture
async def member(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant)


@pytest.fixture
async def ada(database, tenant: str) -> str:
    async with database.tenant(tenant) as session:
        hashed = "a hash"
        board = Department(str(uuid4()), None, "Board", None)
        await departments.add(session, board)
        added = await people.add(
            session, "Ada@A.example", 'Ada "☃" Byron', ["admin"], board.id, password_hash=hashed
        )
    return added.id


class TestPage:
    async def test_by_a_part_of_the_name(self, member: httpx.AsyncClient, ada: str):
        page = (await member.get(ADDRESS, params={"search": "byr"})).json()
        place = page["items"][0].pop("departmentId")
        assert page == {
            "items": [
                {
                    "id": ada,
                    "name": 'Ada "☃" Byron',
                    "email": "ada@a.example",
                    "department": "Board",
                    "manager": None,
                    "away": None,
                    "roles": None,
                    "state": None,
                }
            ],
            "next": None,
        }
        for query, ids in (
            ({"department": place}, [ada]),
            ({"department": NOBODYS}, []),
            ({"department": "☃"}, []),
        ):
            answer = await member.get(ADDRESS, params=query)
            assert [one["id"] for one in answer.json()["items"]] == ids

    async def test_in_pages(self, member: httpx.AsyncClient, ada: str, database, tenant: str):
        async with database.tenant(tenant) as session:
            for number in range(4):
                await people.add(session, f"{number}@a.example", "Same Name", [])
        seen: list[str] = []
        query = {"limit": "2"}
        while True:
            page = (await member.get(ADDRESS, params=query)).json()
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert len(seen) == len(set(seen)) == 6

    async def test_without_who_is_disabled(
        self, member: httpx.AsyncClient, ada: str, database_urls
    ):
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute("UPDATE people SET disabled_at = now() WHERE id = %s", [ada])
        assert (await member.get(ADDRESS, params={"search": "ada"})).json()["items"] == []
        assert (await member.get(f"{ADDRESS}/{ada}")).status_code == 404

    @pytest.mark.parametrize(
        "query",
        [
            {"cursor": "YQ"},
            {"cursor": "WzEsMl0"},
            {"cursor": "WyJhIiwiYiJd"},
            {"cursor": "\x00"},
            {"search": "x" * 101},
            {"search": "a\0b"},
            {"limit": "0"},
        ],
    )
    async def test_strange_questions(self, member: httpx.AsyncClient, query: dict[str, str]):
        answer = await member.get(ADDRESS, params=query)
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestShow:
    async def test_one(self, member: httpx.AsyncClient, ada: str):
        shown = (await member.get(f"{ADDRESS}/{ada}")).json()
        assert (shown["id"], shown["department"]) == (ada, "Board")

    @pytest.mark.parametrize("name", [NOBODYS, "me", "%00", "%F0%9F%90%8D", "x" * 99])
    async def test_what_is_not_there(self, member: httpx.AsyncClient, name: str):
        assert (await member.get(f"{ADDRESS}/{name}")).status_code == 404


class TestAnotherTenant:
    async def test_sees_nobody(self, somebody: Somebody, other_tenant: str, ada: str):
        other = await somebody(other_tenant, "admin")
        assert (await other.get(f"{ADDRESS}/{ada}")).status_code == 404
        page = (await other.get(ADDRESS)).json()
        assert [item["id"] for item in page["items"]] == [other.headers["X-Person"]]
        assert (await other.patch(f"{ADDRESS}/{ada}", json={"name": "X"})).status_code == 404
        for deed in ("disable", "enable", "invitation"):
            assert (await other.post(f"{ADDRESS}/{ada}/{deed}")).status_code == 404
        wanted = {"email": "x@a.example", "name": "X", "managerId": ada}
        assert (await other.post(ADDRESS, json=wanted)).status_code == 422


class TestKeys:
    async def test_refused_while_disabled_and_good_again_then(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ):
        tom = await somebody(tenant, "member")
        place = f"{ADDRESS}/{tom.headers['X-Person']}"
        assert (await tom.get("/api/v1/me")).status_code == 200
        await admin.post(f"{place}/disable", json={"reason": "left"})
        assert (await tom.get("/api/v1/me")).status_code == 401
        await admin.post(f"{place}/enable")
        assert (await tom.get("/api/v1/me")).status_code == 200
        for action in ("person.disable", "person.enable"):
            found = await admin.get("/api/v1/audit", params={"action": action})
            assert found.json()["items"][0]["details"] == {"keys": ["test"]}

    async def test_one_that_ran_out_meanwhile_stays_over(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, database
    ):
        tom = await somebody(tenant, "member")
        place = f"{ADDRESS}/{tom.headers['X-Person']}"
        await admin.post(f"{place}/disable")
        async with database.tenant(tenant) as session:
            await session.execute(update(api_keys).values(expires_at=func.now()))
            await people.enable(session, tom.headers["X-Person"])
        assert (await tom.get("/api/v1/me")).status_code == 401


class TestAdministering:
    """What only those see and filter by who may change people."""

    async def test_roles_and_states(self, admin: httpx.AsyncClient, member, ada: str):
        await admin.post(f"{ADDRESS}/{ada}/disable", json={"reason": "left"})
        page = (await admin.get(ADDRESS, params={"state": "disabled", "role": "admin"})).json()
        assert [(one["id"], one["state"]) for one in page["items"]] == [(ada, "disabled")]
        assert (await admin.get(f"{ADDRESS}/{ada}")).json()["roles"] == ["admin"]
        for query in ({"state": "active"}, {"role": "admin"}):
            assert (await member.get(ADDRESS, params=query)).status_code == 403

    async def test_everybody_else_is_refused(self, member: httpx.AsyncClient, ada: str):
        for answer in (
            await member.post(ADDRESS, json={"email": "x@a.example", "name": "X"}),
            await member.patch(f"{ADDRESS}/{ada}", json={"name": "X"}),
            await member.post(f"{ADDRESS}/{ada}/disable"),
            await member.post(f"{ADDRESS}/{ada}/enable"),
            await member.post(f"{ADDRESS}/{ada}/invitation"),
            await member.delete(f"{ADDRESS}/{ada}/invitation"),
        ):
            assert answer.status_code == 403
