"""Socket Mode: where Slack can't reach us, this process opens the connection, and hears the same.

An acknowledgement is what HTTP would have been answered; without one Slack sends events again.
Never: a payload handled in another way than behind an address, or a connection of an app that was
changed or removed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

import structlog
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from api.chat.slack import door, handling
from api.chat.slack.door import Door
from api.errors import DATABASE_AWAY, ApiError
from api.services import Background, Services
from channels.slack import requests
from channels.slack.requests import UnreadableError
from definitions.values import JsonObject, encode
from store import chats
from store.chats import SLACK, Called

LOOK_SECONDS: Final = 2.0
"""After so long a change of an app is known."""

RETRY_SECONDS: Final = 5.0
MOST_RETRY_SECONDS: Final = 60.0
DOWN_SECONDS: Final = 20.0
"""The library has had its time to connect anew; then it begins from nothing."""

CONNECT_SECONDS: Final = 10.0
FINISH_SECONDS: Final = 3.0
_UNHANDLED = (*DATABASE_AWAY, ApiError, UnreadableError)
_log = structlog.stdlib.get_logger()


class _Envelope(Protocol):
    """As the library gives it, with its types."""

    @property
    def type(self) -> str: ...

    @property
    def envelope_id(self) -> str: ...

    @property
    def payload(self) -> JsonObject: ...


Hears = Callable[[object, _Envelope], Awaitable[None]]


class _Socket(Protocol):
    wss_uri: str | None
    socket_mode_request_listeners: list[Hears]

    async def issue_new_wss_url(self) -> str: ...

    async def connect(self) -> None: ...

    async def is_connected(self) -> bool: ...

    async def send_socket_mode_response(self, response: SocketModeResponse) -> None: ...

    async def close(self) -> None: ...


@dataclass
class _Line:
    """The connection of one app, and what is being done for it."""

    known: Called
    socket: _Socket | None = None
    down_since: float | None = None
    busy: Background = field(default_factory=Background)

    async def is_down(self, now: float) -> bool:
        """For so long that the library alone will not mend it."""
        if self.socket is None or await self.socket.is_connected():
            self.down_since = None
            return False
        self.down_since = now if self.down_since is None else self.down_since
        return now - self.down_since > DOWN_SECONDS

    async def end(self) -> None:
        await self.busy.finish(FINISH_SECONDS)
        if self.socket is not None:
            await self.socket.close()


class Sockets:
    """Of one process."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lines: dict[str, _Line] = {}
        self._later: dict[str, tuple[float, float]] = {}
        """Until when an app is left alone that could not be connected, and how long that was."""
        self._watch: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._watch = asyncio.create_task(self._watching())

    async def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        for line in [*self._lines.values()]:
            await line.end()
        self._lines.clear()

    async def _watching(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - all apps of the process hang on this loop
                _log.warning("slack.sockets_wait", error=type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Ends what is not wanted any more, and connects what is new."""
        async with self._services.database.relay() as session:
            wanted = {one.id: one for one in await chats.called(session, SLACK)}
        now = time.monotonic()
        for one, line in [*self._lines.items()]:
            if wanted.get(one) != line.known or await line.is_down(now):
                del self._lines[one]
                await line.end()
                _log.info("slack.socket_closed", app=one)
        new = [
            self._begin(known, now)
            for one, known in wanted.items()
            if one not in self._lines and self._later.get(one, (0.0, 0.0))[0] <= now
        ]
        await asyncio.gather(*new)

    async def _begin(self, known: Called, now: float) -> None:
        line, kept = _Line(known), False
        try:
            await self._connect(line)
            kept = True
        except Exception as error:  # noqa: BLE001 - of one app: the others are connected all the same
            before = self._later.get(known.id, (0.0, 0.0))[1]
            pause = min(max(RETRY_SECONDS, 2 * before), MOST_RETRY_SECONDS)
            self._later[known.id] = (now + pause, pause)
            _log.warning("slack.socket_refused", app=known.id, error=type(error).__name__)
        else:
            self._later.pop(known.id, None)
        finally:
            # Also where the process ends meanwhile.
            if not kept:
                await line.end()

    async def _connect(self, line: _Line) -> None:
        """Without its token nothing is tried until the app is changed."""
        opened = await self._door(line.known)
        if opened is None or not opened.secrets.socket:
            self._lines[line.known.id] = line
            return
        web = AsyncWebClient(base_url=self._services.slack.url)
        made = SocketModeClient(opened.secrets.socket, web_client=web)
        line.socket = cast("_Socket", cast("object", made))
        line.socket.socket_mode_request_listeners.append(self._hears(opened, line))
        async with asyncio.timeout(CONNECT_SECONDS):
            line.socket.wss_uri = await line.socket.issue_new_wss_url()
            await line.socket.connect()
        self._lines[line.known.id] = line
        _log.info("slack.socket_open", app=line.known.id)

    async def _door(self, known: Called) -> Door | None:
        async with self._services.database.tenant(known.tenant_id) as session:
            app = await chats.app(session, SLACK)
        return None if app is None or app.id != known.id else await door.opened(self._services, app)

    def _hears(self, opened: Door, line: _Line) -> Hears:
        async def hear(_socket: object, envelope: _Envelope) -> None:
            task = line.busy.start(self._answer(opened, line, envelope))
            await asyncio.wait({task})
            task.result()

        return hear

    async def _answer(self, opened: Door, line: _Line, envelope: _Envelope) -> None:
        """What could not be handled is not acknowledged: Slack tells events again."""
        try:
            said = await handled(opened, envelope.type, envelope.payload)
        except _UNHANDLED as error:
            _log.warning("slack.envelope_left", kind=envelope.type, error=type(error).__name__)
            return
        answer = SocketModeResponse(envelope.envelope_id, said or None)
        if line.socket is not None:
            await line.socket.send_socket_mode_response(answer)


async def handled(opened: Door, kind: str, payload: JsonObject) -> JsonObject:
    """As behind the addresses."""
    match kind:
        case "interactive":
            return await handling.interaction(opened, requests.interaction_in(encode(payload)))
        case "slash_commands":
            return await handling.command(opened, requests.command_in(payload))
        case "events_api":
            return await handling.callback(opened, requests.callback(encode(payload)))
        case _:
            return {}
