"""Sign-in, sessions, keys, other sites."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher

from api.app import create_app
from api.auth import passwords
from api.auth.cookies import SESSION as COOKIE
from api.auth.guesses import FAILURES_HERE
from api.services import Services
from api.settings import ApiSettings
from store import api_keys, people
from store.session import Database

PASSWORD = "correct horse battery staple"
QUICK = PasswordHasher(time_cost=1, memory_cost=64)


@pytest.fixture
async def ada(database: Database, tenant: str) -> str:
    """The address of somebody with a password."""
    email = f"ada@{tenant[:13]}.example"
    async with database.tenant(tenant) as session:
        await people.add(session, email, "Ada", ["admin"], password_hash=QUICK.hash(PASSWORD))
    return email


WANTED = {"workflow": "tests/nothing"}

SignIn = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def sign_in(stranger: httpx.AsyncClient) -> SignIn:
    async def post(email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        body = {"email": email, "password": password, **more}
        return await stranger.post("/api/v1/session", json=body)

    return post


class TestSignIn:
    async def test_sets_a_cookie_that_scripts_cannot_read(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str
    ):
        answer = await sign_in(ada)
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/" in cookie
        assert answer.json()["email"] == ada
        assert "runs:start" in answer.json()["permissions"]
        assert stranger.cookies[COOKIE] not in answer.text
        assert (await stranger.get("/api/v1/me")).json() == answer.json()

    async def test_the_token_is_not_kept(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str, database_urls
    ):
        await sign_in(ada)
        with psycopg.connect(database_urls.admin) as admin:
            kept = str(admin.execute("SELECT * FROM sessions").fetchall())
        assert stranger.cookies[COOKIE] not in kept

    async def test_the_case_of_the_address_does_not_matter(self, sign_in: SignIn, ada: str):
        assert (await sign_in(ada.upper())).status_code == 200

    async def test_wrong_password_and_no_such_person_look_the_same(self, sign_in: SignIn, ada: str):
        wrong = await sign_in(ada, "wrong")
        nobody = await sign_in("nobody@nowhere.example", "wrong")
        hidden = ("request", "instance")
        bodies = [
            {name: value for name, value in answer.json().items() if name not in hidden}
            for answer in (wrong, nobody)
        ]
        assert wrong.status_code == nobody.status_code == 401
        assert bodies[0] == bodies[1]
        assert "set-cookie" not in wrong.headers

    async def test_a_password_is_always_checked(
        self, sign_in: SignIn, ada: str, monkeypatch: pytest.MonkeyPatch
    ):
        checked: list[str] = []

        def fits(given: str, kept: str) -> bool:
            checked.append(kept)
            return False

        monkeypatch.setattr(passwords, "_fits", fits)
        await sign_in("nobody@nowhere.example")
        await sign_in(ada)
        assert len(checked) == 2
        assert checked[0] != checked[1]

    async def test_disabled_people_stay_outside(
        self, sign_in: SignIn, stranger: httpx.AsyncClient, ada: str, database_urls
    ):
        await sign_in(ada)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE people SET disabled_at = now() WHERE email = %s", [ada])
        assert (await stranger.get("/api/v1/me")).status_code == 401
        assert (await sign_in(ada)).status_code == 401

    async def test_without_a_password_nobody_signs_in(
        self, sign_in: SignIn, database: Database, tenant: str
    ):
        email = f"guest@{tenant[:13]}.example"
        async with database.tenant(tenant) as session:
            await people.add(session, email, "Guest", [])
        assert (await sign_in(email, "nobody has this password")).status_code == 401

    async def test_in_two_tenants_one_names_which(
        self, sign_in: SignIn, ada: str, database: Database, other_tenant: str
    ):
        async with database.tenant(other_tenant) as session:
            hashed = QUICK.hash(PASSWORD)
            await people.add(session, ada, "Ada", [], password_hash=hashed)
        assert (await sign_in(ada)).status_code == 401
        slug = f"other-{other_tenant[-12:]}"
        answer = await sign_in(ada, tenant=slug)
        named = {"id": other_tenant, "slug": slug, "name": "Another tenant"}
        assert answer.json()["tenant"].items() >= named.items()

    async def test_guessing_gets_slow_and_tells_how_long(self, sign_in: SignIn, ada: str):
        for _ in range(FAILURES_HERE):
            assert (await sign_in(ada, "wrong")).status_code == 401
        answer = await sign_in(ada)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["retry-after"] in answer.json()["remedy"]

    async def test_guessing_at_once_is_counted_too(self, sign_in: SignIn, ada: str):
        answers = await asyncio.gather(*(sign_in(ada, "wrong") for _ in range(FAILURES_HERE * 3)))
        assert sum(answer.status_code == 429 for answer in answers) >= FAILURES_HERE

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            "text",
            {"email": "ada", "password": "x"},
            {"email": "a@b\x00", "password": "x"},
            {"email": "a@b", "password": ""},
            {"email": "a@b", "password": "x" * 1025},
            {"email": "a" * 300 + "@b", "password": "x"},
            {"email": ["a@b"], "password": "x"},
            {"email": "a@b", "password": "x", "roles": ["admin"]},
        ],
    )
    async def test_hostile_bodies(self, stranger: httpx.AsyncClient, body: object):
        answer = await stranger.post("/api/v1/session", json=body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_a_form_is_no_sign_in(self, stranger: httpx.AsyncClient, ada: str):
        form = {"email": ada, "password": PASSWORD}
        assert (await stranger.post("/api/v1/session", data=form)).status_code == 415

    async def test_another_site_cannot_sign_in_its_visitors(
        self, stranger: httpx.AsyncClient, ada: str
    ):
        body = {"email": ada, "password": PASSWORD}
        headers = {"Origin": "https://evil.example"}
        answer = await stranger.post("/api/v1/session", json=body, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers

    async def test_behind_https_the_cookie_is_secure(self, services: Services, ada: str):
        services.settings = ApiSettings(public_url="https://baton.example.org/")
        transport = httpx.ASGITransport(create_app(services))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.test") as http:
            body = {"email": ada, "password": PASSWORD}
            answer = await http.post("/api/v1/session", json=body)
        assert "; secure" in answer.headers["set-cookie"].lower()
        assert answer.headers["set-cookie"].startswith(f"__Host-{COOKIE}=")
        assert "domain" not in answer.headers["set-cookie"].lower()


class TestSignOut:
    async def test_ends_at_once(self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str):
        await sign_in(ada)
        token = stranger.cookies[COOKIE]
        answer = await stranger.delete("/api/v1/session", headers={"X-Baton": "1"})
        assert answer.status_code == 204
        assert COOKIE not in stranger.cookies
        headers = {"Cookie": f"{COOKIE}={token}"}
        assert (await stranger.get("/api/v1/me", headers=headers)).status_code == 401

    async def test_a_session_ends_by_itself(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str, database_urls
    ):
        await sign_in(ada)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE sessions SET expires_at = now() - interval '1 second'")
        assert (await stranger.get("/api/v1/me")).status_code == 401

    async def test_it_ends_earlier_when_nobody_uses_it(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str, database_urls
    ):
        await sign_in(ada)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE sessions SET idle_at = now() - interval '1 second'")
        assert (await stranger.get("/api/v1/me")).status_code == 401

    async def test_each_use_puts_that_off(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str, database_urls
    ):
        await sign_in(ada)
        with psycopg.connect(database_urls.admin, autocommit=True) as admin:
            admin.execute(
                "UPDATE sessions SET seen_at = now() - interval '11 hours',"
                " idle_at = now() + interval '1 hour'"
            )
            assert (await stranger.get("/api/v1/me")).status_code == 200
            query = (
                "SELECT idle_at > now() + interval '11 hours' FROM sessions"
                " WHERE person_id = (SELECT id FROM people WHERE email = %s)"
            )
            assert admin.execute(query, [ada]).fetchone() == (True,)


class TestOtherSites:
    """A cookie alone is no proof of who wrote the request."""

    @pytest.fixture
    async def browser(
        self, stranger: httpx.AsyncClient, sign_in: SignIn, ada: str
    ) -> httpx.AsyncClient:
        assert (await sign_in(ada)).status_code == 200
        return stranger

    async def test_reading_needs_nothing_more(self, browser: httpx.AsyncClient):
        assert (await browser.get("/api/v1/runs")).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://baton.test.evil.example"},
            {"Origin": "https://baton.test"},
            {"X-Baton": "0"},
            {"Referer": "http://baton.test/"},
        ],
    )
    async def test_changing_by_cookie_alone_is_refused(
        self, browser: httpx.AsyncClient, headers: dict[str, str]
    ):
        answer = await browser.post("/api/v1/runs", json=WANTED, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:baton:problem:foreign-origin"

    @pytest.mark.parametrize("headers", [{"Origin": "http://baton.test"}, {"X-Baton": "1"}])
    async def test_our_own_pages_may(self, browser: httpx.AsyncClient, headers: dict[str, str]):
        answer = await browser.post("/api/v1/runs", json=WANTED, headers=headers)
        assert answer.status_code == 404

    async def test_the_public_address_is_ours_too(
        self, browser: httpx.AsyncClient, services: Services
    ):
        services.settings = ApiSettings(public_url="https://baton.example.org", cookie_secure=False)
        headers = {"Origin": "https://baton.example.org"}
        answer = await browser.post("/api/v1/runs", json=WANTED, headers=headers)
        assert answer.status_code == 404

    async def test_a_key_needs_no_proof(self, admin: httpx.AsyncClient):
        headers = {"Origin": "https://evil.example"}
        answer = await admin.post("/api/v1/runs", json=WANTED, headers=headers)
        assert answer.status_code == 404


class TestKeys:
    async def test_who_am_i(self, admin: httpx.AsyncClient, tenant: str):
        me = (await admin.get("/api/v1/me")).json()
        assert me["id"] == admin.headers["X-Person"]
        assert me["tenant"]["id"] == tenant
        assert me["roles"] == ["admin"]

    @pytest.mark.parametrize(
        "given",
        [
            "",
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "Bearer ../../etc",
            "Bearer " + "x" * 10_000,
            "Bearer \xff\xfe",
            "bat_x",
        ],
    )
    async def test_strange_ones(self, stranger: httpx.AsyncClient, given: str):
        headers = {"Authorization": given.encode("latin-1")}
        answer = await stranger.get("/api/v1/me", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["remedy"]

    async def test_an_ended_key_is_refused(
        self, stranger: httpx.AsyncClient, database: Database, tenant: str
    ):
        async with database.tenant(tenant) as session:
            person = await people.add(session, "a@b.example", "A", [])
            over = datetime.now(UTC) - timedelta(seconds=1)
            key = await api_keys.issue(session, person.id, "old", over)
        headers = {"Authorization": f"Bearer {key}"}
        assert (await stranger.get("/api/v1/me", headers=headers)).status_code == 401

    async def test_a_revoked_key_stops_within_seconds(
        self, admin: httpx.AsyncClient, services: Services, database_urls, tenant: str
    ):
        assert (await admin.get("/api/v1/me")).status_code == 200
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute("DELETE FROM api_keys WHERE tenant_id = %s", [tenant])
        services.known_keys._clock = lambda: time.monotonic() + 4
        assert (await admin.get("/api/v1/me")).status_code == 401

    async def test_its_use_is_noted(self, admin: httpx.AsyncClient, database_urls, tenant: str):
        await admin.get("/api/v1/me")
        with psycopg.connect(database_urls.admin) as connection:
            query = "SELECT last_used_at FROM api_keys WHERE tenant_id = %s"
            (used,) = connection.execute(query, [tenant]).fetchone()
        assert used is not None

    async def test_a_key_wins_over_a_cookie(
        self, admin: httpx.AsyncClient, sign_in: SignIn, stranger: httpx.AsyncClient, ada: str
    ):
        await sign_in(ada)
        headers = {"Authorization": admin.headers["Authorization"]}
        me = (await stranger.get("/api/v1/me", headers=headers)).json()
        assert me["id"] == admin.headers["X-Person"]
