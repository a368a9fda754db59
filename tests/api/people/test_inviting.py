"""Invitations: a mail with a link, for the one who is invited, for a week, once."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import httpx
import psycopg
import pytest

from api.people.letters import invitation
from store import mails, tokens
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/people"
FOLLOW = "/api/v1/invitation"


@pytest.fixture
def mailed(database, keyring, tenant, database_urls):
    async def look() -> list[mails.Mail]:
        with psycopg.connect(database_urls.admin) as admin:
            found = admin.execute(
                "SELECT id::text FROM mails WHERE tenant_id = %s ORDER BY id", [tenant]
            ).fetchall()
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            posted = [await mails.get(session, keys, one) for (one,) in found]
        return [one.mail for one in posted if one is not None]

    return look


@pytest.fixture
async def invited(admin: httpx.AsyncClient) -> str:
    wanted = {"email": "noah@a.example", "name": "Noah <b>", "language": "ar", "invite": True}
    answer = await admin.post(ADDRESS, json=wanted)
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "invited"
    assert answer.json()["invitation"]["expiresAt"]
    return answer.json()["id"]


def token_in(mail: mails.Mail) -> str:
    found = re.search(r"/invitation#(\S+)", mail.text)
    assert found
    return found[1]


class TestSend:
    async def test_a_link_by_mail(self, invited: str, mailed, stranger: httpx.AsyncClient):
        (mail,) = await mailed()
        assert mail.to == "noah@a.example"
        assert 'dir="rtl"' in mail.html
        assert "<b>" not in mail.html
        assert token_in(mail) in unescape(mail.html)
        shown = await stranger.post(FOLLOW, json={"token": token_in(mail)})
        assert shown.json() == {
            "email": "noah@a.example",
            "name": "Noah <b>",
            "tenant": "A tenant",
            "language": "ar",
        }

    async def test_the_name_is_theirs_and_the_link_stays_good(
        self, invited: str, mailed, stranger: httpx.AsyncClient, admin: httpx.AsyncClient,
        database, tenant,
    ):  # fmt: skip
        token = token_in((await mailed())[0])
        for _ in range(2):
            answer = await stranger.post(FOLLOW, json={"token": token, "name": "Noah Keller"})
            assert answer.status_code == 200
        assert (await admin.get(f"{ADDRESS}/{invited}")).json()["name"] == "Noah Keller"
        async with database.tenant(tenant) as session:
            assert await tokens.take(session, token, "invitation") == invited
        assert (await stranger.post(FOLLOW, json={"token": token})).status_code == 404

    async def test_sent_again(self, invited: str, mailed, admin, stranger: httpx.AsyncClient):
        assert (await admin.post(f"{ADDRESS}/{invited}/invitation")).status_code == 200
        old, new = [token_in(mail) for mail in await mailed()]
        assert (await stranger.post(FOLLOW, json={"token": old})).status_code == 404
        assert (await stranger.post(FOLLOW, json={"token": new})).status_code == 200

    @pytest.mark.parametrize("deed", ["revoke", "disable", "email"])
    async def test_what_ends_it(self, deed: str, invited: str, mailed, admin, stranger):
        token, address = token_in((await mailed())[0]), f"{ADDRESS}/{invited}"
        if deed == "revoke":
            answer = await admin.delete(f"{address}/invitation")
            assert answer.json()["invitation"] is None
        elif deed == "disable":
            answer = await admin.post(f"{address}/disable")
        else:
            answer = await admin.patch(address, json={"email": "other@a.example"})
        assert answer.status_code == 200
        assert (await stranger.post(FOLLOW, json={"token": token})).status_code == 404

    async def test_not_who_can_sign_in_or_has_left(self, admin, database_urls):
        made = await admin.post(ADDRESS, json={"email": "x@a.example", "name": "X"})
        address = f"{ADDRESS}/{made.json()['id']}"
        await admin.post(f"{address}/disable")
        assert (await admin.post(f"{address}/invitation")).status_code == 409
        await admin.post(f"{address}/enable")
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE people SET password_hash = 'h' WHERE id = %s", [made.json()["id"]]
            )
        assert (await admin.post(f"{address}/invitation")).status_code == 409

    async def test_no_link_in_any_answer(self, invited: str, mailed, admin: httpx.AsyncClient):
        token = token_in((await mailed())[0])
        for address in (ADDRESS, f"{ADDRESS}/{invited}"):
            assert token not in (await admin.get(address)).text


class TestLook:
    @pytest.mark.parametrize("token", ["", "x", "☃", "x" * 201, 7, None, "\u0000"])
    async def test_strange_links(self, stranger: httpx.AsyncClient, token: object):
        answer = await stranger.post(FOLLOW, json={"token": token})
        assert answer.status_code in (404, 422)

    async def test_not_one_for_another_purpose(
        self, stranger: httpx.AsyncClient, somebody: Somebody, tenant: str, database
    ):
        member = await somebody(tenant)
        async with database.tenant(tenant) as session:
            person, week = member.headers["X-Person"], timedelta(days=7)
            token = await tokens.issue(session, person, "reset", week)
        assert (await stranger.post(FOLLOW, json={"token": token})).status_code == 404

    async def test_not_from_another_site(self, stranger: httpx.AsyncClient):
        headers = {"Origin": "https://evil.example"}
        answer = await stranger.post(FOLLOW, json={"token": "x"}, headers=headers)
        assert answer.status_code == 403


class TestLetters:
    @pytest.mark.parametrize("language", ["en", "ar", "xx"])
    def test_names_are_no_patterns(self, language: str):
        words = {"tenant": "T", "by": "B", "link": "https://x/#t", "days": 7}
        letter = invitation(language, name="{by} {0} {x!r}", **words)
        assert "{by} {0} {x!r}" in letter.text
