"""A tenant with a provider, and people who come to it with a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.edge import Edge
from tests.api.conftest import URL, Somebody
from tests.api.identity_provider import CLIENT, SECRET, StandIn

BEGIN = "/api/v1/session/oidc"
CALLBACK = f"{BEGIN}/callback"


def wanted(idp: StandIn, **more: Any) -> dict[str, Any]:
    return {
        "name": "Corp",
        "issuer": idp.issuer,
        "clientId": CLIENT,
        "clientSecret": SECRET,
        "makesAccounts": True,
        "domains": ["corp.example"],
        **more,
    }


@dataclass
class Visitor:
    """Somebody's browser, and the way that it goes."""

    http: httpx.AsyncClient
    slug: str
    provider: str
    seen: list[httpx.Response] = field(default_factory=list)

    async def begin(self, to: str = "/runs") -> str:
        """The address of the provider that they are sent to."""
        answer = await self.http.get(f"{BEGIN}/{self.slug}/{self.provider}", params={"to": to})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def at_provider(self, address: str) -> dict[str, list[str]]:
        """Signs in there; what the provider sends back with them."""
        async with httpx.AsyncClient() as outside:
            answer = await outside.get(address)
        assert answer.status_code == 303, answer.text
        return parse_qs(urlsplit(answer.headers["location"]).query)

    async def back(self, query: dict[str, Any]) -> str:
        """Where they are sent to in the end."""
        answer = await self.http.get(CALLBACK, params=query)
        self.seen.append(answer)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def sign_in(self, to: str = "/runs") -> str:
        return await self.back(await self.at_provider(await self.begin(to)))

    async def refused(self, to: str = "/runs") -> str:
        """The code of the problem."""
        return problem(await self.sign_in(to))

    async def me(self) -> dict[str, Any]:
        answer = await self.http.get("/api/v1/me")
        assert answer.status_code == 200, answer.text
        return answer.json()


def problem(address: str) -> str:
    assert address.startswith("/sign-in?"), address
    return parse_qs(urlsplit(address).query)["problem"][0]


Visiting = Callable[..., Awaitable[Visitor]]


@pytest.fixture
async def boss(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant, "admin")


@pytest.fixture
async def visiting(
    app: Edge, boss: httpx.AsyncClient, idp: StandIn, tenant: str
) -> AsyncIterator[Visiting]:
    """Makes a provider as it is wanted, and a visitor of it."""
    opened: list[httpx.AsyncClient] = []

    async def visit(provider: str | None = None, **more: Any) -> Visitor:
        if provider is None:
            made = await boss.post("/api/v1/identity-providers", json=wanted(idp, **more))
            assert made.status_code == 201, made.text
            provider = made.json()["id"]
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=URL, headers={"X-Baton": "1"}
        )
        opened.append(client)
        return Visitor(client, f"tenant-{tenant[:8]}", str(provider))

    yield visit
    for client in opened:
        await client.aclose()


@pytest.fixture
async def visitor(visiting: Visiting) -> Visitor:
    return await visiting()
