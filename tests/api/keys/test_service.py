"""API keys over HTTP: what they give, from where, until when, and who may do what with whose."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from api.app import create_app
from api.services import Services
from store import audit_search
from store.audit_search import Sought

URL = "http://baton.test"
KEYS = "/api/v1/keys"
WANTED = {"name": "ci", "scopes": ["*"]}


@pytest.fixture
async def made(admin: httpx.AsyncClient) -> dict[str, object]:
    answer = await admin.post(KEYS, json=WANTED)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
async def account(admin: httpx.AsyncClient) -> str:
    answer = await admin.post(
        "/api/v1/service-accounts", json={"name": "deployer", "roles": ["designer"]}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


@pytest.fixture
def by_key(services: Services):
    """Asks with a key, from an address."""

    async def ask(key: str, path="/api/v1/me", method="GET", address="192.0.2.7", **more):
        transport = httpx.ASGITransport(create_app(services), client=(address, 1))
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=transport, base_url=URL, headers=headers) as http:
            return await http.request(method, path, **more)

    return ask


class TestMaking:
    async def test_it_works_and_is_shown_once(self, admin, made, by_key, tenant):
        assert made["key"].startswith(made["prefix"])
        me = (await by_key(made["key"])).json()
        assert me["id"] == admin.headers["X-Person"]
        listed = (await admin.get(KEYS)).json()["items"]
        assert made["key"] not in str(listed)
        assert [one["id"] for one in listed if one["name"] == "ci"] == [made["id"]]

    async def test_by_default_it_lives_90_days(self, made):
        ends = datetime.fromisoformat(made["expiresAt"])
        days = ends - datetime.now(UTC)
        assert timedelta(days=89) < days <= timedelta(days=90)
        assert made["expired"] is False

    async def test_the_name_is_free_again_after_revoking(self, admin, made):
        again = await admin.post(KEYS, json=WANTED)
        assert again.status_code == 409
        assert (await admin.delete(f"{KEYS}/{made['id']}")).status_code == 204
        assert (await admin.post(KEYS, json=WANTED)).status_code == 201

    async def test_at_once_only_one_of_a_name(self, admin):
        answers = await asyncio.gather(*(admin.post(KEYS, json=WANTED) for _ in range(4)))
        assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]

    @pytest.mark.parametrize(
        "change",
        [
            {"name": ""},
            {"name": " "},
            {"name": "a\x00b"},
            {"name": "x" * 101},
            {"scopes": []},
            {"scopes": ["runs"]},
            {"scopes": ["run:read"]},
            {"scopes": ["runs:fly"]},
            {"scopes": "*"},
            {"scopes": ["*"] * 101},
            {"days": 0},
            {"days": 366},
            {"days": None},
            {"days": "many"},
            {"networks": ["192.0.2.1/24"]},
            {"networks": ["nowhere"]},
            {"networks": ["0.0.0.0/0"] * 51},
            {"networks": [""]},
            {"person": "somebody"},
        ],
    )
    async def test_hostile_wishes(self, admin, change):
        answer = await admin.post(KEYS, json={**WANTED, **change})
        assert answer.status_code == 422, answer.text
        assert answer.json()["remedy"]

    async def test_unicode_is_a_name(self, admin):
        answer = await admin.post(KEYS, json={**WANTED, "name": "مفتاح 🔑"})
        assert answer.json()["name"] == "مفتاح 🔑"


class TestScopes:
    async def test_it_gives_no_more_than_its_scopes(self, admin, by_key):
        wanted = {"name": "narrow", "scopes": ["runs:read", "me:*"]}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        me = (await by_key(key)).json()
        assert set(me["permissions"]) == {"runs:read", "me:read", "me:write"}
        refused = await by_key(key, "/api/v1/secrets")
        assert refused.status_code == 403
        assert (await by_key(key, "/api/v1/runs")).status_code == 200

    async def test_it_gives_no_more_than_its_person_has_now(
        self, services, somebody, tenant, by_key, database_urls
    ):
        developer = await somebody(tenant, "developer")
        wanted = {"name": "all", "scopes": ["*"]}
        key = (await developer.post(KEYS, json=wanted)).json()["key"]
        assert (await by_key(key, "/api/v1/secrets")).status_code == 200
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE people SET roles = '{}' WHERE id = %s", [developer.headers["X-Person"]]
            )
        services.known_keys._kept.clear()
        assert (await by_key(key, "/api/v1/secrets")).status_code == 403

    async def test_a_narrow_key_makes_no_wider_one(self, admin, by_key):
        wanted = {"name": "narrow", "scopes": ["me:*", "runs:*"]}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        for scopes in (["*"], ["secrets:read"], ["runs:*", "definitions:read"]):
            body = {"name": "wide", "scopes": scopes}
            answer = await by_key(key, KEYS, "POST", json=body)
            assert answer.status_code == 403, scopes
        body = {"name": "narrower", "scopes": ["runs:read"]}
        assert (await by_key(key, KEYS, "POST", json=body)).status_code == 201

    async def test_nor_does_it_rotate_a_wider_one(self, admin, made, by_key):
        wanted = {"name": "narrow", "scopes": ["me:*"]}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        answer = await by_key(key, f"{KEYS}/{made['id']}/rotate", "POST", json={})
        assert answer.status_code == 403

    async def test_without_me_write_it_makes_none(self, admin, by_key):
        wanted = {"name": "narrow", "scopes": ["runs:*"]}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        assert (await by_key(key, KEYS, "POST", json=WANTED)).status_code == 403


class TestNetworks:
    async def test_elsewhere_it_is_refused_also_when_it_is_known(self, admin, by_key):
        networks = ["192.0.2.0/24", "2001:db8::/32"]
        wanted = {"name": "office", "scopes": ["*"], "networks": networks}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        statuses = [
            (await by_key(key, address=address)).status_code
            for address in ("198.51.100.1", "192.0.2.9", "2001:db8::7", "198.51.100.1", "::1")
        ]
        assert statuses == [403, 200, 200, 403, 403]

    async def test_its_last_use_is_noted_with_the_address(self, admin, made, by_key):
        await by_key(made["key"], address="203.0.113.77")
        (row,) = [one for one in (await admin.get(KEYS)).json()["items"] if one["id"] == made["id"]]
        assert row["lastUsedFrom"] == "203.0.113.77"
        assert row["lastUsedAt"]


class TestRotating:
    async def test_both_work_for_the_overlap(self, admin, made, by_key, services, database_urls):
        answer = await admin.post(f"{KEYS}/{made['id']}/rotate", json={"overlapHours": 1})
        assert answer.status_code == 201, answer.text
        new = answer.json()
        assert new["key"] != made["key"]
        assert (new["name"], new["scopes"]) == (made["name"], made["scopes"])
        for key in (made["key"], new["key"]):
            assert (await by_key(key)).status_code == 200
        listed = {one["id"]: one for one in (await admin.get(KEYS)).json()["items"]}
        assert listed[made["id"]]["successor"] == new["id"]
        left = datetime.fromisoformat(listed[made["id"]]["expiresAt"]) - datetime.now(UTC)
        assert left <= timedelta(hours=1)
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute("UPDATE api_keys SET expires_at = now() WHERE id = %s", [made["id"]])
        services.known_keys._kept.clear()
        assert (await by_key(made["key"])).status_code == 401
        assert (await by_key(new["key"])).status_code == 200

    async def test_without_overlap_it_ends_at_once(self, admin, made, by_key):
        assert (await by_key(made["key"])).status_code == 200
        await admin.post(f"{KEYS}/{made['id']}/rotate", json={"overlapHours": 0})
        assert (await by_key(made["key"])).status_code == 401

    async def test_once(self, admin, made):
        path = f"{KEYS}/{made['id']}/rotate"
        answers = await asyncio.gather(*(admin.post(path, json={}) for _ in range(3)))
        assert sorted(one.status_code for one in answers) == [201, 409, 409]

    @pytest.mark.parametrize(
        "body", [{"overlapHours": -1}, {"overlapHours": 169}, {"days": 366}, {"days": 0}, []]
    )
    async def test_hostile(self, admin, made, body):
        answer = await admin.post(f"{KEYS}/{made['id']}/rotate", json=body)
        assert answer.status_code == 422


class TestRevoking:
    async def test_at_once(self, admin, made, by_key):
        assert (await by_key(made["key"])).status_code == 200
        assert (await admin.delete(f"{KEYS}/{made['id']}")).status_code == 204
        assert (await by_key(made["key"])).status_code == 401
        assert (await admin.delete(f"{KEYS}/{made['id']}")).status_code == 404

    @pytest.mark.parametrize("key", ["x", "00000000-0000-4000-8000-000000000000", "%00", "é"])
    async def test_of_what_is_not_there(self, admin, key):
        assert (await admin.delete(f"{KEYS}/{key}")).status_code in (404, 422)


class TestWhose:
    async def test_a_colleagues_key_is_not_there(self, admin, made, somebody, tenant):
        member = await somebody(tenant, "developer")
        assert made["id"] not in (await member.get(KEYS)).text
        assert (await member.delete(f"{KEYS}/{made['id']}")).status_code == 404
        answer = await member.post(f"{KEYS}/{made['id']}/rotate", json={})
        assert answer.status_code == 404
        for of in ("services", "everyone"):
            assert (await member.get(f"{KEYS}?of={of}")).status_code == 403

    async def test_nor_is_another_tenants(self, made, somebody, other_tenant):
        stranger = await somebody(other_tenant, "admin")
        assert made["id"] not in (await stranger.get(f"{KEYS}?of=everyone")).text
        assert (await stranger.delete(f"{KEYS}/{made['id']}")).status_code == 404

    async def test_an_administrator_revokes_but_never_acts_as_another(
        self, admin, somebody, tenant, by_key
    ):
        member = await somebody(tenant)
        key = (await member.post(KEYS, json=WANTED)).json()
        assert key["id"] in (await admin.get(f"{KEYS}?of=everyone")).text
        rotated = await admin.post(f"{KEYS}/{key['id']}/rotate", json={})
        assert rotated.status_code == 403
        person = {**WANTED, "account": member.headers["X-Person"]}
        assert (await admin.post(KEYS, json=person)).status_code == 404
        assert (await admin.delete(f"{KEYS}/{key['id']}")).status_code == 204
        assert (await by_key(key["key"])).status_code == 401

    async def test_pages(self, admin):
        for number in range(5):
            await admin.post(KEYS, json={"name": f"n{number}", "scopes": ["runs:read"]})
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await admin.get(KEYS, params={"limit": "2", **cursor})).json()
            seen += [one["name"] for one in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        assert seen == ["n4", "n3", "n2", "n1", "n0", "test"]


class TestOfServices:
    async def test_a_key_acts_as_the_service(self, admin, account, by_key):
        wanted = {"name": "ci", "scopes": ["definitions:*"], "account": account, "days": None}
        answer = await admin.post(KEYS, json=wanted)
        assert answer.status_code == 201, answer.text
        assert answer.json()["expiresAt"] is None
        assert answer.json()["person"]["kind"] == "service"
        listed = (await admin.get(f"{KEYS}?of=services")).json()["items"]
        assert [one["id"] for one in listed] == [answer.json()["id"]]
        key = answer.json()["key"]
        assert (await by_key(key, "/api/v1/definitions")).status_code in (200, 405)
        assert (await by_key(key, "/api/v1/secrets")).status_code == 403

    async def test_only_by_who_may(self, account, somebody, tenant):
        member = await somebody(tenant, "developer")
        answer = await member.post(KEYS, json={**WANTED, "account": account})
        assert answer.status_code == 403

    async def test_disabled_its_keys_end_at_once_and_come_back(self, admin, account, by_key):
        wanted = {"name": "ci", "scopes": ["*"], "account": account}
        key = (await admin.post(KEYS, json=wanted)).json()["key"]
        assert (await by_key(key)).status_code == 200
        path = f"/api/v1/service-accounts/{account}"
        await admin.patch(path, json={"disabled": True})
        assert (await by_key(key)).status_code == 401
        refused = await admin.post(KEYS, json={**wanted, "name": "another"})
        assert refused.status_code == 404
        await admin.patch(path, json={"disabled": False})
        assert (await by_key(key)).status_code == 200


class TestTrail:
    async def test_each_deed_has_its_line_and_no_key(self, admin, made, database, keyring, tenant):
        await admin.post(f"{KEYS}/{made['id']}/rotate", json={})
        await admin.delete(f"{KEYS}/{made['id']}")
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            entries, _ = await audit_search.page(
                session, keys, Sought(subject=f"key:{made['id']}"), None, 10
            )
        assert [entry.action for entry in entries] == ["key.revoke", "key.rotate", "key.create"]
        assert made["key"] not in str(entries)
        assert entries[2].details["scopes"] == ["*"]
