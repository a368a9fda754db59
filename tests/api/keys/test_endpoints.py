"""API keys over HTTP: shown once, and nothing of them to anybody else."""

from __future__ import annotations

import httpx

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/keys"
WANTED = {"name": "ci", "scopes": ["runs:read"]}


async def test_shown_once(admin: httpx.AsyncClient):
    made = await admin.post(ADDRESS, json=WANTED)
    assert made.status_code == 201
    key = made.json()["key"]
    listed = await admin.get(ADDRESS)
    assert key not in listed.text
    assert made.json()["id"] in listed.text


async def test_strangers_are_refused(stranger: httpx.AsyncClient):
    assert (await stranger.get(ADDRESS)).status_code == 401
    assert (await stranger.post(ADDRESS, json=WANTED)).status_code == 401


async def test_of_another_tenant(admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str):
    made = (await admin.post(ADDRESS, json=WANTED)).json()
    theirs = await somebody(other_tenant, "admin")
    assert made["id"] not in (await theirs.get(ADDRESS, params={"of": "everyone"})).text
    assert (await theirs.delete(f"{ADDRESS}/{made['id']}")).status_code == 404
    rotated = await theirs.post(f"{ADDRESS}/{made['id']}/rotate", json={})
    assert rotated.status_code == 404
