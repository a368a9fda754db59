"""Tables of people over HTTP: first seen, then taken in, all or nothing, once."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/people/import"
CSV = {"Content-Type": "text/csv; charset=utf-8"}
TABLE = (
    "email,name,roles,manager,language\n"
    "ada@t.example,Ada Byron,approver,,en\n"
    "noah@t.example,نوح,member,ada@t.example,ar\n"
)


@pytest.fixture
def send(admin: httpx.AsyncClient):
    async def post(text: str, **query: str) -> httpx.Response:
        return await admin.post(ADDRESS, content=text.encode(), headers=CSV, params=query)

    return post


class TestImport:
    async def test_seen_first_then_taken_in_once(self, send, admin: httpx.AsyncClient):
        seen = (await send(TABLE, dryRun="true")).json()
        assert (seen["dryRun"], seen["new"], seen["errors"]) == (True, 2, [])
        assert seen["lines"][1]["fields"]["manager"] == ["", "Ada Byron"]
        assert len((await admin.get("/api/v1/people")).json()["items"]) == 1
        taken = (await send(TABLE)).json()
        assert (taken["dryRun"], taken["new"], taken["changed"]) == (False, 2, 0)
        again = (await send(TABLE)).json()
        assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)
        (noah,) = (await admin.get("/api/v1/people", params={"search": "نوح"})).json()["items"]
        assert noah["manager"]["name"] == "Ada Byron"
        changed = (await send(TABLE.replace("approver", "approver operator"))).json()
        assert (changed["changed"], changed["unchanged"]) == (1, 1)
        assert changed["lines"][0]["fields"] == {"roles": ["approver", "approver operator"]}

    async def test_all_or_nothing(self, send, admin: httpx.AsyncClient):
        bad = TABLE + "mei@t.example,Mei,root,nobody,en\n"
        seen = await send(bad, dryRun="true")
        assert seen.status_code == 200
        assert {(one["line"], one["column"]) for one in seen.json()["errors"]} == {
            (4, "roles"),
            (4, "manager"),
        }
        refused = await send(bad)
        assert refused.status_code == 422
        assert {one["line"] for one in refused.json()["errors"]} == {4}
        assert len((await admin.get("/api/v1/people")).json()["items"]) == 1

    async def test_with_invitations(self, send, database_urls, tenant: str):
        assert (await send(TABLE, invite="true")).status_code == 200
        with psycopg.connect(database_urls.admin) as connection:
            for table in ("mails", "tokens"):
                count = f"SELECT count(*) FROM {table} WHERE tenant_id = %s"  # noqa: S608
                assert connection.execute(count, [tenant]).fetchone() == (2,)

    async def test_of_another_tenant_nothing_is_touched(
        self, send, somebody: Somebody, other_tenant: str
    ):
        other = await somebody(other_tenant, "admin")
        assert (await send(TABLE)).json()["new"] == 2
        answer = await other.post(ADDRESS, content=TABLE.encode(), headers=CSV)
        assert answer.json()["new"] == 2
        named = "email,name,manager\nx@t.example,X,mei@t.example\n"
        await send("email,name\nmei@t.example,Mei\n")
        answer = await other.post(ADDRESS, content=named.encode(), headers=CSV)
        assert answer.status_code == 422

    async def test_who_may_not(self, somebody: Somebody, tenant: str, admin: httpx.AsyncClient):
        member = await somebody(tenant)
        answer = await member.post(ADDRESS, content=b"x", headers=CSV)
        assert answer.status_code == 403
        for kind in ("application/json", "text/plain", ""):
            answer = await admin.post(ADDRESS, content=b"{}", headers={"Content-Type": kind})
            assert answer.status_code == 415

    async def test_ten_thousand(self, send):
        lines = "".join(f"p{number}@t.example,Person {number}\n" for number in range(10_000))
        seen = (await send(f"email,name\n{lines}", dryRun="true")).json()
        assert (seen["new"], len(seen["lines"])) == (10_000, 500)
        assert (await send(f"email,name\n{lines}")).json()["new"] == 10_000
        assert (await send(f"email,name\n{lines}")).json()["unchanged"] == 10_000
