"""Secrets over HTTP: written, bound, listed, never read back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import httpx
import pytest
import structlog

from store import audit_search, secret_uses, secrets
from store.audit_search import Sought
from store.keys import Keyring
from store.session import Database
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/secrets"
WANTED = {"value": {"user": "u", "password": "p4ss"}, "processes": ["*"], "hosts": ["*"]}
PATTERNS = {"processes": ["a/*"], "hosts": ["api.example"]}


async def resolved(
    database: Database, keyring: Keyring, tenant: str, process: str = "a/b", host: str = "h"
) -> object:
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        return await secrets.resolve(session, keys, "billing", process, host)


class TestPut:
    async def test_new_then_changed(self, admin: httpx.AsyncClient):
        first = await admin.put(f"{ADDRESS}/billing", json=WANTED)
        again = await admin.put(f"{ADDRESS}/billing", json=WANTED)
        assert (first.status_code, again.status_code) == (201, 204)
        assert first.content == again.content == b""

    async def test_nobody_may_use_it_unless_said(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        await admin.put(f"{ADDRESS}/billing", json={"value": "x"})
        with pytest.raises(secrets.SecretRefusedError):
            await resolved(database, keyring, tenant)

    async def test_for_whom_it_is(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        assert await resolved(database, keyring, tenant) == WANTED["value"]

    async def test_a_value_alone_leaves_whom_it_is_for(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        await admin.put(f"{ADDRESS}/billing", json={"value": 2})
        assert await resolved(database, keyring, tenant) == 2

    @pytest.mark.parametrize("name", [".hidden", "a b", "%00", "ä", "a" * 129, "-x"])
    async def test_strange_names(self, admin: httpx.AsyncClient, name: str):
        assert (await admin.put(f"{ADDRESS}/{name}", json=WANTED)).status_code == 422

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            {"value": 1, "processes": "*"},
            {"value": 1, "processes": [""]},
            {"value": 1, "processes": ["sales"]},
            {"value": 1, "hosts": ["a b"]},
            {"value": 1, "hosts": ["api.*"]},
            {"value": 1, "hosts": ["https://api.example"]},
            {"value": 1, "hosts": ["x"] * 101},
            {"value": 1, "hosts": [None]},
            {"value": 1, "host": ["x"]},
        ],
    )
    async def test_hostile_bodies(self, admin: httpx.AsyncClient, body: object):
        assert (await admin.put(f"{ADDRESS}/billing", json=body)).status_code == 422

    async def test_a_refusal_tells_no_value(self, admin: httpx.AsyncClient):
        with structlog.testing.capture_logs() as logs:
            answer = await admin.put(f"{ADDRESS}/b", json={"value": "p4ss", "hosts": [1]})
        assert answer.status_code == 422
        assert "p4ss" not in answer.text
        assert "p4ss" not in str(logs)


class TestGrant:
    async def test_who_only_writes_can_not_widen(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ):
        developer = await somebody(tenant, "developer")
        await admin.put(f"{ADDRESS}/billing", json={"value": 1, **PATTERNS})
        for body in ({"value": 2, "processes": ["*"]}, {"value": 2, "hosts": []}):
            answer = await developer.put(f"{ADDRESS}/billing", json=body)
            assert answer.status_code == 403
            assert "secrets:grant" in answer.json()["detail"]
        refused = await developer.put(f"{ADDRESS}/billing/bindings", json=PATTERNS)
        assert refused.status_code == 403
        new = await developer.put(f"{ADDRESS}/other", json={"value": 1, **PATTERNS})
        assert new.status_code == 403
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        assert (item["name"], item["version"]) == ("billing", 1)
        assert (item["processes"], item["hosts"]) == (["a/*"], ["api.example"])
        # The same again changes nothing, and is a value like any other.
        same = await developer.put(f"{ADDRESS}/billing", json={"value": 2, **PATTERNS})
        assert same.status_code == 204

    async def test_deleting_and_writing_anew_gives_nothing(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ):
        developer = await somebody(tenant, "developer")
        await admin.put(f"{ADDRESS}/billing", json={"value": 1, **PATTERNS})
        await developer.delete(f"{ADDRESS}/billing")
        await developer.put(f"{ADDRESS}/billing", json={"value": 2})
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        assert (item["processes"], item["hosts"]) == ([], [])

    async def test_bound_anew_and_told(
        self,
        admin: httpx.AsyncClient,
        database: Database,
        keyring: Keyring,
        tenant: str,
    ):
        await admin.put(f"{ADDRESS}/billing", json={"value": "p4ss"})
        wanted = {"processes": ["sales/*"], "hosts": ["API.example."]}
        assert (await admin.put(f"{ADDRESS}/billing/bindings", json=wanted)).status_code == 204
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        assert item["hosts"] == ["api.example"]
        assert item["boundBy"] == admin.headers["X-Person"]
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            entries, _ = await audit_search.page(
                session, keys, Sought(subject="secret:billing"), None, 10
            )
        assert [one.action for one in entries] == ["secret.grant", "secret.write"]
        assert entries[0].details["hosts"] == {"before": [], "after": ["api.example"]}
        assert "p4ss" not in str(entries)

    async def test_of_none(self, admin: httpx.AsyncClient):
        answer = await admin.put(f"{ADDRESS}/billing/bindings", json=PATTERNS)
        assert answer.status_code == 404

    @pytest.mark.parametrize("body", [{}, {"processes": []}, {"processes": [], "hosts": None}])
    async def test_both_are_said(self, admin: httpx.AsyncClient, body: object):
        await admin.put(f"{ADDRESS}/billing", json={"value": 1})
        assert (await admin.put(f"{ADDRESS}/billing/bindings", json=body)).status_code == 422


class TestVersions:
    async def test_listed_and_brought_back(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        for value in ("first", "second"):
            await admin.put(f"{ADDRESS}/billing", json={**WANTED, "value": value})
        back = await admin.post(f"{ADDRESS}/billing/rollback", json={"version": 1})
        assert back.status_code == 204
        assert await resolved(database, keyring, tenant) == "first"
        answer = await admin.get(f"{ADDRESS}/billing/versions")
        items = answer.json()["items"]
        assert [(one["version"], one["restored"]) for one in items] == [
            (3, 1),
            (2, None),
            (1, None),
        ]
        assert items[0]["writtenByName"] == "Some Body"
        assert "first" not in answer.text

    @pytest.mark.parametrize("version", [9, 2**31 - 1])
    async def test_one_that_is_not_kept(self, admin: httpx.AsyncClient, version: int):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        answer = await admin.post(f"{ADDRESS}/billing/rollback", json={"version": version})
        assert answer.status_code == 404

    @pytest.mark.parametrize("version", [0, -1, "1", 1.5, None, 2**31, True])
    async def test_what_is_no_version(self, admin: httpx.AsyncClient, version: object):
        answer = await admin.post(f"{ADDRESS}/billing/rollback", json={"version": version})
        assert answer.status_code == 422

    async def test_of_none(self, admin: httpx.AsyncClient):
        assert (await admin.get(f"{ADDRESS}/none/versions")).status_code == 404
        answer = await admin.post(f"{ADDRESS}/none/rollback", json={"version": 1})
        assert answer.status_code == 404

    async def test_many_at_once_are_all_there(self, admin: httpx.AsyncClient):
        body = {"value": 1}
        await asyncio.gather(*(admin.put(f"{ADDRESS}/billing", json=body) for _ in range(5)))
        items = (await admin.get(f"{ADDRESS}/billing/versions")).json()["items"]
        assert [one["version"] for one in items] == [5, 4, 3, 2, 1]


NAMES_IT = """\
document: { dsl: '1.0.3', namespace: tests, name: asks, version: '1.0.0' }
use: { secrets: [billing] }
do:
  - ask:
      call: http
      with:
        method: get
        endpoint: https://api.example/x
        headers: { authorization: '${ $secrets.billing }' }
"""


async def publish(admin: httpx.AsyncClient) -> list[dict[str, str]]:
    yaml = {"Content-Type": "application/yaml"}
    answer = await admin.post("/api/v1/definitions", content=NAMES_IT, headers=yaml)
    assert answer.status_code == 201, answer.text
    answer = await admin.post("/api/v1/definitions/tests/asks/1.0.0/publish")
    assert answer.status_code == 200, answer.text
    return answer.json()["warnings"]


class TestNamed:
    @pytest.mark.parametrize(
        ("kept", "said"),
        [
            (None, "There is no secret"),
            ({"processes": [], "hosts": ["*"]}, "not bound to the process tests/asks"),
            ({"processes": ["tests/*"], "hosts": ["b.example"]}, "not be sent to api.example"),
            ({"processes": ["tests/*"], "hosts": ["api.example"]}, None),
        ],
    )
    async def test_publishing_warns(
        self, admin: httpx.AsyncClient, kept: dict[str, object] | None, said: str | None
    ):
        if kept is not None:
            await admin.put(f"{ADDRESS}/billing", json={"value": 1, **kept})
        warnings = await publish(admin)
        assert [one["code"] for one in warnings] == ["unbound-secret"][: 1 if said else 0]
        assert said is None or said in warnings[0]["message"]

    async def test_one_that_is_named_stays_unless_anyway(self, admin: httpx.AsyncClient):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        await publish(admin)
        refused = await admin.delete(f"{ADDRESS}/billing")
        assert refused.status_code == 409
        assert "tests/asks 1.0.0" in refused.json()["detail"]
        assert refused.json()["definitions"][0]["name"] == "asks"
        uses = (await admin.get(f"{ADDRESS}/billing/uses")).json()
        assert [one["version"] for one in uses["definitions"]] == ["1.0.0"]
        gone = await admin.delete(f"{ADDRESS}/billing", params={"anyway": True})
        assert gone.status_code == 204
        assert (await admin.delete(f"{ADDRESS}/billing")).status_code == 404

    async def test_archived_ones_name_nothing(self, admin: httpx.AsyncClient):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        await publish(admin)
        await admin.delete("/api/v1/definitions/tests/asks/1.0.0")
        assert (await admin.delete(f"{ADDRESS}/billing")).status_code == 204


class TestUses:
    async def test_who_used_it_stays_known(
        self, admin: httpx.AsyncClient, database: Database, tenant: str
    ):

        now = datetime.now(UTC)
        use = secret_uses.Use("billing", "a/b", "api.example", now.date())
        async with database.tenant(tenant) as session:
            await secret_uses.add(session, [(use, secret_uses.Times(3, now, now, None))])
        (item,) = (await admin.get(f"{ADDRESS}/billing/uses")).json()["items"]
        assert (item["process"], item["receiver"], item["times"]) == ("a/b", "api.example", 3)

    async def test_of_none(self, admin: httpx.AsyncClient):
        assert (await admin.get(f"{ADDRESS}/none/uses")).status_code == 404


class TestPage:
    async def test_all_but_the_values(self, admin: httpx.AsyncClient):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        answer = await admin.get(ADDRESS)
        (item,) = answer.json()["items"]
        assert item["name"] == "billing"
        assert item["hosts"] == ["*"]
        assert item["updatedBy"] == admin.headers["X-Person"]
        assert "p4ss" not in answer.text

    async def test_one_secret_can_not_be_read(self, admin: httpx.AsyncClient):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        assert (await admin.get(f"{ADDRESS}/billing")).status_code == 405


class TestAnotherTenant:
    async def test_has_names_of_its_own(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str
    ):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        other = await somebody(other_tenant, "admin")
        assert (await other.get(ADDRESS)).json()["items"] == []
        for path in ("versions", "uses"):
            assert (await other.get(f"{ADDRESS}/billing/{path}")).status_code == 404
        assert (await other.delete(f"{ADDRESS}/billing")).status_code == 404
        assert (await other.put(f"{ADDRESS}/billing/bindings", json=PATTERNS)).status_code == 404
        assert (await other.put(f"{ADDRESS}/billing", json=WANTED)).status_code == 201
