"""Fetches a script that lies elsewhere, under the same guard as every other call of a run.

It is fetched anew for each task, and may be fetched again: that comes before the intent. Never: a
script without a bound, or one that is no text.
"""

from __future__ import annotations

import asyncio
from typing import Final

from msgspec.structs import replace

from activities.authentication.authenticator import Authenticator
from activities.http_request import endpoint_of, read_request, read_url, receiver
from activities.http_sender import Sender
from activities.secrets import Mask, Secrets
from definitions import errors
from definitions.contracts import Call
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject

MOST_BYTES: Final = 1024 * 1024
_BAD_GATEWAY: Final = 502
_GATEWAY_TIMEOUT: Final = 504


class ScriptSources:
    """One for a worker. Its sender reads no more than MOST_BYTES."""

    def __init__(
        self, sender: Sender, authenticator: Authenticator, secrets: Secrets, seconds: float
    ) -> None:
        self._sender = sender
        self._authenticator = authenticator
        self._secrets = secrets
        self._seconds = seconds

    async def get(self, call: Call, source: Json, mask: Mask) -> str:
        """The text; whatever is secret of how it was got goes into the mask."""
        endpoint = source.get("endpoint") if isinstance(source, dict) else None
        uri, authentication = _parts(endpoint)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._get(call, uri, authentication, mask)
        except TimeoutError as error:
            detail = f"The script was not answered within {self._seconds:g} s."
            raise ProblemError(errors.communication(detail, _GATEWAY_TIMEOUT)) from error

    async def _get(self, call: Call, uri: Json, authentication: Json, mask: Mask) -> str:
        put_in = await self._secrets.put_in(
            replace(call, arguments={"endpoint": uri}),
            lambda known: [receiver(read_url(endpoint_of(known)))],
        )
        mask.take(put_in.mask)
        asking: JsonObject = {
            "method": "get",
            "endpoint": endpoint_of(put_in.arguments),
            "headers": {"Accept": "*/*"},
            "redirect": True,
        }
        request = read_request(asking, None, self._sender.most)
        known = await self._authenticator.authorizing(call, authentication, request.url, mask)
        last, data = await self._sender.fetch(request, mask, known, "the script")
        return _text(data, last.place)


def _parts(endpoint: Json) -> tuple[Json, Json]:
    """Where it lies, and how it is asked for."""
    if isinstance(endpoint, dict) and "uri" in endpoint:
        return endpoint["uri"], endpoint.get("authentication")
    return endpoint, None


def _text(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"{place}, the script, is no UTF-8 text."
        raise ProblemError(errors.communication(detail, _BAD_GATEWAY)) from error
