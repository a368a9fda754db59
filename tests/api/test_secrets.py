"""Secrets over HTTP: written, listed, never read back."""

from __future__ import annotations

import httpx
import pytest
import structlog

from store import secrets
from store.keys import Keyring
from store.session import Database
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/secrets"
WANTED = {"value": {"user": "u", "password": "p4ss"}, "processes": ["*"], "hosts": ["*"]}


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
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            with pytest.raises(secrets.SecretRefusedError):
                await secrets.resolve(session, keys, "billing", "a/b", "example.org")

    async def test_for_whom_it_is(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        await admin.put(f"{ADDRESS}/billing", json=WANTED)
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            value = await secrets.resolve(session, keys, "billing", "a/b", "example.org")
        assert value == WANTED["value"]

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
            {"value": 1, "hosts": ["a b"]},
            {"value": 1, "hosts": ["x"] * 101},
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
        assert (await other.put(f"{ADDRESS}/billing", json=WANTED)).status_code == 201
