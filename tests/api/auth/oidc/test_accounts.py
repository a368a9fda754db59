"""Who is let in by a provider, as whom, and with what."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from store import people, tokens
from store.session import Database
from tests.api.auth.oidc.conftest import Visiting, Visitor, wanted
from tests.api.identity_provider import StandIn

P = "/api/v1/people"


async def add(database: Database, tenant: str, email: str, *roles: str, **more: Any) -> str:
    async with database.tenant(tenant) as session:
        return (await people.add(session, email, "Somebody", roles, **more)).id


async def person(boss: httpx.AsyncClient, one: str) -> dict[str, Any]:
    return (await boss.get(f"{P}/{one}")).json()


class TestAccountsMade:
    async def test_with_the_first_roles(self, visiting: Visiting):
        visitor = await visiting(firstRoles=["designer"])
        await visitor.sign_in()
        assert (await visitor.me())["roles"] == ["designer"]

    @pytest.mark.parametrize(
        "claims",
        [
            {"email_verified": False},
            {"email_verified": None},
            {"email_verified": "true"},
            {"email_verified": 1},
            {"email": None},
            {"email": ""},
            {"email": 7},
            {"email": ["ada@corp.example"]},
            {"email": "ada@evil.example"},
            {"email": "ada@sub.corp.example"},
            {"email": "ada@corp.example@evil.example"},
            {"email": "ada@corp.example.evil.example"},
            {"email": "ada@corp.example\n"},
            {"email": "@corp.example"},
            {"email": "a" * 300 + "@corp.example"},
        ],
    )
    async def test_only_of_a_proved_address_of_the_domains(
        self, visitor: Visitor, idp: StandIn, claims: dict[str, Any]
    ):
        idp.changes = claims
        assert await visitor.refused() == "no-account"

    async def test_not_where_none_shall_be_made(self, visiting: Visiting):
        visitor = await visiting(makesAccounts=False)
        assert await visitor.refused() == "no-account"

    async def test_by_another_claim(self, visiting: Visiting, idp: StandIn):
        visitor = await visiting(verifiedClaim="xms_edov")
        assert await visitor.refused() == "no-account"
        idp.changes = {"xms_edov": "1"}
        assert await visitor.sign_in() == "/runs"

    async def test_names_of_all_kinds(self, visiting: Visiting, idp: StandIn):
        visitor = await visiting()
        idp.person["name"] = "  Zoë\u0000 \u202eمريم  " + "x" * 400
        await visitor.sign_in()
        name = (await visitor.me())["name"]
        assert name.startswith("Zoë ")
        assert len(name) <= 200
        assert name.isprintable()

    async def test_another_subject_is_another_person(self, visitor: Visitor, idp: StandIn):
        await visitor.sign_in()
        first = await visitor.me()
        idp.person |= {"sub": "ADA-1", "email": "other@corp.example"}
        await visitor.sign_in()
        assert (await visitor.me())["id"] != first["id"]

    async def test_it_stands_in_the_trail(self, visitor: Visitor, boss: httpx.AsyncClient):
        await visitor.sign_in()
        entries = (await boss.get("/api/v1/audit")).json()["items"]
        actions = [one["action"] for one in entries]
        assert {"identity-provider.create", "person.create", "session.begin"} <= set(actions)


class TestAccountsLinked:
    async def test_of_the_same_address_once(
        self, visitor: Visitor, idp: StandIn, database: Database, tenant: str
    ):
        known = await add(database, tenant, "ada@corp.example", "developer")
        await visitor.sign_in()
        assert (await visitor.me())["id"] == known
        # The address is somebody else's now.
        idp.person["sub"] = "the-next-ada"
        assert await visitor.refused() == "no-account"

    async def test_not_where_the_provider_may_not(
        self, visiting: Visiting, database: Database, tenant: str
    ):
        await add(database, tenant, "ada@corp.example")
        visitor = await visiting(linksAccounts=False)
        assert await visitor.refused() == "no-account"

    async def test_not_without_proof(
        self, visitor: Visitor, idp: StandIn, database: Database, tenant: str
    ):
        await add(database, tenant, "ada@corp.example", "admin")
        idp.changes = {"email_verified": None}
        assert await visitor.refused() == "no-account"

    async def test_nobody_of_another_tenant(
        self, visitor: Visitor, database: Database, other_tenant: str
    ):
        theirs = await add(database, other_tenant, "ada@corp.example", "admin")
        await visitor.sign_in()
        me = await visitor.me()
        assert me["id"] != theirs
        assert me["roles"] == []

    async def test_an_invitation_ends(
        self, visitor: Visitor, database: Database, tenant: str, boss: httpx.AsyncClient
    ):
        wanted = {"email": "ada@corp.example", "name": "Ada", "roles": [], "invite": True}
        made = (await boss.post(P, json=wanted)).json()
        assert made["state"] == "invited"
        await visitor.sign_in()
        assert (await visitor.me())["id"] == made["id"]
        assert (await person(boss, made["id"]))["state"] == "active"
        async with database.tenant(tenant) as session:
            assert await tokens.living(session, made["id"], "invitation") is None

    async def test_who_is_disabled_stays_outside(
        self, visitor: Visitor, boss: httpx.AsyncClient, idp: StandIn
    ):
        await visitor.sign_in()
        me = (await visitor.me())["id"]
        await boss.post(f"{P}/{me}/disable")
        assert await visitor.refused() == "no-account"
        idp.person["sub"] = "another-subject"
        assert await visitor.refused() == "no-account"
        await boss.post(f"{P}/{me}/enable")
        idp.person["sub"] = "ada-1"
        assert await visitor.sign_in() == "/runs"

    async def test_another_issuer_knows_nobody(
        self, visitor: Visitor, boss: httpx.AsyncClient, idp: StandIn
    ):
        await visitor.sign_in()
        path = f"/api/v1/identity-providers/{visitor.provider}"
        body = wanted(idp, issuer=idp.issuer.replace("127.0.0.1", "localhost"))
        body.pop("clientSecret")
        answer = await boss.put(path, json=body)
        assert answer.status_code == 422
        assert "secret" in answer.json()["detail"]


MAPPING = [
    {"group": "makers", "roles": ["developer", "designer"]},
    {"group": "watchers", "roles": ["operator"]},
    {"group": "bosses", "roles": ["admin"]},
]


class TestGroups:
    async def visitor(self, visiting: Visiting, **more: Any) -> Visitor:
        return await visiting(groupsClaim="groups", mapping=MAPPING, **more)

    async def roles(self, visitor: Visitor, idp: StandIn, *groups: str) -> list[str]:
        idp.changes = {"groups": [*groups]}
        await visitor.sign_in()
        return sorted((await visitor.me())["roles"])

    async def test_roles_come_and_go(self, visiting: Visiting, idp: StandIn):
        visitor = await self.visitor(visiting)
        assert await self.roles(visitor, idp, "makers", "strangers") == ["designer", "developer"]
        assert await self.roles(visitor, idp, "watchers") == ["operator"]
        assert await self.roles(visitor, idp) == []

    async def test_roles_by_hand_stay(
        self, visiting: Visiting, idp: StandIn, boss: httpx.AsyncClient
    ):
        visitor = await self.visitor(visiting, firstRoles=["operator"])
        assert await self.roles(visitor, idp, "watchers", "makers") == [
            *("designer", "developer", "operator")
        ]
        assert await self.roles(visitor, idp) == ["operator"]
        me = (await visitor.me())["id"]
        await boss.patch(f"{P}/{me}", json={"roles": ["supervisor"]})
        assert await self.roles(visitor, idp, "watchers") == ["operator", "supervisor"]
        assert await self.roles(visitor, idp) == ["supervisor"]

    @pytest.mark.parametrize(
        "groups", [None, 7, {"makers": 1}, [7, None, ["makers"]], ["Makers"], ["makers "], ""]
    )
    async def test_what_is_no_list_of_groups(self, visiting: Visiting, idp: StandIn, groups: Any):
        visitor = await self.visitor(visiting)
        idp.changes = {"groups": groups}
        await visitor.sign_in()
        assert (await visitor.me())["roles"] == []

    async def test_groups_that_lie_elsewhere(self, visiting: Visiting, idp: StandIn):
        visitor = await self.visitor(visiting)
        idp.changes = {"_claim_names": {"groups": "src1"}}
        assert await visitor.refused() == "groups-missing"

    async def test_other_sign_ins_end_when_something_changes(
        self, visiting: Visiting, idp: StandIn
    ):
        visitor = await self.visitor(visiting)
        await self.roles(visitor, idp, "makers")
        other = await visiting(visitor.provider)
        await self.roles(other, idp, "makers")
        assert (await visitor.http.get("/api/v1/me")).status_code == 200
        await self.roles(other, idp, "watchers")
        assert (await visitor.http.get("/api/v1/me")).status_code == 401
        assert (await other.http.get("/api/v1/me")).status_code == 200

    async def test_the_last_administrator_stays_one(
        self, visiting: Visiting, idp: StandIn, boss: httpx.AsyncClient, database: Database,
        tenant: str,
    ):  # fmt: skip
        visitor = await self.visitor(visiting)
        assert await self.roles(visitor, idp, "bosses") == ["admin"]
        async with database.tenant(tenant) as session:
            await people.disable(session, boss.headers["X-Person"])
        assert await self.roles(visitor, idp) == ["admin"]
        await add(database, tenant, "next@corp.example", "admin")
        assert await self.roles(visitor, idp) == []

    async def test_a_department(self, visiting: Visiting, idp: StandIn, boss: httpx.AsyncClient):
        made = await boss.post("/api/v1/departments", json={"name": "Buying"})
        rule = {"group": "buyers", "departmentId": made.json()["id"]}
        visitor = await visiting(groupsClaim="groups", mapping=[rule])
        idp.changes = {"groups": ["buyers"]}
        await visitor.sign_in()
        me = (await visitor.me())["id"]
        assert made.json()["id"] in str(await person(boss, me))
        idp.changes = {"groups": []}
        await visitor.sign_in()
        assert made.json()["id"] in str(await person(boss, me))

    async def test_a_role_that_is_gone_brings_nothing(
        self, visiting: Visiting, idp: StandIn, boss: httpx.AsyncClient
    ):
        role = {"title": "Own", "permissions": ["audit:read"]}
        await boss.put("/api/v1/roles/own", json=role)
        rule = {"group": "own", "roles": ["own"]}
        visitor = await visiting(groupsClaim="groups", mapping=[rule])
        await boss.delete("/api/v1/roles/own")
        assert await self.roles(visitor, idp, "own") == []
