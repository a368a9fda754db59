"""One's own password and sign-ins."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from api.auth.cookies import SESSION
from tests.api.browser import PASSWORD, Browser
from tests.api.conftest import Browsing

NEW = "another horse, another staple"


@pytest.fixture
async def elsewhere(browser: Browser, browsing: Browsing) -> Browser:
    """The same person in another browser."""
    other = await browsing(signed_in=False)
    other.email, other.person = browser.email, browser.person
    assert (await other.sign_in()).status_code == 200
    return other


async def change(browser: Browser, old: str | None = PASSWORD, new: str = NEW):
    return await browser.ask("POST", "/me/password", json={"old": old, "new": new})


class TestPassword:
    async def test_the_new_one_counts_and_the_old_one_not(self, browser: Browser):
        assert (await change(browser)).status_code == 204
        assert (await browser.get("/me"))["email"] == browser.email
        assert (await browser.sign_in()).status_code == 401
        assert (await browser.sign_in(NEW)).status_code == 200

    async def test_this_browser_gets_a_new_token_and_the_others_end(
        self, browser: Browser, elsewhere: Browser
    ):
        before = browser.http.cookies[SESSION]
        await change(browser)
        assert browser.http.cookies[SESSION] != before
        assert (await elsewhere.ask("GET", "/me")).status_code == 401
        old = {"Cookie": f"{SESSION}={before}"}
        browser.http.cookies.clear()
        assert (await browser.ask("GET", "/me", headers=old)).status_code == 401

    @pytest.mark.parametrize("old", ["wrong", None])
    async def test_the_old_one_is_asked_for(self, browser: Browser, old: str | None):
        answer = await change(browser, old)
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("wrong-password")

    async def test_guessing_the_old_one_gets_slow(self, browser: Browser):
        answers = [await change(browser, "wrong") for _ in range(7)]
        assert answers[-1].status_code == 429

    @pytest.mark.parametrize("new", ["short", "password123", "Ada Byron 1"])
    async def test_a_bad_new_one_is_refused(self, browser: Browser, new: str):
        assert (await change(browser, new=new)).status_code == 422
        assert (await browser.sign_in()).status_code == 200

    async def test_it_is_not_for_keys(self, admin):
        body = {"old": PASSWORD, "new": NEW}
        answer = await admin.post("/api/v1/me/password", json=body)
        assert answer.status_code == 409

    async def test_nothing_of_it_is_kept_in_clear(self, browser: Browser, database_urls):
        await change(browser)
        with psycopg.connect(database_urls.admin) as connection:
            kept = str(connection.execute("SELECT p::text FROM people p").fetchall())
            kept += str(connection.execute("SELECT a::text FROM audit a").fetchall())
        assert NEW not in kept


class TestProof:
    async def test_a_stale_sign_in_can_prove_again(
        self, browser: Browser, stale: Callable[[], None]
    ):
        stale()
        refused = await browser.ask("POST", "/me/totp")
        assert refused.status_code == 403
        assert refused.json()["type"].endswith("prove-again")
        wrong = await browser.ask("POST", "/me/proof", json={"password": "wrong"})
        assert wrong.status_code == 422
        right = await browser.ask("POST", "/me/proof", json={"password": PASSWORD})
        assert right.status_code == 204
        assert (await browser.ask("POST", "/me/totp")).status_code == 201


class TestSessions:
    async def test_the_list_says_where_and_which_is_this_one(
        self, browser: Browser, elsewhere: Browser
    ):
        items = (await browser.get("/me/sessions"))["items"]
        assert [item["current"] for item in items].count(True) == 1
        assert {item["device"] for item in items} == {"Browser 1.0"}
        assert all(item["address"] and item["seenAt"] < item["endsAt"] for item in items)
        assert SESSION not in str(items)
        assert browser.http.cookies[SESSION] not in str(items)

    async def test_one_elsewhere_is_ended(self, browser: Browser, elsewhere: Browser):
        items = (await browser.get("/me/sessions"))["items"]
        (other,) = [item["id"] for item in items if not item["current"]]
        assert (await browser.ask("DELETE", f"/me/sessions/{other}")).status_code == 204
        assert (await elsewhere.ask("GET", "/me")).status_code == 401
        assert (await browser.ask("DELETE", f"/me/sessions/{other}")).status_code == 404

    async def test_all_others_are_ended(self, browser: Browser, elsewhere: Browser):
        assert (await browser.ask("DELETE", "/me/sessions")).status_code == 204
        assert (await elsewhere.ask("GET", "/me")).status_code == 401
        assert len((await browser.get("/me/sessions"))["items"]) == 1

    async def test_nobody_ends_anothers(self, browser: Browser, browsing: Browsing, other_tenant):
        for stranger in (
            await browsing(),
            await browsing("admin"),
            await browsing(of=other_tenant),
        ):
            (own,) = (await stranger.get("/me/sessions"))["items"]
            assert (await browser.ask("DELETE", f"/me/sessions/{own['id']}")).status_code == 404
            assert (await stranger.ask("GET", "/me")).status_code == 200

    @pytest.mark.parametrize(
        "one", ["01a1fc9f-e86b-7377-8e16-6a61bdfbf165", "x", "..", "%00", "1" * 90]
    )
    async def test_what_is_none(self, browser: Browser, one: str):
        assert (await browser.ask("DELETE", f"/me/sessions/{one}")).status_code in (404, 405, 422)


class TestHistory:
    async def test_it_tells_of_successes_and_failures(self, browser: Browser, services):
        await browser.sign_in("wrong")
        await services.background.finish(5)
        items = (await browser.get("/me/sign-ins"))["items"]
        assert [(item["way"], item["refused"]) for item in items] == [
            ("password", "wrong-password"),
            ("password", None),
        ]

    async def test_it_goes_on_by_pages(self, browser: Browser):
        for _ in range(3):
            await browser.sign_in()
        first = await browser.get("/me/sign-ins", params={"limit": 3})
        rest = await browser.get("/me/sign-ins", params={"cursor": first["next"]})
        assert len(first["items"]) == 3
        assert len(rest["items"]) == 1
        assert rest["next"] is None
        assert (await browser.ask("GET", "/me/sign-ins?cursor=x")).status_code in (400, 422)

    async def test_what_is_old_is_forgotten(self, browser: Browser, database_urls):
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute("UPDATE sign_ins SET at = now() - interval '91 days'")
        assert (await browser.get("/me/sign-ins"))["items"] == []
        await browser.sign_in()
        with psycopg.connect(database_urls.admin) as connection:
            query = "SELECT count(*) FROM sign_ins WHERE person_id = %s"
            assert connection.execute(query, [browser.person]).fetchone() == (1,)

    async def test_a_hostile_device_is_cut(self, browser: Browser):
        browser.http.headers["User-Agent"] = "x" * 10_000 + "\x07"
        await browser.sign_in()
        (item, *_) = (await browser.get("/me/sign-ins"))["items"]
        assert item["device"] == "x" * 200


class TestSecurity:
    async def test_security_at_first(self, browser: Browser):
        assert await browser.get("/me/security") == {
            "password": True,
            "totpSince": None,
            "recoveryCodesLeft": 0,
            "passkeys": [],
            "secondFactorRequired": False,
        }
