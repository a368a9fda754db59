"""The handshake: our own pages and keys come in, everybody else is told why not."""

from __future__ import annotations

import asyncio

import httpx
import pytest
import structlog
from argon2 import PasswordHasher
from websockets.exceptions import InvalidStatus

from api.live.protocol import SUBPROTOCOL
from api.services import Services
from store import people
from tests.api.conftest import Somebody
from tests.api.live.conftest import ADDRESS, Listen

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse"


@pytest.fixture
async def page(served: str, database, tenant: str) -> httpx.AsyncClient:
    """A browser that has signed in."""
    email = f"page-{tenant}@a.example"
    async with database.tenant(tenant) as session:
        await people.add(session, email, "Ada", ["admin"], password_hash=QUICK.hash(PASSWORD))
    async with httpx.AsyncClient(base_url=served, headers={"Origin": served}) as client:
        answer = await client.post("/api/v1/session", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield client


def cookie(client: httpx.AsyncClient) -> tuple[str, str]:
    """By both of its names: over HTTPS it has another."""
    token = client.cookies["baton_session"]
    return "Cookie", f"baton_session={token}; __Host-baton_session={token}"


class TestValues:
    """Who is told values of somebody else's run stands in the trail, as after a request."""

    async def read(self, admin: httpx.AsyncClient) -> list[str]:
        found = await admin.get("/api/v1/audit", params={"action": "run.read-data"})
        return [f"{one['actor']} {one['subject']}" for one in found.json()["items"]]

    async def test_told_of_once(
        self, admin: httpx.AsyncClient, hello: str, somebody: Somebody, tenant: str, listen: Listen
    ):
        started = {"workflow": hello, "input": {"name": "Ada"}}
        run = (await admin.post("/api/v1/runs", json=started)).json()["id"]
        developer = await somebody(tenant, "developer")
        operator = await somebody(tenant, "operator")
        for client in (admin, operator):
            # Of oneself, and without values.
            await (await listen(client)).watch(run)
        assert await self.read(admin) == []
        for _ in range(2):
            listener = await listen(developer)
            await listener.watch(run)
            await listener.hear("trace")
        assert await self.read(admin) == [f"{developer.headers['X-Person']} run:{run}"]


class TestHandshake:
    async def test_by_key_without_an_origin(self, admin: httpx.AsyncClient, listen: Listen):
        listener = await listen(admin)
        await listener.hears_nothing()
        assert listener.socket.subprotocol == SUBPROTOCOL
        headers = listener.socket.response.headers
        assert headers["x-request-id"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "sec-websocket-extensions" not in headers

    async def test_by_cookie_from_our_own_page(
        self, page: httpx.AsyncClient, listen: Listen, served: str
    ):
        listener = await listen(headers=[cookie(page)], origin=served)
        await listener.hears_nothing()

    async def test_from_the_public_url(
        self, page: httpx.AsyncClient, listen: Listen, services: Services
    ):
        services.settings.public_url = "https://baton.example.org/"
        listener = await listen(headers=[cookie(page)], origin="https://baton.example.org")
        await listener.hears_nothing()

    async def test_behind_a_proxy_that_ends_tls(
        self, page: httpx.AsyncClient, listen: Listen, served: str, services: Services
    ):
        origin = served.replace("http:", "https:")
        with pytest.raises(InvalidStatus):
            await listen(headers=[cookie(page)], origin=origin)
        services.settings.public_url = origin
        listener = await listen(headers=[cookie(page)], origin=origin)
        await listener.hears_nothing()

    @pytest.mark.parametrize(
        "origin",
        [None, "null", "", "https://evil.example", "http://127.0.0.1", "HTTP://LOCALHOST", "*"],
    )
    async def test_another_sites_page_never_comes_in(
        self, page: httpx.AsyncClient, listen: Listen, origin: str | None
    ):
        headers = [cookie(page)] if origin is None else [cookie(page), ("Origin", origin)]
        with pytest.raises(InvalidStatus) as refused:
            await listen(headers=headers)
        answer = refused.value.response
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
        assert b"foreign-origin" in answer.body
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]

    async def test_two_origins_are_none(self, page: httpx.AsyncClient, listen: Listen, served: str):
        headers = [cookie(page), ("Origin", served), ("Origin", served)]
        with pytest.raises(InvalidStatus) as refused:
            await listen(headers=headers)
        assert refused.value.response.status_code in (400, 403)

    @pytest.mark.parametrize("offered", [None, ["baton.live.2"], ["BATON.LIVE.1"]])
    async def test_another_language(
        self, admin: httpx.AsyncClient, listen: Listen, offered: list[str] | None
    ):
        with pytest.raises(InvalidStatus) as refused:
            await listen(admin, subprotocols=offered)
        assert refused.value.response.status_code == 400
        assert SUBPROTOCOL.encode() in refused.value.response.body

    async def test_ours_among_others(self, admin: httpx.AsyncClient, listen: Listen):
        listener = await listen(admin, subprotocols=["baton.live.2", SUBPROTOCOL])
        assert listener.socket.subprotocol == SUBPROTOCOL

    @pytest.mark.parametrize("key", ["Bearer bat_nobody", "Bearer", "Basic YTpi", "x" * 2000])
    async def test_a_wrong_key_is_told_so_a_page_can_see(self, listen: Listen, key: str):
        listener = await listen(headers=[("Authorization", key)])
        assert await listener.closed() == 4401

    @pytest.mark.parametrize("token", ["", "nobody", "☃".encode().decode("latin-1")])
    async def test_a_sign_in_that_is_over(self, listen: Listen, served: str, token: str):
        listener = await listen(headers=[("Cookie", f"baton_session={token}")], origin=served)
        assert await listener.closed() == 4401

    async def test_no_sign_in_at_all(self, listen: Listen, served: str):
        assert await (await listen(origin=served)).closed() == 4401

    async def test_signing_out_ends_it_at_once(
        self, page: httpx.AsyncClient, admin: httpx.AsyncClient, listen: Listen, served: str
    ):
        listener, other = await listen(headers=[cookie(page)], origin=served), await listen(admin)
        await listener.watch()
        assert (await page.delete("/api/v1/session")).status_code == 204
        assert await listener.closed() == 4401
        await other.hears_nothing()

    async def test_a_plain_request_finds_nothing(self, admin: httpx.AsyncClient):
        assert (await admin.get(ADDRESS)).status_code == 404

    async def test_other_addresses_take_no_sockets(self, admin: httpx.AsyncClient, served: str):
        upgrade = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Authorization": admin.headers["Authorization"],
        }
        async with httpx.AsyncClient(base_url=served, headers=upgrade) as client:
            for path in ("/", "/api/v1/runs", "/api/v1/live/more"):
                assert (await client.get(path)).status_code == 403


class TestFigures:
    async def test_open_and_closed(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services
    ):
        with structlog.testing.capture_logs() as logs:
            first, second = await listen(admin), await listen(admin)
            await first.hears_nothing()
            await second.hears_nothing()
            text = services.metrics.exposition().decode()
            assert "baton_websockets_open 2.0" in text
            await first.socket.close(4321, "a number of mine")
            services.live.stop()
            assert await second.closed() == 1001
            await ended(services)
        text = services.metrics.exposition().decode()
        assert "baton_websockets_open 0.0" in text
        assert 'baton_websockets_closed_total{code="1001"} 1.0' in text
        assert 'baton_websockets_closed_total{code="other"} 1.0' in text
        lines = [entry for entry in logs if entry["event"] == "socket"]
        assert sorted(entry["code"] for entry in lines) == [1001, 4321]
        assert {entry["path"] for entry in lines} == {ADDRESS}


async def ended(services: Services) -> None:
    for _ in range(2000):
        if "baton_websockets_open 0.0" in services.metrics.exposition().decode():
            return
        await asyncio.sleep(0.01)
