"""An authenticator app and recovery codes: set up, signed in by, taken away."""

from __future__ import annotations

import asyncio
import base64

import psycopg
import pytest

from api.auth.cookies import HALF, SESSION
from api.auth.guesses import FAILURES_OF_CODES
from store.half_sign_ins import MOST_TRIES
from tests.api.browser import Browser
from tests.api.conftest import Browsing


@pytest.fixture
async def guarded(browser: Browser) -> Browser:
    """Has an app, and is signed out."""
    browser.recovery = await browser.set_up_totp()
    await browser.ask("DELETE", "/session")
    return browser


class TestSetUp:
    async def test_the_picture_is_one_of_the_address(self, browser: Browser):
        begun = (await browser.ask("POST", "/me/totp")).json()
        assert begun["picture"].startswith("data:image/svg+xml")
        assert begun["secret"] in begun["address"]

    async def test_it_counts_only_when_confirmed(self, browser: Browser):
        await browser.ask("POST", "/me/totp")
        assert (await browser.get("/me/security"))["totpSince"] is None
        assert (await browser.sign_in()).status_code == 200

    async def test_begun_again_only_the_last_secret_counts(self, browser: Browser):
        first = (await browser.ask("POST", "/me/totp")).json()["secret"]
        await browser.ask("POST", "/me/totp")
        browser.secret = base64.b32decode(first)
        body = {"code": browser.code()}
        assert (await browser.ask("POST", "/me/totp/confirmation", json=body)).status_code == 422

    async def test_ten_codes_are_shown_once(self, browser: Browser):
        codes = await browser.set_up_totp()
        assert len(codes) == 10
        security = await browser.get("/me/security")
        assert security["recoveryCodesLeft"] == 10
        assert security["totpSince"]
        assert codes[0] not in str(security)

    async def test_other_sign_ins_end(self, browser: Browser, browsing: Browsing):
        other = await browsing(signed_in=False)
        other.email = browser.email
        await other.sign_in()
        await browser.set_up_totp()
        assert (await other.ask("GET", "/me")).status_code == 401
        assert (await browser.ask("GET", "/me")).status_code == 200

    async def test_a_second_one_is_refused(self, browser: Browser):
        await browser.set_up_totp()
        assert (await browser.ask("POST", "/me/totp")).status_code == 409
        again = await browser.ask("POST", "/me/totp/confirmation", json={"code": "000000"})
        assert again.status_code == 409

    async def test_nothing_is_kept_in_clear(self, browser: Browser, database_urls):
        codes = await browser.set_up_totp()
        with psycopg.connect(database_urls.admin) as admin:
            kept = str(admin.execute("SELECT t::text FROM totp t").fetchall())
            kept += str(admin.execute("SELECT r::text FROM recovery_codes r").fetchall())
        assert browser.secret.hex() not in kept
        assert codes[0].replace("-", "").encode().hex() not in kept

    async def test_guessing_while_confirming_is_counted(self, browser: Browser):
        await browser.ask("POST", "/me/totp")
        body = {"code": "000000"}
        for _ in range(FAILURES_OF_CODES + 1):
            answer = await browser.ask("POST", "/me/totp/confirmation", json=body)
        assert answer.status_code == 429


class TestSignIn:
    async def test_the_password_alone_opens_nothing(self, guarded: Browser):
        answer = await guarded.sign_in()
        assert answer.status_code == 202
        assert answer.json() == {"ways": ["totp", "recovery-code"]}
        assert SESSION not in guarded.http.cookies
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert guarded.http.cookies[HALF] not in answer.text
        assert (await guarded.ask("GET", "/me")).status_code == 401

    async def test_the_half_token_is_no_session(self, guarded: Browser):
        await guarded.sign_in()
        stolen = {"Cookie": f"{SESSION}={guarded.http.cookies[HALF]}"}
        guarded.http.cookies.clear()
        assert (await guarded.ask("GET", "/me", headers=stolen)).status_code == 401
        bearer = {"Authorization": stolen["Cookie"].replace(f"{SESSION}=", "Bearer ")}
        assert (await guarded.ask("GET", "/me", headers=bearer)).status_code == 401

    async def test_a_code_does(self, guarded: Browser):
        await guarded.sign_in()
        answer = await guarded.second(code=guarded.code())
        assert answer.status_code == 200
        assert answer.json()["email"] == guarded.email
        assert HALF not in guarded.http.cookies
        assert (await guarded.get("/me/sign-ins"))["items"][0]["way"] == "totp"

    async def test_a_code_counts_once(self, guarded: Browser):
        await guarded.sign_in()
        code = guarded.code()
        assert (await guarded.second(code=code)).status_code == 200
        await guarded.sign_in()
        answer = await guarded.second(code=code)
        assert answer.status_code == 401
        assert answer.json()["type"].endswith("wrong-code")

    async def test_one_code_at_once_from_two_places_counts_once(
        self, guarded: Browser, browsing: Browsing
    ):
        other = await browsing(signed_in=False)
        other.email = guarded.email
        await guarded.sign_in()
        await other.sign_in()
        code = guarded.code()
        answers = await asyncio.gather(guarded.second(code=code), other.second(code=code))
        assert sorted(answer.status_code for answer in answers) == [200, 401]

    async def test_one_half_sign_in_ends_once(self, guarded: Browser):
        await guarded.sign_in()
        cookie = {"Cookie": f"{HALF}={guarded.http.cookies[HALF]}"}
        code = {"code": guarded.code()}
        assert (await guarded.second(**code)).status_code == 200
        recovery = {"recoveryCode": guarded.recovery[0]}
        answer = await guarded.ask("POST", "/session/second-factor", json=recovery, headers=cookie)
        assert answer.json()["type"].endswith("sign-in-over")

    async def test_a_recovery_code_counts_once(self, guarded: Browser):
        code = guarded.recovery[0]
        await guarded.sign_in()
        assert (await guarded.second(recoveryCode=code.upper())).status_code == 200
        assert (await guarded.get("/me/security"))["recoveryCodesLeft"] == 9
        await guarded.sign_in()
        assert (await guarded.second(recoveryCode=code)).status_code == 401

    async def test_guesses_of_one_sign_in_are_few(self, guarded: Browser):
        await guarded.sign_in()
        for _ in range(MOST_TRIES):
            answer = await guarded.second(code="000000")
            assert answer.json()["type"].endswith("wrong-code")
        answer = await guarded.second(code=guarded.code())
        assert answer.json()["type"].endswith("sign-in-over")

    async def test_guesses_of_many_sign_ins_are_counted_together(self, guarded: Browser):
        answers: list[int] = []
        for _ in range(FAILURES_OF_CODES // MOST_TRIES + 1):
            await guarded.sign_in()
            answers += [
                (await guarded.second(code="000000")).status_code for _ in range(MOST_TRIES)
            ]
        assert answers[-1] == 429
        assert answers.count(401) == FAILURES_OF_CODES

    async def test_it_is_over_after_minutes(self, guarded: Browser, database_urls):
        await guarded.sign_in()
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE half_sign_ins SET expires_at = now() - interval '1 second'")
        answer = await guarded.second(code=guarded.code())
        assert answer.json()["type"].endswith("sign-in-over")

    @pytest.mark.parametrize(
        "body",
        [{}, {"code": "1", "recoveryCode": "2"}, {"code": ""}, {"code": 1}, {"code": "1" * 65}, []],
    )
    async def test_hostile_bodies(self, guarded: Browser, body):
        await guarded.sign_in()
        answer = await guarded.ask("POST", "/session/second-factor", json=body)
        assert answer.status_code == 422

    @pytest.mark.parametrize("code", ["\x00", "٢٨٧٠٨٢", "x", "😀😀😀😀😀😀"])
    async def test_strange_codes_are_wrong_ones(self, guarded: Browser, code: str):
        await guarded.sign_in()
        assert (await guarded.second(code=code)).status_code == 401
        assert (await guarded.second(recoveryCode=code)).status_code == 401

    async def test_without_a_first_step_there_is_no_second(self, browser: Browser):
        assert (await browser.second(code="000000")).status_code == 401

    async def test_another_site_cannot_finish_it(self, guarded: Browser):
        await guarded.sign_in()
        headers = {"Origin": "https://evil.example", "X-Baton": "0"}
        body = {"code": guarded.code()}
        answer = await guarded.ask("POST", "/session/second-factor", json=body, headers=headers)
        assert answer.status_code == 403


class TestAfterwards:
    async def test_taken_away_the_password_is_enough(self, browser: Browser):
        await browser.set_up_totp()
        assert (await browser.ask("DELETE", "/me/totp")).status_code == 204
        assert (await browser.ask("DELETE", "/me/totp")).status_code == 404
        assert (await browser.get("/me/security"))["recoveryCodesLeft"] == 0
        assert (await browser.sign_in()).status_code == 200

    async def test_new_codes_end_the_old_ones(self, browser: Browser):
        old = await browser.set_up_totp()
        made = await browser.ask("POST", "/me/recovery-codes")
        assert made.status_code == 201
        await browser.sign_in()
        assert (await browser.second(recoveryCode=old[0])).status_code == 401
        new = made.json()["recoveryCodes"][0]
        assert (await browser.second(recoveryCode=new)).status_code == 200

    async def test_without_a_factor_there_are_no_codes(self, browser: Browser):
        assert (await browser.ask("POST", "/me/recovery-codes")).status_code == 409

    @pytest.mark.parametrize(
        ("method", "path"),
        [("POST", "/me/totp"), ("DELETE", "/me/totp"), ("POST", "/me/recovery-codes")],
    )
    async def test_it_is_for_people_with_a_fresh_sign_in(
        self, browser: Browser, stale, admin, method: str, path: str
    ):
        stale()
        assert (await browser.ask(method, path)).status_code == 403
        assert (await admin.request(method, f"/api/v1{path}")).status_code == 409

    async def test_a_code_of_another_person_is_none(self, guarded: Browser, browsing: Browsing):
        other = await browsing()
        recovery = await other.set_up_totp()
        await guarded.sign_in()
        assert (await guarded.second(code=other.code())).status_code == 401
        assert (await guarded.second(recoveryCode=recovery[0])).status_code == 401
