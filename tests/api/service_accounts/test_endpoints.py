"""Service accounts over HTTP: made by who may, and not there for another tenant."""

from __future__ import annotations

import httpx

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/service-accounts"


async def test_made_and_listed(admin: httpx.AsyncClient):
    made = await admin.post(ADDRESS, json={"name": "ci"})
    assert made.status_code == 201
    assert made.json()["id"] in (await admin.get(ADDRESS)).text


async def test_not_by_everybody(somebody: Somebody, tenant: str, stranger: httpx.AsyncClient):
    member = await somebody(tenant, "member")
    assert (await member.post(ADDRESS, json={"name": "ci"})).status_code == 403
    assert (await stranger.get(ADDRESS)).status_code == 401


async def test_of_another_tenant(admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str):
    made = (await admin.post(ADDRESS, json={"name": "ci"})).json()
    theirs = await somebody(other_tenant, "admin")
    assert made["id"] not in (await theirs.get(ADDRESS)).text
    assert (
        await theirs.patch(f"{ADDRESS}/{made['id']}", json={"disabled": True})
    ).status_code == 404
