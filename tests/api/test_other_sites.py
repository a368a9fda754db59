"""Another site's page in a browser that has signed in: it can change nothing, by whatever route."""

from __future__ import annotations

import httpx
import pytest

from api.permissions import PUBLIC
from tests.api.conftest import Browsing
from tests.api.route_matrix import BODIES
from tests.api.test_permissions import GUARDED

FOREIGN: dict[str, dict[str, str]] = {
    "no origin": {},
    "another site": {"Origin": "https://evil.example"},
    "a sandbox": {"Origin": "null"},
    "one that begins like ours": {"Origin": "http://baton.test.evil.example"},
    "another scheme": {"Origin": "https://baton.test"},
    "a referrer of ours": {"Referer": "http://baton.test/"},
    "a header that says no": {"X-Baton": "0"},
}
SIMPLE = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
"""What a form of another site may send without asking first."""

CHANGING = [route for route in GUARDED if not route.startswith(("GET ", "HEAD "))]
PLACES = dict.fromkeys(
    ("namespace", "name", "version", "id", "role", "exception", "absence"), "nothing"
)


def of(route: str) -> tuple[str, str]:
    method, path = route.split(" ")
    for place, value in PLACES.items():
        path = path.replace(f"{{{place}}}", value)
    return method, path


@pytest.fixture
async def victim(browsing: Browsing) -> httpx.AsyncClient:
    """An administrator's browser, which brings its cookie to whoever asks in its name."""
    browser = await browsing("admin")
    del browser.http.headers["X-Baton"]
    return browser.http


@pytest.mark.parametrize("where", FOREIGN)
async def test_no_route_is_changed_by_cookie_alone(victim: httpx.AsyncClient, where: str):
    for route in CHANGING:
        method, path = of(route)
        body = BODIES.get(route, {})
        answer = await victim.request(method, path, json=body, headers=FOREIGN[where])
        if answer.status_code == 415:  # it takes a file, and no form can send one so
            continue
        assert answer.status_code == 403, (route, answer.text)
        assert answer.json()["type"] == "urn:baton:problem:foreign-origin", route


@pytest.mark.parametrize("kind", SIMPLE)
async def test_no_form_either(victim: httpx.AsyncClient, kind: str):
    headers = {"Origin": "https://evil.example", "Content-Type": kind}
    for route in CHANGING:
        method, path = of(route)
        answer = await victim.request(method, path, content=b"name=1", headers=headers)
        assert answer.status_code in (403, 415), (route, answer.text)


async def test_no_stranger_is_signed_in_by_another_site(stranger: httpx.AsyncClient):
    """Nor anything else that needs no sign-in: who is signed in as somebody else tells secrets."""
    headers = {"Origin": "https://evil.example"}
    email = {"email": "ada@a.example"}
    bodies = {"/api/v1/session": {**email, "password": "x"}, "/api/v1/password/forgotten": email}
    for route in sorted(one for one in PUBLIC if not one.startswith("GET ")):
        method, path = of(route)
        body = bodies.get(path, {})
        refused = await stranger.request(method, path, json=body, headers=headers)
        # Chats prove themselves by their vendor, before anything else is looked at.
        wanted = (400, 401) if path.startswith("/chat/") else (403,) if body else (403, 422)
        assert refused.status_code in wanted, (route, refused.text)
        assert "set-cookie" not in refused.headers


async def test_our_own_page_may(victim: httpx.AsyncClient):
    headers = {"Origin": "http://baton.test"}
    made = await victim.post("/api/v1/groups", json={"name": "Ours"}, headers=headers)
    assert made.status_code == 201, made.text
