"""Socket Mode: the same requests by a connection of ours, which follows the app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from api.chat.slack import handling
from api.chat.slack.sockets import Sockets
from store import chats
from store.keys import TamperedError
from tests.api.chat.slack.conftest import wants


@pytest.fixture
async def sockets(desk, keyring) -> AsyncIterator[Sockets]:
    """Of an app that Slack can't reach."""
    desk.slack.app.socket_mode = True
    await set_app(desk, keyring, desk.slack.tokens.app_level("connections:write").value)
    opened = Sockets(desk.services)
    yield opened
    await opened.close()


async def set_app(desk, keyring, token: str, *, calls_us: bool = True) -> None:
    keys = await keyring.of(desk.tenant)
    secrets = chats.Secrets(client="c", signing="s", socket=token)
    async with desk.database.tenant(desk.tenant) as session:
        await chats.set_app(session, keys, "slack", "1.2", secrets, calls_us=calls_us, by="x")


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 (the library tells nobody)
            await asyncio.sleep(0.02)


class TestSockets:
    async def test_a_decision(self, desk, sockets, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        assert (await acting.click(shown, "decide/reject")).ok
        assert (await acting.submit(acting.views[0], {"value": "No."})).ok
        assert clerk.machine.state.status == "completed"
        assert (await acting.command("")).ok
        assert "Nothing waits for you." in desk.told(acting)[-1]
        [sent] = await acting.open_home()
        assert sent.ok
        assert acting.home is not None
        assert desk.standin.sockets.stray == []

    async def test_connects_anew_when_slack_asks(self, desk, sockets, ann):
        acting = await desk.seat(ann)
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        for says in (desk.standin.sockets.warns, desk.standin.sockets.refreshes):
            [before] = desk.standin.sockets.open
            await says()
            await until(
                lambda before=before: (
                    len(desk.standin.sockets.open) == 1
                    and desk.standin.sockets.open[0] is not before
                )
            )
            assert (await acting.command("help")).ok

    async def test_follows_the_app(self, desk, sockets, keyring):
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        await set_app(desk, keyring, "xapp-wrong")
        await sockets.look()
        await until(lambda: desk.standin.sockets.open == [])
        asked = len(desk.slack.calls("apps.connections.open"))
        await sockets.look()
        assert len(desk.slack.calls("apps.connections.open")) == asked
        await set_app(desk, keyring, "xapp-wrong", calls_us=False)
        await sockets.look()

    async def test_an_app_without_its_token(self, desk, sockets, keyring):
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        await set_app(desk, keyring, "")
        await sockets.look()
        await until(lambda: desk.standin.sockets.open == [])

    async def test_ends_with_the_process(self, desk, sockets):
        sockets.open()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        await sockets.close()
        await until(lambda: desk.standin.sockets.open == [])

    async def test_an_app_that_cant_be_opened_keeps_no_other_waiting(
        self, desk, sockets, monkeypatch
    ):
        async def broken(known):
            raise TamperedError("Nobody can open it.")

        with monkeypatch.context() as patched:
            patched.setattr(sockets, "_door", broken)
            sockets.open()
            await until(lambda: bool(sockets._later))
        sockets._later.clear()
        await until(lambda: len(desk.standin.sockets.open) == 1)

    async def test_what_was_not_handled_is_not_acknowledged(self, desk, sockets, ann, monkeypatch):
        acting = await desk.seat(ann)
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)
        desk.standin.delivery.patience = 2.0

        def away(_tenant: str):
            raise ConnectionRefusedError("away")

        with monkeypatch.context() as patched:
            patched.setattr(desk.services.database, "tenant", away)
            sent = await acting.command("")
        assert not sent.ok

    async def test_what_is_not_kept_in_time_is_not_acknowledged(self, desk, sockets, monkeypatch):
        await sockets.look()
        await until(lambda: len(desk.standin.sockets.open) == 1)

        async def between(_number: int) -> None:
            await desk.services.background.finish(60)
            monkeypatch.setattr(handling, "PATIENCE_SECONDS", 60.0)
            desk.standin.delivery.patience = 60.0

        desk.standin.delivery.patience = 2.0
        desk.standin.delivery.between = between
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        first, second = await desk.standin.event("app_uninstalled")
        assert not first.ok
        assert second.ok
        assert (await desk.kept())[1].state == chats.REMOVED
