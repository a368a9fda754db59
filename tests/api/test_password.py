"""A password by a link: of who has forgotten theirs, and of who was invited."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from store import people, tokens
from tests.api.browser import PASSWORD, Browser

NEW = "another horse, another staple"


@pytest.fixture
def link(services, database, tenant, keyring):
    """Asks for a link, and opens the mail that goes out."""

    async def ask(browser: Browser, **more: str) -> str:
        answer = await browser.ask(
            "POST", "/password/forgotten", json={"email": browser.email, **more}
        )
        assert answer.status_code == 202
        await services.background.finish(10)
        return await newest(database, keyring, tenant)

    return ask


async def newest(database, keyring, tenant) -> str:
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        rows = await session.execute(text("SELECT id, body FROM mails ORDER BY id DESC LIMIT 1"))
        row = rows.mappings().first()
    mail = keys.open_json(row["body"], "mail")
    return mail["text"].partition("#")[2].split()[0]


async def renew(browser: Browser, token: str, password: str = NEW):
    return await browser.ask("POST", "/password", json={"token": token, "password": password})


class TestForgotten:
    async def test_a_link_sets_a_new_one_and_ends_all_sign_ins(self, browser: Browser, link):
        token = await link(browser)
        assert (await renew(browser, token)).status_code == 204
        assert (await browser.ask("GET", "/me")).status_code == 401
        assert (await browser.sign_in()).status_code == 401
        assert (await browser.sign_in(NEW)).status_code == 200

    async def test_a_link_works_once(self, browser: Browser, link):
        token = await link(browser)
        both = await asyncio.gather(renew(browser, token), renew(browser, token))
        assert sorted(answer.status_code for answer in both) == [204, 404]

    async def test_a_bad_password_leaves_the_link_good(self, browser: Browser, link):
        token = await link(browser)
        assert (await renew(browser, token, "password123")).status_code == 422
        assert (await renew(browser, token)).status_code == 204

    async def test_the_second_factor_is_asked_for_all_the_same(self, browser: Browser, link):
        await browser.set_up_totp()
        await renew(browser, await link(browser))
        assert (await browser.sign_in(NEW)).status_code == 202

    async def test_nobody_learns_who_exists(self, browser: Browser, services, database, tenant):
        known = await browser.ask("POST", "/password/forgotten", json={"email": browser.email})
        body = {"email": "nobody@nowhere.example"}
        unknown = await browser.ask("POST", "/password/forgotten", json=body)
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
        await services.background.finish(10)
        async with database.tenant(tenant) as session:
            count = await session.execute(text("SELECT count(*) FROM mails"))
            assert count.scalar_one() == 1

    async def test_disabled_people_get_none(self, browser: Browser, services, database, tenant):
        async with database.tenant(tenant) as session:
            await session.execute(text("UPDATE people SET disabled_at = now()"))
        await browser.ask("POST", "/password/forgotten", json={"email": browser.email})
        await services.background.finish(10)
        async with database.tenant(tenant) as session:
            count = await session.execute(text("SELECT count(*) FROM mails"))
            assert count.scalar_one() == 0

    async def test_asking_often_gets_slow_whether_one_exists_or_not(self, browser: Browser):
        for email in (browser.email, "nobody@nowhere.example"):
            body = {"email": email}
            answers = [
                await browser.ask("POST", "/password/forgotten", json=body) for _ in range(4)
            ]
            assert [answer.status_code for answer in answers] == [202, 202, 202, 429]

    @pytest.mark.parametrize("token", ["x", "😀", "a" * 200, "' OR 1=1"])
    async def test_what_is_no_link(self, browser: Browser, token: str):
        assert (await renew(browser, token)).status_code == 404

    @pytest.mark.parametrize(
        "body", [{}, {"token": ""}, {"token": 1, "password": NEW}, {"token": "x" * 201}]
    )
    async def test_hostile_bodies(self, browser: Browser, body: object):
        assert (await browser.ask("POST", "/password", json=body)).status_code == 422

    async def test_another_site_asks_for_nothing(self, browser: Browser):
        headers = {"Origin": "https://evil.example", "X-Baton": "0"}
        for path, body in (
            ("/password/forgotten", {"email": browser.email}),
            ("/password", {"token": "x", "password": NEW}),
        ):
            answer = await browser.ask("POST", path, json=body, headers=headers)
            assert answer.status_code == 403

    async def test_an_old_link_is_over(self, browser: Browser, link, database_urls):
        token = await link(browser)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tokens SET expires_at = now() - interval '1 second'")
        assert (await renew(browser, token)).status_code == 404


class TestInvited:
    async def test_they_choose_their_first_one(self, browser: Browser, database, tenant):
        async with database.tenant(tenant) as session:
            row = await people.add(session, "new@baton.example", "New", [])
            token = await tokens.issue(session, row.id, "invitation", timedelta(days=7))
        assert (await renew(browser, token)).status_code == 204
        browser.email = "new@baton.example"
        assert (await browser.sign_in(NEW)).status_code == 200
        assert (await browser.sign_in(PASSWORD)).status_code == 401
