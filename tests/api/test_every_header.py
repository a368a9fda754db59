"""The headers that keep a browser safe, on every kind of answer, and the page that meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import structlog

from api.app import create_app
from api.auth.cookies import HALF, SESSION
from api.services import Services
from api.settings import ApiSettings
from tests.api.browser import PASSWORD, Browser
from tests.api.conftest import Browsing

DESIGNER = Path(__file__).parents[2] / "designer"
JSON = {"Content-Type": "application/json"}
PAGE = {"Accept": "text/html"}
ASKED: dict[str, tuple[str, str, dict[str, object], int]] = {
    "an answer": ("GET", "/api/v1/me", {}, 200),
    "a made thing": ("POST", "/api/v1/groups", {"json": {"name": "A"}}, 201),
    "the description": ("GET", "/api/v1/openapi.json", {}, 200),
    "a schema": ("GET", "/api/v1/schemas/workflow/1.0.3", {}, 200),
    "figures": ("GET", "/metrics", {}, 200),
    "health": ("GET", "/health/live", {}, 200),
    "no body": ("POST", "/api/v1/groups", {"headers": JSON}, 422),
    "no JSON": ("POST", "/api/v1/groups", {"content": b"{", "headers": JSON}, 400),
    "a form": ("POST", "/api/v1/groups", {"data": {"name": "A"}}, 415),
    "too much": ("POST", "/api/v1/groups", {"content": b" " * (2 << 20), "headers": JSON}, 413),
    "a wrong field": ("POST", "/api/v1/groups", {"json": {"x": 1}}, 422),
    "no such run": ("GET", "/api/v1/runs/nothing", {}, 404),
    "no such address": ("GET", "/api/v1/nothing", {}, 404),
    "no such method": ("PUT", "/api/v1/me", {}, 405),
    "a socket's address": ("GET", "/api/v1/live", {}, 404),
    "a stranger": ("GET", "/api/v1/me", {"headers": {"Authorization": "Bearer bat_x"}}, 401),
    "a page": ("GET", "/runs", {"headers": PAGE}, 200),
    "an asset": ("GET", "/assets/a-1.js", {}, 200),
    "a picture": ("GET", "/mark.svg", {}, 200),
    "no such asset": ("GET", "/assets/b-1.js", {}, 404),
    "a page that takes nothing": ("POST", "/runs", {}, 405),
    "a way out of the folder": ("GET", "/assets/..%2f..%2fsecret", {}, 404),
}
SHARED = {"a page": "no-cache", "a picture": "no-cache"}
"""What may be kept by who has asked, and what for ever by everybody; all else by nobody."""


@pytest.fixture
def built(services: Services) -> None:
    web = services.settings.web
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Baton</title>")
    (web / "assets" / "a-1.js").write_text("export {}")
    (web / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


def policy(headers: httpx.Headers) -> dict[str, list[str]]:
    parts = (part.split() for part in headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in parts}


def expect_safe(headers: httpx.Headers) -> None:
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-request-id"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    allowed = policy(headers)
    for name in ("default-src", "script-src", "connect-src", "form-action"):
        assert allowed[name] == ["'self'"], name
    for name in ("frame-ancestors", "object-src", "base-uri", "frame-src"):
        assert allowed[name] == ["'none'"], name


@pytest.mark.usefixtures("built")
class TestEveryKindOfAnswer:
    @pytest.mark.parametrize("kind", ASKED)
    async def test_is_safe_and_kept_by_nobody(self, admin: httpx.AsyncClient, kind: str):
        method, path, more, status = ASKED[kind]
        answer = await admin.request(method, path, **more)
        assert answer.status_code // 100 == status // 100, answer.text
        expect_safe(answer.headers)
        assert len(answer.headers.get_list("content-security-policy")) == 1
        kept = answer.headers.get_list("cache-control")
        if kind == "an asset":
            assert kept == ["public, max-age=31536000, immutable"]
        elif kind != "a schema":
            assert kept == [SHARED.get(kind, "no-store")]

    async def test_also_when_it_breaks(
        self, admin: httpx.AsyncClient, services: Services, monkeypatch: pytest.MonkeyPatch
    ):
        def broken(*_: object) -> None:
            raise RuntimeError("password=hunter2")

        monkeypatch.setattr(services.database, "tenant", broken)
        with structlog.testing.capture_logs():
            answer = await admin.get("/api/v1/groups")
        assert answer.status_code == 500
        assert "hunter2" not in answer.text
        expect_safe(answer.headers)

    async def test_what_has_not_changed(self, admin: httpx.AsyncClient):
        whole = await admin.get("/mark.svg")
        again = await admin.get("/mark.svg", headers={"If-None-Match": whole.headers["etag"]})
        assert again.status_code == 304
        expect_safe(again.headers)


class TestCookies:
    @pytest.mark.parametrize("https", [True, False])
    async def test_no_script_no_other_site_no_other_host(
        self, browsing: Browsing, services: Services, *, https: bool
    ):
        known = await browsing(signed_in=False)
        services.settings = ApiSettings(
            web=services.settings.web, linger_seconds=0, cookie_secure=https
        )
        browser = Browser(create_app(services), known.email, known.person)
        answer = await browser.sign_in(PASSWORD)
        assert answer.status_code == 200
        for given in answer.headers.get_list("set-cookie"):
            pair, *attributes = (part.strip().lower() for part in given.split(";"))
            name = pair.partition("=")[0]
            assert name.removeprefix("__host-") in (SESSION, HALF)
            assert {"httponly", "samesite=lax", "path=/"} <= set(attributes)
            assert ("secure" in attributes) is https
            assert name.startswith("__host-") is https
            assert not [one for one in attributes if one.startswith("domain")]
        assert ("strict-transport-security" in answer.headers) is https
        await browser.http.aclose()


INLINE: dict[str, Callable[[str], list[str]]] = {
    "a script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>").findall,
    "a handler": re.compile(r"<[^>]+\son[a-z]+\s*=").findall,
    "a script as an address": re.compile(r"""(?:href|src)\s*=\s*["']javascript:""").findall,
    "what lies elsewhere": re.compile(r"""(?:href|src)\s*=\s*["'](?:https?:)?//""").findall,
}


@pytest.mark.parametrize("page", ["index.html", "dist/index.html"])
@pytest.mark.parametrize("what", INLINE)
def test_the_page_has_nothing_inline(page: str, what: str):
    """What pages do while they run, the journeys in the browser watch (designer/e2e/journey.ts)."""
    file = DESIGNER / page
    if not file.is_file():
        pytest.skip("The pages are not built.")
    assert INLINE[what](file.read_text("utf-8")) == []
