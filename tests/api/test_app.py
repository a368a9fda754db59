"""The whole application: what goes where, and problems everywhere."""

from __future__ import annotations

import httpx
import pytest

from api.app import create_app
from api.services import Services


class TestSplit:
    @pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/nothing", "/hooks/x", "/health"])
    async def test_the_apis_addresses_are_never_pages(self, stranger: httpx.AsyncClient, path: str):
        answer = await stranger.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("path", ["/", "/apiary", "/runs/1", "/healthy"])
    async def test_everything_else_is_a_page(
        self, stranger: httpx.AsyncClient, services: Services, path: str
    ):
        services.settings.web.mkdir()
        (services.settings.web / "index.html").write_text("<title>Baton</title>")
        answer = await stranger.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "<title>Baton</title>" in answer.text
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-cache"

    async def test_a_wrong_method_is_told_the_right_ones(self, stranger: httpx.AsyncClient):
        answer = await stranger.put("/api/v1/session", json={})
        assert answer.status_code == 405
        assert answer.headers["allow"]
        assert answer.json()["remedy"]


class TestProblems:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/nothing.js"),
            ("GET", "/api/v1/nothing"),
            ("DELETE", "/api/v1/runs"),
            ("GET", "/api/v1/me"),
            ("POST", "/api/v1/session"),
            ("TRACE", "/api/v1/me"),
            ("BREW", "/"),
        ],
    )
    async def test_every_refusal_has_the_same_shape(
        self, stranger: httpx.AsyncClient, method: str, path: str
    ):
        answer = await stranger.request(method, path)
        assert answer.status_code >= 400
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        for name in ("type", "title", "detail", "remedy", "instance", "request"):
            assert isinstance(problem[name], str), name
            assert problem[name], name
        assert problem["status"] == answer.status_code
        assert problem["type"].startswith("urn:baton:problem:")
        assert problem["instance"] == path


class TestLifespan:
    async def test_opens_and_closes_the_services(self, services: Services):
        await services.close()
        services.watch.stopping = False
        app = create_app(services)
        sent: list[str] = []
        received = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

        async def receive():
            return next(received)

        async def send(message):
            sent.append(message["type"])

        await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)
        assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
        assert services.watch.stopping
