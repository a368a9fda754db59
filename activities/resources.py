"""Reads what a definition needs from elsewhere, when it is published: by GET, under the guard.

The one effect that is on behalf of no run; so the API makes it. Secrets are put in under the rules
of calls: bound to the process and the host. Never: more than a function or a schema may be long,
or an address that runs may not reach either.
"""

from __future__ import annotations

import asyncio
from typing import Final

from activities.authentication.authenticator import Authenticator
from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from activities.http_request import read_request
from activities.http_sender import Sender
from activities.secrets import Mask, Secrets
from activities.settings import ActivitySettings
from definitions import errors
from definitions.contracts import Call, WorkflowRef
from definitions.errors import ProblemError
from definitions.externals import MOST_BYTES
from definitions.values import Json, JsonObject
from store.keys import Keyring
from store.session import Database

SECONDS: Final = 10.0
"""For each, redirections and tokens included."""

_GATEWAY_TIMEOUT: Final = 504
_ACCEPT: Final = "application/yaml, application/json, text/plain, */*;q=0.5"


class Resources:
    """One for a process."""

    def __init__(self, connections: Connections, secrets: Secrets) -> None:
        self._connections = connections
        self._secrets = secrets
        self._sender = Sender(connections, MOST_BYTES)
        self._authenticator = Authenticator(connections, self._sender, secrets)

    @classmethod
    def open(cls, database: Database, keyring: Keyring, settings: ActivitySettings) -> Resources:
        connections = Connections(Egress(parse_allowed(settings.http_allow)))
        return cls(connections, Secrets(database, keyring))

    async def close(self) -> None:
        self._connections.close()
        await self._secrets.close()

    async def read(
        self, tenant: str, workflow: WorkflowRef, uri: str, authentication: Json
    ) -> bytes:
        """Raises ProblemError."""
        mask = Mask()
        try:
            async with asyncio.timeout(SECONDS):
                return await self._read(_asking(tenant, workflow), uri, authentication, mask)
        except TimeoutError as error:
            detail = f"It was not answered within {SECONDS:g} s."
            raise ProblemError(errors.communication(detail, _GATEWAY_TIMEOUT)) from error
        except ProblemError as error:
            raise ProblemError(mask.problem(error.problem)) from error

    async def _read(self, call: Call, uri: str, authentication: Json, mask: Mask) -> bytes:
        asking: JsonObject = {
            "method": "get",
            "endpoint": uri,
            "headers": {"Accept": _ACCEPT},
            "redirect": True,
        }
        request = read_request(asking, None, MOST_BYTES)
        known = await self._authenticator.authorizing(call, authentication, request.url, mask)
        _, data = await self._sender.fetch(request, mask, known)
        return data


def _asking(tenant: str, workflow: WorkflowRef) -> Call:
    """Of no run: secrets are asked for by the process."""
    return Call(
        tenant=tenant,
        run="",
        workflow=workflow,
        task="",
        key="",
        arguments=None,
        timeout_seconds=SECONDS,
        safe=True,
    )
