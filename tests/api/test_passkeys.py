"""Passkeys: made, signed in by, taken away; and what is no passkey of ours."""

from __future__ import annotations

import asyncio
import copy
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from api.auth.cookies import SESSION
from api.auth.guesses import of_address
from api.settings import ApiSettings
from store import guesses
from tests.api.authenticator import PRESENT, Authenticator
from tests.api.browser import Browser
from tests.api.conftest import Browsing


@pytest.fixture
def device() -> Authenticator:
    return Authenticator()


async def asked(browser: Browser, path: str) -> dict[str, Any]:
    answer = await browser.ask("POST", f"{path}/challenge")
    assert answer.status_code == 200, answer.text
    return answer.json()["publicKey"]


async def add(browser: Browser, device: Authenticator, name: str = "Laptop"):
    made = device.make(await asked(browser, "/me/passkeys"))
    return await browser.ask("POST", "/me/passkeys", json={"name": name, "credential": made})


async def sign_in(browser: Browser, device: Authenticator):
    credential = device.sign(await asked(browser, "/session/passkey"))
    return await browser.ask("POST", "/session/passkey", json={"credential": credential})


@pytest.fixture
async def owner(browser: Browser, device: Authenticator) -> Browser:
    """Has a passkey, and is signed out."""
    assert (await add(browser, device)).status_code == 201
    browser.http.cookies.clear()
    return browser


class TestAdding:
    async def test_it_is_listed_and_recovery_codes_come_with_it(self, browser, device):
        made = (await add(browser, device, " Laptop ")).json()
        assert len(made["recoveryCodes"]) == 10
        security = await browser.get("/me/security")
        assert security["passkeys"] == [made["passkey"]]
        assert made["passkey"]["name"] == "Laptop"
        assert (await add(browser, Authenticator())).json()["recoveryCodes"] == []

    async def test_other_sign_ins_end_and_this_token_changes(self, browser, browsing, device):
        other = await browsing(signed_in=False)
        other.email = browser.email
        await other.sign_in()
        before = browser.http.cookies[SESSION]
        await add(browser, device)
        assert browser.http.cookies[SESSION] != before
        assert (await other.ask("GET", "/me")).status_code == 401

    async def test_the_options_name_what_is_there_already(self, browser, device):
        await add(browser, device)
        options = await asked(browser, "/me/passkeys")
        assert len(options["excludeCredentials"]) == 1
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert options["rp"]["id"] == "baton.test"

    async def test_one_credential_belongs_to_one_person(self, browser, browsing, device):
        await add(browser, device)
        assert (await add(await browsing(), device)).status_code == 409

    async def test_a_challenge_counts_once_and_for_its_person(self, browser, browsing, device):
        made = device.make(await asked(browser, "/me/passkeys"))
        body = {"name": "Laptop", "credential": made}
        stranger = await browsing()
        assert (await stranger.ask("POST", "/me/passkeys", json=body)).status_code == 401
        assert (await browser.ask("POST", "/me/passkeys", json=body)).status_code == 201
        assert (await browser.ask("POST", "/me/passkeys", json=body)).status_code == 401

    async def test_a_challenge_to_sign_in_is_none_to_register(self, browser, device):
        options = await asked(browser, "/session/passkey")
        made = device.make({**options, "user": {"id": "AA"}})
        body = {"name": "Laptop", "credential": made}
        assert (await browser.ask("POST", "/me/passkeys", json=body)).status_code == 401

    async def test_the_person_must_have_shown_that_it_is_they(self, browser, device):
        device.flags = PRESENT
        assert (await add(browser, device)).status_code == 401

    async def test_it_is_for_people_with_a_fresh_sign_in(self, browser, stale, admin):
        stale()
        path = "/me/passkeys/challenge"
        assert (await browser.ask("POST", path)).status_code == 403
        assert (await admin.post(f"/api/v1{path}")).status_code == 409

    @pytest.mark.parametrize("name", ["", " ", "a\x00", "x" * 101, 7, None])
    async def test_hostile_names(self, browser, device, name):
        made = device.make(await asked(browser, "/me/passkeys"))
        body = {"name": name, "credential": made}
        assert (await browser.ask("POST", "/me/passkeys", json=body)).status_code == 422


class TestSigningIn:
    async def test_without_a_password(self, owner, device):
        answer = await sign_in(owner, device)
        assert answer.status_code == 200, answer.text
        assert answer.json()["email"] == owner.email
        assert (await owner.get("/me/sign-ins"))["items"][0]["way"] == "passkey"
        assert (await owner.get("/me/security"))["passkeys"][0]["usedAt"]

    async def test_the_password_alone_is_not_enough_any_more(self, owner):
        answer = await owner.sign_in()
        assert answer.status_code == 202
        assert answer.json()["ways"] == ["passkey", "recovery-code"]

    async def test_an_answer_counts_once(self, owner, device):
        credential = device.sign(await asked(owner, "/session/passkey"))
        body = {"credential": credential}
        both = await asyncio.gather(
            *(owner.ask("POST", "/session/passkey", json=body) for _ in range(2))
        )
        assert sorted(answer.status_code for answer in both) == [200, 401]

    async def test_a_copied_device_is_noticed_by_its_counter(self, owner, device, services):
        assert (await sign_in(owner, device)).status_code == 200
        device.counter = 0
        assert (await sign_in(owner, device)).status_code == 401
        await services.background.finish(5)
        assert (await owner.get("/me/sign-ins"))["items"][0]["refused"] == "wrong-passkey"

    async def test_many_devices_don_t_count(self, browser, device):
        await add(browser, device)
        for _ in range(2):
            device.counter = -1
            assert (await sign_in(browser, device)).status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [
            {"origin": "https://evil.example"},
            {"origin": "http://baton.test:81"},
            {"host": "evil.example"},
            {"flags": PRESENT},
            {"flags": 0},
            {"handle": b"somebody else"},
            {"id": b"unknown"},
            {"key": Authenticator().key},
        ],
    )
    async def test_wrong_answers(self, owner, device, wrong):
        for name, value in wrong.items():
            setattr(device, name, value)
        answer = await sign_in(owner, device)
        assert answer.status_code == 401
        assert answer.json()["type"].endswith("passkey-refused")
        assert SESSION not in owner.http.cookies

    async def test_a_challenge_of_ones_own_making(self, owner, device):
        credential = device.sign({"challenge": "AAAAAAAAAAAAAAAAAAAAAAAA"})
        answer = await owner.ask("POST", "/session/passkey", json={"credential": credential})
        assert answer.status_code == 401

    async def test_it_is_over_after_minutes(self, owner, device, database_urls):
        credential = device.sign(await asked(owner, "/session/passkey"))
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE challenges SET expires_at = now() - interval '1 second'")
        answer = await owner.ask("POST", "/session/passkey", json={"credential": credential})
        assert answer.status_code == 401

    async def test_disabled_people_stay_outside(self, owner, device, database_urls):
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE people SET disabled_at = now() WHERE id = %s", [owner.person])
        assert (await sign_in(owner, device)).status_code == 401

    async def test_the_public_address_names_the_site(self, owner, services):
        services.settings = ApiSettings(public_url="https://baton.example.org:444")
        assert (await asked(owner, "/session/passkey"))["rpId"] == "baton.example.org"
        device = Authenticator("http://baton.test", "baton.test")
        assert (await sign_in(owner, device)).status_code == 401

    async def test_asking_gets_slow(self, owner, database):
        (bound,) = of_address("challenge", "127.0.0.1")
        assert (await owner.ask("POST", "/session/passkey/challenge")).status_code == 200
        async with database.shared() as session:
            await guesses.levels(session, {bound.key: bound.per_second})
            await guesses.change(session, [bound.key], bound.size)
        assert (await owner.ask("POST", "/session/passkey/challenge")).status_code == 429


def broken(whole: dict[str, Any]):
    """The answer with each part of it missing, of another type, or cut."""
    for part in ("id", "rawId", "type", "response"):
        for value in (None, 7, "", "!", [], {}, "A" * 5000):
            yield {**whole, part: value}
    for part in whole["response"]:
        for value in (None, 7, "", "!", "AA", "gICAgA", "A" * 5000, {"a": 1}):
            other = copy.deepcopy(whole)
            other["response"][part] = value
            yield other


class TestHostileAnswers:
    async def test_of_signing(self, owner, device, services, monkeypatch):
        monkeypatch.setattr(services.guesses, "tried", _free)
        monkeypatch.setattr(services.limiter, "address", lambda *_, **__: None)
        device.handle = b""
        whole = device.sign(await asked(owner, "/session/passkey"))
        whole["response"].pop("userHandle")
        for number, _ in enumerate(broken(whole)):
            fresh = device.sign(await asked(owner, "/session/passkey"))
            fresh["response"].pop("userHandle")
            body = {"credential": [*broken(fresh)][number]}
            answer = await owner.ask("POST", "/session/passkey", json=body)
            assert answer.status_code in (401, 422), (number, answer.text)

    async def test_of_making(self, browser, device):
        whole = device.make(await asked(browser, "/me/passkeys"))
        whole["response"].pop("transports")
        for number, _ in enumerate(broken(whole)):
            fresh = device.make(await asked(browser, "/me/passkeys"))
            fresh["response"].pop("transports")
            body = {"name": "x", "credential": [*broken(fresh)][number]}
            answer = await browser.ask("POST", "/me/passkeys", json=body)
            assert answer.status_code in (401, 422), (number, answer.text)

    @pytest.mark.parametrize("body", [{}, [], {"credential": []}, {"credential": "x"}])
    async def test_bodies(self, owner, body):
        assert (await owner.ask("POST", "/session/passkey", json=body)).status_code == 422


async def _free(_bounds: object) -> None:
    """Nobody is slowed down."""


class TestAfterwards:
    async def test_renamed_and_taken_away(self, browser, device):
        one = (await add(browser, device)).json()["passkey"]["id"]
        renamed = await browser.ask("PATCH", f"/me/passkeys/{one}", json={"name": "Key"})
        assert renamed.status_code == 204
        assert (await browser.get("/me/security"))["passkeys"][0]["name"] == "Key"
        assert (await browser.ask("DELETE", f"/me/passkeys/{one}")).status_code == 204
        assert (await sign_in(browser, device)).status_code == 401
        assert (await browser.get("/me/security"))["recoveryCodesLeft"] == 0

    async def test_nobody_touches_anothers(self, browser, browsing: Browsing, other_tenant, device):
        one = (await add(browser, device)).json()["passkey"]["id"]
        for stranger in (await browsing("admin"), await browsing("admin", of=other_tenant)):
            path = f"/me/passkeys/{one}"
            assert (await stranger.ask("DELETE", path)).status_code == 404
            assert (await stranger.ask("PATCH", path, json={"name": "x"})).status_code == 404
        for none in (str(uuid4()), "x", "%00"):
            assert (await browser.ask("DELETE", f"/me/passkeys/{none}")).status_code == 404

    async def test_the_last_one_stays_where_it_is_asked_for(self, browsing, device):
        boss = await browsing("admin")
        one = (await add(boss, device)).json()["passkey"]["id"]
        rules = {"secondFactorOfAll": True}
        assert (await boss.ask("PUT", "/security-rules", json=rules)).status_code == 204
        assert (await boss.ask("DELETE", f"/me/passkeys/{one}")).status_code == 409
