"""Who is turned away at the first door stands in the trail of the tenant that was meant, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from api.app import create_app
from api.rates.limiter import Limiter
from api.services import Services
from store import api_keys, people
from store.api_keys import NewKey
from store.key_tables import api_keys as table
from tests.api.conftest import Somebody

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
Trail = Callable[[str], Awaitable[list[dict[str, Any]]]]


@pytest.fixture
def trail(admin: httpx.AsyncClient, services: Services) -> Trail:
    """Refusals of that action, as the administrator sees them."""

    async def read(action: str) -> list[dict[str, Any]]:
        for _ in range(2):  # who is meant is looked for first
            await services.background.finish(20)
        asked = {"action": action, "outcome": "refused"}
        return (await admin.get("/api/v1/audit", params=asked)).json()["items"]

    return read


async def test_after_its_end(admin, somebody: Somebody, tenant, database, trail: Trail):
    tom = await somebody(tenant, "member")
    person = tom.headers["X-Person"]
    async with database.tenant(tenant) as session:
        over = datetime.now(UTC) - timedelta(seconds=1)
        of_tom = table.c.person_id == person
        await session.execute(update(table).where(of_tom).values(expires_at=over))
    for _ in range(3):
        assert (await tom.get("/api/v1/me")).status_code == 401
    (said,) = await trail("key.use")
    assert said["actor"] == "nobody"
    assert said["subject"] == f"key:{said['key']}"
    assert said["details"]["problem"] == "unauthenticated"
    assert tom.headers["Authorization"][7:] not in str(said)


async def test_of_who_is_disabled(admin, somebody: Somebody, tenant, trail: Trail):
    tom = await somebody(tenant, "member")
    await admin.post(f"/api/v1/people/{tom.headers['X-Person']}/disable")
    for _ in range(2):
        assert (await tom.get("/api/v1/me")).status_code == 401
    assert len(await trail("key.use")) == 1


async def test_from_elsewhere(admin, somebody: Somebody, tenant, app, database, trail: Trail):
    tom = await somebody(tenant, "member")
    wanted = NewKey(tom.headers["X-Person"], "ci", networks=["192.0.2.0/24"])
    async with database.tenant(tenant) as session:
        key, _ = await api_keys.make(session, wanted)
    for _ in range(3):
        answer = await tom.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 403
    (said,) = await trail("key.use")
    assert (said["actor"], said["key"]) == (wanted.person, wanted.id)
    assert said["details"]["problem"] == "foreign-address"
    assert said["address"]


async def test_too_often(somebody: Somebody, tenant, services: Services, trail: Trail):
    tom = await somebody(tenant, "member")
    limits = services.limiter.limits
    services.limiter = Limiter(replace(limits, per_key=2))
    app = create_app(services)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://baton.test") as http:
        http.headers["Authorization"] = tom.headers["Authorization"]
        statuses = [(await http.get("/api/v1/me")).status_code for _ in range(5)]
    assert statuses == [200, 200, 429, 429, 429]
    services.limiter = Limiter(limits)
    (said,) = await trail("key.use")
    assert said["actor"] == tom.headers["X-Person"]
    assert said["details"]["problem"] == "too-many-requests"


async def test_who_guesses_on(stranger: httpx.AsyncClient, tenant, database, trail: Trail):
    email = f"ada-{tenant[-12:]}@a.example"
    async with database.tenant(tenant) as session:
        hashed = QUICK.hash("right")
        ada = await people.add(session, email, "Ada", ["member"], password_hash=hashed)
    for who in (email, "nobody@a.example"):
        wrong = {"email": who, "password": "wrong"}
        for _ in range(8):
            last = await stranger.post("/api/v1/session", json=wrong)
        assert last.status_code == 429
    said = await trail("session.begin")
    slowed = [one for one in said if one["details"].get("problem") == "too-many-guesses"]
    assert [one["subject"] for one in slowed] == [f"person:{ada.id}"]
    assert [one["actor"] for one in slowed] == ["nobody"]


async def test_a_wrong_one_that_begins_as_one_of_ours(
    somebody: Somebody, stranger: httpx.AsyncClient, tenant, other_tenant, trail: Trail
):
    tom = await somebody(tenant, "member")
    key = tom.headers["Authorization"]
    for end in (b"x", b"yy", "☃".encode()):
        wrong = {"Authorization": key[:17].encode() + end}
        answer = await stranger.get("/api/v1/me", headers=wrong)
        assert answer.status_code == 401
    (said,) = await trail("key.use")
    assert (said["actor"], said["subject"]) == ("nobody", f"key:{said['key']}")
    theirs = await somebody(other_tenant, "admin")
    assert (await theirs.get("/api/v1/audit")).json()["items"] == []


async def test_a_key_of_nobody_leaves_nothing(stranger: httpx.AsyncClient, trail: Trail):
    headers = {"Authorization": "Bearer bat_" + "x" * 43}
    assert (await stranger.get("/api/v1/me", headers=headers)).status_code == 401
    assert await trail("key.use") == []


async def test_of_another_tenant_nothing(
    somebody: Somebody, tenant, other_tenant, admin, services: Services
):
    tom = await somebody(tenant, "member")
    await admin.post(f"/api/v1/people/{tom.headers['X-Person']}/disable")
    await tom.get("/api/v1/me")
    await services.background.finish(20)
    theirs = await somebody(other_tenant, "admin")
    found = await theirs.get("/api/v1/audit", params={"action": "key.use"})
    assert found.json()["items"] == []
