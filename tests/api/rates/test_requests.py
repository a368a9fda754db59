"""Limits as requests meet them: on every route, for whoever asks, and told by every answer."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from api.app import create_app
from api.auth.known_keys import SECONDS
from api.edge import Edge
from api.rates.limiter import Limiter, Limits
from api.services import Services
from store import tenant_limits
from store.tenant_limits import TenantLimits
from tests.api.test_permissions import ROUTES, SOCKET

NONE = Limits(per_address=0, per_sign_in=0, per_key=0, per_person=0, per_tenant=0)
URL = "http://baton.test"
PATHS = sorted(route for route in ROUTES if not route.startswith(SOCKET))


def client(edge: Edge, address: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(edge, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url=URL, headers=headers)


@pytest.fixture
def limited(services: Services):
    """An application with these limits only."""

    def make(**given: int) -> Edge:
        services.limiter = Limiter(replace(NONE, **given))
        return create_app(services)

    return make


class TestEveryRoute:
    @pytest.mark.parametrize("route", PATHS)
    async def test_has_the_limit_of_an_address(self, limited, route: str):
        method, path = route.split(" ")
        async with client(limited(per_address=1)) as http:
            first = await http.request(method, path)
            second = await http.request(method, path)
        if path.startswith("/health/"):
            assert second.status_code != 429
            return
        assert first.status_code != 429
        assert second.status_code == 429
        # Some of it may have come back while the first was answered.
        assert 30 < int(second.headers["retry-after"]) <= 60
        assert second.json()["type"] == "urn:baton:problem:too-many-requests"
        assert second.json()["violated-policies"] == ["address"]
        assert f"{second.headers['retry-after']} seconds" in second.json()["remedy"]

    @pytest.mark.parametrize("route", PATHS)
    async def test_with_a_guard_has_that_of_a_key(self, limited, admin, route: str):
        method, path = route.split(" ")
        if not ROUTES[route]:
            return
        edge = limited(per_key=1)
        headers = {"Content-Type": "application/json"}
        async with client(edge, Authorization=admin.headers["Authorization"]) as http:
            await http.get("/api/v1/me")
            answer = await http.request(method, path, headers=headers)
        assert answer.status_code == 429

    async def test_pages_and_what_is_nowhere_have_it_too(self, limited):
        async with client(limited(per_address=2)) as http:
            statuses = [(await http.get(path)).status_code for path in ("/", "/api/none", "/x")]
        assert statuses[2] == 429


class TestHeaders:
    async def test_every_answer_tells(self, limited, admin):
        edge = limited(per_address=1000, per_key=100, per_tenant=500)
        async with client(edge, Authorization=admin.headers["Authorization"]) as http:
            answer = await http.get("/api/v1/me")
        assert answer.headers["ratelimit-policy"] == (
            '"address";q=1000;w=60, "key";q=100;w=60, "tenant";q=500;w=60'
        )
        assert re.fullmatch(r'"key";r=99;t=1', answer.headers["ratelimit"])

    async def test_without_limits_none(self, limited):
        async with client(limited()) as http:
            answer = await http.get("/api/v1/me")
        assert "ratelimit" not in answer.headers


class TestWhose:
    async def test_one_tenant_leaves_another_alone(self, limited, admin, somebody, other_tenant):
        other = await somebody(other_tenant, "admin")
        edge = limited(per_tenant=2)
        async with client(edge, Authorization=admin.headers["Authorization"]) as http:
            statuses = [(await http.get("/api/v1/me")).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        async with client(edge, Authorization=other.headers["Authorization"]) as http:
            assert (await http.get("/api/v1/me")).status_code == 200

    async def test_all_keys_of_a_person_are_that_person(self, limited, admin, services):
        answer = await admin.post("/api/v1/keys", json={"name": "two", "scopes": ["*"]})
        edge = limited(per_person=2)
        both = (admin.headers["Authorization"], f"Bearer {answer.json()['key']}")
        statuses: list[int] = []
        for given in (*both, *both):
            async with client(edge, Authorization=given) as http:
                statuses.append((await http.get("/api/v1/me")).status_code)
        assert statuses == [200, 200, 429, 429]

    async def test_signing_in_has_less(self, limited):
        edge = limited(per_sign_in=1)
        body = {"email": "a@b.example", "password": "x"}
        async with client(edge) as http:
            first = await http.post("/api/v1/session", json=body)
            second = await http.post("/api/v1/session", json=body)
            other = await http.get("/api/v1/openapi.json")
        assert [first.status_code, second.status_code, other.status_code] == [401, 429, 200]
        assert second.json()["violated-policies"] == ["sign-in"]

    async def test_a_tenant_may_have_its_own(
        self, limited, services, admin, database, tenant, monkeypatch
    ):
        edge = limited(per_tenant=1)
        async with database.tenant(tenant) as session:
            await tenant_limits.put(session, TenantLimits(per_tenant=3))
        async with client(edge, Authorization=admin.headers["Authorization"]) as http:
            statuses = [(await http.get("/api/v1/me")).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert SECONDS <= 3
