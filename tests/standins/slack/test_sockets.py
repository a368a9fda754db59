"""Socket Mode with the vendor's own client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.activities.stub import until
from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office
from tests.standins.slack.examples import MODALS
from tests.standins.slack.test_person import asked, form


@asynccontextmanager
async def connected(office: Office) -> AsyncIterator[list[SocketModeRequest]]:
    """What the client hears; it acknowledges all, and answers submissions with a new view."""
    heard: list[SocketModeRequest] = []

    async def take(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request)
        payload = None
        if request.payload.get("type") == "view_submission":
            payload = {"response_action": "update", "view": MODALS["views.update"]}
        answer = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
        await client.send_socket_mode_response(answer)

    office.slack.app.socket_mode = True
    token = office.slack.tokens.app_level("connections:write")
    client = SocketModeClient(token.value, web_client=office.calling(token.value))
    client.socket_mode_request_listeners.append(take)
    await client.connect()
    try:
        await until(lambda: bool(office.standin.sockets.open))
        yield heard
    finally:
        client.auto_reconnect_enabled = False
        await client.close()
        await client.aiohttp_client_session.close()


async def test_all_comes_by_the_socket(office: Office) -> None:
    async with connected(office) as heard:
        assert (await office.ada.click(await asked(office), "button_1")).ok
        assert (await office.ada.command("list")).ok
        (event,) = await office.ada.open_home()
        assert event.ok
        view = await form(office)
        await office.ada.submit(view, {"amount": "1"})
        assert view.content["callback_id"] == "view_2"
        kinds = [one.type for one in heard]
        assert kinds == ["interactive", "slash_commands", "events_api", "interactive"]
        assert office.app.heard == []


async def test_connections_are_refreshed(office: Office) -> None:
    async with connected(office) as heard:
        before = office.standin.sockets.open[0]
        await office.standin.sockets.refreshes()
        await until(
            lambda: bool(office.standin.sockets.open) and before not in office.standin.sockets.open
        )
        assert (await office.ada.command("list")).ok
        assert len(heard) == 1


async def test_nobody_listening_is_a_failure(office: Office) -> None:
    office.slack.app.socket_mode = True
    sent = await office.ada.command("list")
    assert sent.reason == "connection_failed"
    tries = await office.ada.open_home()
    assert len(tries) == 4


async def test_who_may_open_one(office: Office) -> None:
    token = office.slack.tokens.app_level("connections:write")
    call = office.calling("").apps_connections_open(app_token=token.value)
    assert await error(call) == "not_allowed"
    office.slack.app.socket_mode = True
    narrow = office.slack.tokens.app_level("authorizations:read")
    call = office.calling("").apps_connections_open(app_token=narrow.value)
    assert await error(call) == "missing_scope"
