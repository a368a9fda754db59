"""Asks servers outside on behalf of the installation, under the guard of all outgoing calls.

Identity providers are asked this way, and messages posted to webhooks: by a fixed request, without
redirections, in a bounded time. Never: an address that runs may not reach either, or a secret sent
on to where an answer points.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from activities.egress import Egress, parse_allowed
from activities.http_answer import header, unpacked
from activities.http_connections import BrokenError, Connections, Exchanged, Progress, TooLargeError
from activities.http_request import Request, read_request, read_url
from activities.http_sender import FAILURES, Sender, failed
from activities.secrets import Mask
from activities.settings import ActivitySettings
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject

MOST_BYTES: Final = 512 * 1024
SECONDS: Final = 10.0
POST_SECONDS: Final = 15.0
POST_BYTES: Final = 16 * 1024
"""Of an answer that is only looked at."""

BEGINNING: Final = 500
"""Characters of it that are shown."""

_GATEWAY_TIMEOUT: Final = 504


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody says to a message."""

    status: int
    beginning: str
    retry_after: str


class Outside:
    """One for a process."""

    def __init__(
        self,
        connections: Connections,
        seconds: float = SECONDS,
        post_seconds: float = POST_SECONDS,
    ) -> None:
        self._connections = connections
        self._sender = Sender(connections, MOST_BYTES)
        self._poster = Sender(connections, POST_BYTES, cuts=True)
        self._seconds = seconds
        self._post_seconds = post_seconds

    @classmethod
    def open(cls, settings: ActivitySettings) -> Outside:
        return cls(Connections(Egress(parse_allowed(settings.http_allow))))

    def close(self) -> None:
        self._connections.close()

    async def ask(
        self, uri: str, form: Mapping[str, str] | None = None, basic: str | None = None
    ) -> tuple[int, bytes]:
        """Status and body, by GET, or by POST where there is a form; raises ProblemError."""
        headers: JsonObject = {"Accept": "application/json"}
        asking: JsonObject = {"method": "get", "endpoint": uri, "headers": headers}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            asking |= {"method": "post", "body": cast("dict[str, Json]", dict(form))}
        request = read_request(asking, None, MOST_BYTES)
        if basic is not None:
            request = request.authorized("Basic", basic)
        # A form may be something that counts once, such as a code.
        answer = await self._send(self._sender, request, self._seconds, safe=form is None)
        try:
            return answer.status, unpacked(answer, MOST_BYTES)
        except FAILURES as error:
            raise ProblemError(failed(error, request, MOST_BYTES)) from error

    async def post(self, uri: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """JSON, whose receiver knows it again; the answer's length does not matter."""
        lines = {"Content-Type": "application/json", **headers}
        request = Request("POST", read_url(uri), (*lines.items(),), body, "raw", redirect=False)
        # Its path may be what opens it, and is nothing for a sentence.
        named = replace(request, url=request.url.copy_with(raw_path=b"/"))
        answer = await self._send(self._poster, request, self._post_seconds, safe=True, named=named)
        return Answered(answer.status, _beginning(answer), header(answer, "retry-after"))

    async def post_once(self, uri: str, body: bytes) -> Answered | None:
        """JSON that counts each time. None: it may have arrived, and nobody knows.

        Raises ProblemError where nothing was sent.
        """
        lines = (("Content-Type", "application/json"),)
        request = Request("POST", read_url(uri), lines, body, "raw", redirect=False)
        named = replace(request, url=request.url.copy_with(raw_path=b"/"))
        progress, poster = Progress(), self._poster
        try:
            answer = await self._send(
                poster, request, self._post_seconds, safe=False, named=named, progress=progress
            )
        except ProblemError:
            if progress.sent:
                return None
            raise
        return Answered(answer.status, _beginning(answer), header(answer, "retry-after"))

    async def _send(
        self,
        sender: Sender,
        request: Request,
        seconds: float,
        *,
        safe: bool,
        named: Request | None = None,
        progress: Progress | None = None,
    ) -> Exchanged:
        named, progress = named or request, progress or Progress()
        try:
            async with asyncio.timeout(seconds):
                _, answer = await sender.send(request, progress, Mask(), safe=safe)
        except TimeoutError as error:
            detail = f"{named.place} did not answer within {seconds:g} s."
            raise ProblemError(errors.communication(detail, _GATEWAY_TIMEOUT)) from error
        except FAILURES as error:
            raise ProblemError(failed(error, named, sender.most)) from error
        return answer


def _beginning(answer: Exchanged) -> str:
    """For people: what can't be read is left out."""
    try:
        text = unpacked(answer, POST_BYTES).decode(errors="replace")
    except (BrokenError, TooLargeError):
        return ""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text[:BEGINNING])
