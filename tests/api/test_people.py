"""People over HTTP: everybody of the tenant may know who there is; nobody of another."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from store import people
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
        added = await people.add(
            session, "Ada@A.example", 'Ada "☃" Byron', ["admin"], "Board", password_hash=hashed
        )
    return added.id


class TestPage:
    async def test_by_a_part_of_the_name(self, member: httpx.AsyncClient, ada: str):
        page = (await member.get(ADDRESS, params={"search": "byr"})).json()
        assert page == {
            "items": [
                {
                    "id": ada,
                    "name": 'Ada "☃" Byron',
                    "email": "ada@a.example",
                    "department": "Board",
                }
            ],
            "next": None,
        }

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
