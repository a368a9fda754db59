"""Asks servers outside on behalf of the installation, under the guard of all outgoing calls.

Identity providers are asked this way: by a fixed request, without redirections, in a bounded time.
Never: an address that runs may not reach either, or a secret sent on to where an answer points.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, cast

from activities.egress import Egress, parse_allowed
from activities.http_answer import unpacked
from activities.http_connections import Connections, Progress
from activities.http_request import read_request
from activities.http_sender import FAILURES, Sender, failed
from activities.secrets import Mask
from activities.settings import ActivitySettings
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject

MOST_BYTES: Final = 512 * 1024
SECONDS: Final = 10.0
_GATEWAY_TIMEOUT: Final = 504


class Outside:
    """One for a process."""

    def __init__(self, connections: Connections, seconds: float = SECONDS) -> None:
        self._connections = connections
        self._sender = Sender(connections, MOST_BYTES)
        self._seconds = seconds

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
        try:
            async with asyncio.timeout(self._seconds):
                # A form may be something that counts once, such as a code.
                _, answer = await self._sender.send(request, Progress(), Mask(), safe=form is None)
            return answer.status, unpacked(answer, MOST_BYTES)
        except TimeoutError as error:
            detail = f"{request.place} did not answer within {self._seconds:g} s."
            raise ProblemError(errors.communication(detail, _GATEWAY_TIMEOUT)) from error
        except FAILURES as error:
            raise ProblemError(failed(error, request, MOST_BYTES)) from error
