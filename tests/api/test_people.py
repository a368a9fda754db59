"""Changing people: by whom, what never, and what stands in the audit trail."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from store import access, api_keys, audit_search, people
from store.audit_search import Sought
from tests.api.conftest import URL, Somebody

ADDRESS = "/api/v1/people"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


@pytest.fixture
def create(admin: httpx.AsyncClient):
    async def make(name: str, **more: object) -> dict[str, object]:
        wanted = {"email": f"{name}@a.example", "name": name.title(), **more}
        answer = await admin.post(ADDRESS, json=wanted)
        assert answer.status_code == 201, answer.text
        return answer.json()

    return make


class TestCreate:
    async def test_somebody_new(self, admin: httpx.AsyncClient, create):
        boss = await create("boss", roles=["approver"])
        made = await create(
            "Noah",
            roles=["member", "member"],
            managerId=boss["id"],
            language="ar",
            timeZone="Asia/Riyadh",
            workingHours={"sunday": [["08:00", "12:00"], ["13:00", "17:00"]]},
        )
        assert (made["email"], made["state"], made["roles"]) == (
            "noah@a.example", "active", ["member"],
        )  # fmt: skip
        assert made["manager"] == {"id": boss["id"], "name": "Boss"}
        assert (made["timeZone"], [*made["workingHours"]]) == ("Asia/Riyadh", ["sunday"])
        assert made["standIn"]["id"] == made["id"]

    async def test_an_address_is_one_person(self, admin: httpx.AsyncClient, create):
        await create("noah")
        again = await admin.post(ADDRESS, json={"email": "NOAH@A.example", "name": "N"})
        assert (again.status_code, again.json()["type"][-11:]) == (409, "email-taken")

    @pytest.mark.parametrize(
        "more",
        [
            {"email": "noah"},
            {"email": "a@b c.example"},
            {"email": "a@b.example\r\nBcc: c@d.example"},
            {"email": "a" * 300 + "@b.example"},
            {"email": 7},
            {"name": " "},
            {"name": "x" * 201},
            {"name": "a\u0000b"},
            {"name": "a\u202eb"},
            {"roles": ["root"]},
            {"roles": "admin"},
            {"roles": ["admin"] * 51},
            {"managerId": NOBODYS},
            {"managerId": "☃"},
            {"departmentId": NOBODYS},
            {"departmentId": ""},
            {"language": "de"},
            {"timeZone": "Europe/Nowhere"},
            {"timeZone": "../../etc/passwd"},
            {"workingHours": {"someday": []}},
            {"workingHours": {"monday": [["17:00", "09:00"]]}},
            {"workingHours": {"monday": [["09:00"]]}},
            {"workingHours": {"monday": [["09:00", "12:00"], ["11:00", "13:00"]]}},
            {"workingHours": {"monday": [["25:00", "26:00"]]}},
            {"workingHours": {"monday": [["09:00", "10:00"]] * 9}},
            {"unknown": 1},
            {"password_hash": "x"},
        ],
    )
    async def test_strange_people(self, admin: httpx.AsyncClient, more: dict[str, object]):
        wanted = {"email": "x@a.example", "name": "X", **more}
        answer = await admin.post(ADDRESS, json=wanted)
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestChange:
    async def test_only_what_is_given(self, admin: httpx.AsyncClient, create):
        boss = await create("boss")
        noah = await create("noah", managerId=boss["id"], roles=["member"])
        address = f"{ADDRESS}/{noah['id']}"
        changed = (await admin.patch(address, json={"name": "Noah Keller"})).json()
        assert (changed["name"], changed["manager"]["id"]) == ("Noah Keller", boss["id"])
        changed = (await admin.patch(address, json={"managerId": None})).json()
        assert (changed["manager"], changed["roles"]) == (None, ["member"])
        for nothing in ({"name": None}, {"email": None}, {"roles": None}):
            assert (await admin.patch(address, json=nothing)).status_code == 422

    async def test_managers_never_go_round(self, admin: httpx.AsyncClient, create):
        one = await create("one")
        two = await create("two", managerId=one["id"])
        three = await create("three", managerId=two["id"])
        for manager in (one, two, three):
            answer = await admin.patch(f"{ADDRESS}/{one['id']}", json={"managerId": manager["id"]})
            assert answer.status_code == 409

    async def test_nor_when_two_are_changed_at_once(self, admin: httpx.AsyncClient, create):
        one, two = await create("one"), await create("two")
        answers = await asyncio.gather(
            admin.patch(f"{ADDRESS}/{one['id']}", json={"managerId": two["id"]}),
            admin.patch(f"{ADDRESS}/{two['id']}", json={"managerId": one["id"]}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_not_to_an_address_that_is_taken(self, admin: httpx.AsyncClient, create):
        one = await create("one")
        await create("two")
        answer = await admin.patch(f"{ADDRESS}/{one['id']}", json={"email": "TWO@a.example"})
        assert answer.status_code == 409

    async def test_it_stands_in_the_trail(
        self, admin: httpx.AsyncClient, create, database, keyring, tenant
    ):
        noah = await create("noah")
        await admin.patch(f"{ADDRESS}/{noah['id']}", json={"roles": ["operator"]})
        await admin.patch(f"{ADDRESS}/{noah['id']}", json={"roles": ["root"]})
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            entries, _ = await audit_search.page(
                session, keys, Sought(subject=f"person:{noah['id']}"), None, 9
            )
        assert [(one.action, one.outcome) for one in entries] == [
            ("person.change", "refused"),
            ("person.change", "done"),
            ("person.create", "done"),
        ]
        assert entries[1].details == {"before": {"roles": []}, "after": {"roles": ["operator"]}}


class TestNobodyBeyondThemselves:
    """Who may change people and nothing else, as a custom role may have it."""

    @pytest.fixture
    async def clerk(self, somebody: Somebody, tenant: str, database) -> httpx.AsyncClient:
        async with database.tenant(tenant) as session:
            await access.put_role(session, "clerk", "Clerk", ["people:*"], "ada")
        return await somebody(tenant, "clerk")

    async def test_gives_no_more_than_they_have(self, clerk: httpx.AsyncClient, create):
        noah = await create("noah")
        address = f"{ADDRESS}/{noah['id']}"
        assert (await clerk.patch(address, json={"roles": ["clerk"]})).status_code == 200
        assert (await clerk.patch(address, json={"roles": ["operator"]})).status_code == 403
        wanted = {"email": "x@a.example", "name": "X", "roles": ["admin"]}
        assert (await clerk.post(ADDRESS, json=wanted)).status_code == 403
        own = f"{ADDRESS}/{clerk.headers['X-Person']}"
        assert (await clerk.patch(own, json={"roles": ["admin"]})).status_code == 403

    async def test_changes_nobody_who_may_more(self, clerk: httpx.AsyncClient, create):
        boss = await create("boss", roles=["operator"])
        address = f"{ADDRESS}/{boss['id']}"
        for answer in (
            await clerk.patch(address, json={"email": "mine@a.example"}),
            await clerk.patch(address, json={"roles": []}),
            await clerk.post(f"{address}/disable"),
            await clerk.post(f"{address}/invitation"),
            await clerk.delete(f"{address}/invitation"),
        ):
            assert answer.status_code == 403


class TestDisable:
    async def test_keys_work_no_more_until_enabled(
        self, app, admin: httpx.AsyncClient, create, database, tenant
    ):
        noah = await create("noah")
        async with database.tenant(tenant) as session:
            key = await api_keys.issue(session, str(noah["id"]), "test")
        transport, headers = httpx.ASGITransport(app), {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=transport, base_url=URL, headers=headers) as client:
            assert (await client.get("/api/v1/me")).status_code == 200
            answer = await admin.post(f"{ADDRESS}/{noah['id']}/disable", json={"reason": "left"})
            assert answer.json()["state"] == "disabled"
            assert (await client.get("/api/v1/me")).status_code == 401
            answer = await admin.post(f"{ADDRESS}/{noah['id']}/enable")
            assert answer.json()["state"] == "active"
            assert (await client.get("/api/v1/me")).status_code == 200

    async def test_the_last_administrator_stays(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ):
        own = f"{ADDRESS}/{admin.headers['X-Person']}"
        for answer in (
            await admin.post(f"{own}/disable"),
            await admin.patch(own, json={"roles": ["operator"]}),
        ):
            assert answer.json()["type"].endswith("last-administrator")
        other = await somebody(tenant, "admin")
        both = await asyncio.gather(
            admin.post(f"{ADDRESS}/{other.headers['X-Person']}/disable"),
            other.post(f"{own}/disable"),
        )
        assert sorted(answer.status_code for answer in both) in ([200, 401], [200, 409])

    async def test_again_is_nothing_new(self, admin: httpx.AsyncClient, create):
        noah = await create("noah")
        for _ in range(2):
            assert (await admin.post(f"{ADDRESS}/{noah['id']}/disable")).status_code == 200
        assert (await admin.post(f"{ADDRESS}/{NOBODYS}/disable")).status_code == 404


class TestProfile:
    async def test_ones_own(self, somebody: Somebody, tenant: str, database):
        member = await somebody(tenant)
        wanted = {"name": " Noah  K ", "language": "ar", "timeZone": "Asia/Riyadh"}
        shown = (await member.patch("/api/v1/me/profile", json=wanted)).json()
        assert (shown["name"], shown["language"]) == ("Noah K", "ar")
        assert (await member.get("/api/v1/me/profile")).json() == shown
        for more in ({"roles": ["admin"]}, {"email": "x@y.example"}, {"managerId": None}):
            assert (await member.patch("/api/v1/me/profile", json=more)).status_code == 422
        async with database.tenant(tenant) as session:
            row = await people.get(session, member.headers["X-Person"])
        assert row is not None
        assert row.roles == []


class TestWorkingHours:
    async def test_the_tenants(self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str):
        member = await somebody(tenant)
        usual = (await member.get("/api/v1/working-hours")).json()
        assert (usual["timeZone"], len(usual["workingHours"])) == ("UTC", 5)
        wanted = {"timeZone": "Asia/Riyadh", "workingHours": {"sunday": [["08:00", "16:00"]]}}
        assert (await member.put("/api/v1/working-hours", json=wanted)).status_code == 403
        assert (await admin.put("/api/v1/working-hours", json=wanted)).json() == wanted
        assert (await member.get("/api/v1/me/profile")).json()["timeZone"] == "Asia/Riyadh"
