"""Slack's addresses: what is proven is heard, and nothing else."""

from __future__ import annotations

import json

import httpx
import pytest

from channels.slack.requests import MOST_BYTES
from store import chats
from tests.api.chat.slack.conftest import wants
from tests.standins.slack.signing import Forged, signed

DOORS = ("events", "actions", "commands")


WAYS = {one.name: one for one in Forged}


class TestProof:
    @pytest.mark.parametrize("how", WAYS)
    async def test_what_is_forged_is_refused(self, desk, how: str):
        acting = desk.standin.person(desk.there.hires("eve"))
        sent = await acting.command("help", forged=WAYS[how])
        assert sent.status == 401
        assert sent.json["type"].endswith(":unproven")

    async def test_forged_presses_decide_nothing(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        for how in Forged:
            assert (await acting.click(shown, "decide/approve", forged=how)).status == 401
        assert clerk.machine.state.status == "waiting"

    @pytest.mark.parametrize("door", DOORS)
    async def test_an_unknown_address_answers_as_a_wrong_signature(self, desk, door: str):
        body = b"{}"
        for address in ("x", "A" * 22, "%00", "☃", "a" * 500):
            url = f"{desk.url}/chat/slack/{address}/{door}"
            sent = await desk.standin.delivery.posts(url, body)
            assert sent.status == 401
            wrong = f"{desk.url}/chat/slack/{desk.address}/{door}"
            forged = await desk.standin.delivery.posts(wrong, body, forged=Forged.SECRET)
            assert {**sent.json, "instance": "", "request": ""} == {
                **forged.json,
                "instance": "",
                "request": "",
            }

    async def test_without_a_secret_nothing_is_proven(self, desk, keyring):
        keys = await keyring.of(desk.tenant)
        async with desk.database.tenant(desk.tenant) as session:
            none = chats.Secrets(client="c")
            await chats.set_app(session, keys, "slack", "1.2", none, calls_us=False, by="admin")
        desk.slack.app.signing_secret = ""
        acting = desk.standin.person(desk.there.hires("eve"))
        assert (await acting.command("help")).status == 401

    async def test_an_old_request_again(self, desk, ann):
        acting = await desk.seat(ann)
        desk.slack.clock.passes(-400)
        assert (await acting.command("help")).status == 401


class TestBody:
    @pytest.mark.parametrize("door", DOORS)
    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"\xff\xfe", b"payload=%7B", b"[" * 50_000, b"&".join([b"a=1"] * 500), b"null"],
        ids=["empty", "half", "no text", "half in a form", "deep", "many fields", "null"],
    )
    async def test_what_slack_does_not_send(self, desk, door: str, body: bytes):
        url = f"{desk.url}/chat/slack/{desk.address}/{door}"
        assert (await desk.standin.delivery.posts(url, body)).status == 400

    async def test_too_much(self, desk):
        url = f"{desk.url}/chat/slack/{desk.address}/actions"
        sent = await desk.standin.delivery.posts(url, b"a" * (MOST_BYTES + 1))
        assert sent.status in (413, None)

    async def test_kinds_that_nobody_waits_for(self, desk):
        base = f"{desk.url}/chat/slack/{desk.address}"
        posts = desk.standin.delivery.posts
        assert (await posts(f"{base}/events", b'{"type":"other"}')).status == 200
        assert (await posts(f"{base}/actions", b'payload={"type":"shortcut"}')).status == 200


class TestTeam:
    async def test_another_workspace(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        acting.there.id = "T0OTHER"
        assert (await acting.click(shown, "decide/approve")).status == 403
        assert (await acting.command("")).status == 403
        assert clerk.machine.state.status == "waiting"

    async def test_one_that_has_thrown_the_app_out(self, desk, ann):
        acting = await desk.seat(ann)
        _, place = await desk.kept()
        async with desk.database.tenant(desk.tenant) as session:
            await chats.lost(session, place.id, chats.REMOVED, "It was removed.")
        assert (await acting.command("")).status == 403

    async def test_of_another_tenant(self, desk, asks, ann, dora, keyring, other_tenant):
        """The same workspace has let in the app of somebody else: nothing is asked there."""
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        keys = await keyring.of(other_tenant)
        secrets = chats.Secrets(client="c", signing="of-the-other-tenant")
        async with desk.database.tenant(other_tenant) as session:
            await chats.set_app(session, keys, "slack", "1.2", secrets, calls_us=False, by="x")
            app = await chats.app(session, "slack")
            installed = chats.Installed(
                team=desk.there.id,
                name="Corp",
                bot="B",
                scopes=[],
                tokens=chats.Tokens(bot=desk.slack.tokens.of(desk.there.id).value),
            )
            await chats.install(session, keys, app.id, installed, "x")
        url = f"{desk.url}/chat/slack/{app.address}/actions"
        desk.slack.app.interactivity_url = url
        assert (await acting.click(shown, "decide/approve")).status == 401
        desk.slack.app.signing_secret = secrets.signing
        await acting.click(shown, "decide/approve")
        assert "does not know you" in desk.told(acting)[0]
        assert clerk.machine.state.status == "waiting"


class TestPostgresAway:
    async def test_nobody_is_thanked(self, desk, asks, ann, dora, monkeypatch):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)

        def away(_tenant: str):
            raise ConnectionRefusedError("away")

        with monkeypatch.context() as patched:
            patched.setattr(desk.services.database, "tenant", away)
            sent = await acting.click(shown, "decide/approve")
        assert sent.ok
        assert "Press again" in desk.told(acting)[0]
        assert clerk.machine.state.status == "waiting"
        await acting.click(shown, "decide/approve")
        assert clerk.machine.state.status == "completed"


class TestVerification:
    async def test_the_challenge_is_answered_to_slack_alone(self, desk):
        assert await desk.standin.verify_url("abc")
        body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
        headers, body = signed("wrong", desk.slack.clock.now(), body)
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(desk.slack.app.events_url, content=body, headers=headers)
        assert answer.status_code == 401
        assert "abc" not in answer.text
