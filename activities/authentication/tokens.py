"""Tokens of this worker: fetched once, kept until shortly before they end.

A token belongs to a tenant and to the exact policy with its secrets put in: a changed secret makes
another policy. Who asks while one is being fetched waits for that one. Never: a token outside of
this process's memory; never one tenant's for another; never a token request past the egress guard.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import httpx

from activities.authentication.policies import OAuth2, misconfigured
from activities.authentication.token_request import (
    Granted,
    discovery_url,
    read_endpoint,
    read_granted,
    refused,
    said_of,
    token_request,
    token_url,
)
from activities.http_answer import content
from activities.http_connections import BrokenError
from activities.http_request import Request, read_url
from activities.http_sender import Sender
from activities.secrets import Mask
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, canonical

KEPT: Final = 1_000
SLACK_SECONDS: Final = 30.0
SLACK_PART: Final = 0.1
"""A token that lives shortly is given up sooner than the slack: after nine tenths."""

UNSAID_SECONDS: Final = 60.0
"""How long a token is used that does not say how long it lives."""

DISCOVERY_SECONDS: Final = 600.0

Hold: TypeAlias = Callable[[httpx.URL], Awaitable[None]]
"""Raises a ProblemError unless the policy's secrets may go there."""

_SUCCESS: Final = 200
_REDIRECTION: Final = 300
_SERVER: Final = 500
_TOO_MANY: Final = 429


@dataclass(slots=True)
class _Held:
    """What is known of one policy of one tenant."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    granted: Granted | None = None
    until: float = 0.0
    refresh: str | None = field(default=None, repr=False)
    endpoint: str = ""
    endpoint_until: float = 0.0


class TokenStore:
    """One for a worker."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def of(self, tenant: str, given: Json, policy: OAuth2, mask: Mask, hold: Hold) -> PolicyTokens:
        """`given` is what the policy was read from; it tells it from any other."""
        name = hashlib.sha256(canonical([tenant, given])).hexdigest()
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = _Held()
            if len(self._held) > KEPT:
                self._held.popitem(last=False)
        self._held.move_to_end(name)
        return PolicyTokens(self._sender, held, policy, mask, hold)


class PolicyTokens:
    """The tokens of one policy."""

    def __init__(self, sender: Sender, held: _Held, policy: OAuth2, mask: Mask, hold: Hold) -> None:
        self._sender = sender
        self._held = held
        self._policy = policy
        self._mask = mask
        self._hold = hold

    async def token(self, refused: str | None = None) -> str:
        """A kept one, or a new one; `refused` is given up, unless somebody has done so before."""
        held = self._held
        async with held.lock:
            if held.granted is not None and held.granted.access_token == refused:
                held.until = 0.0
            if held.granted is None or time.monotonic() >= held.until:
                self._keep(await self._fetch())
            self._mask.add(*held.granted.confidential if held.granted else ())
            return held.granted.access_token if held.granted else ""

    def _keep(self, granted: Granted) -> None:
        held, seconds = self._held, granted.seconds
        lives = UNSAID_SECONDS
        if seconds is not None:
            lives = seconds - min(SLACK_SECONDS, seconds * SLACK_PART)
        held.granted, held.until = granted, time.monotonic() + lives
        held.refresh = granted.refresh_token or held.refresh

    async def _fetch(self) -> Granted:
        url = await self._endpoint()
        asking = token_request(self._policy, url, self._held.refresh, time.time())
        request = _request("POST", url, asking.headers, asking.body)
        if self._policy.token_path is None:
            # The discovery may name any host; it gets no secret that isn't bound to it.
            await self._hold(request.url)
        status, body = await self._ask(request)
        if not _SUCCESS <= status < _REDIRECTION:
            said = said_of(body)
            if status >= _SERVER or status < _SUCCESS or status == _TOO_MANY:
                detail = f"{request.place} grants no token; it answered with {status}{said}."
                raise ProblemError(errors.communication(detail, status))
            raise refused(request.place, status, said)
        return read_granted(body, self._policy, request.place)

    async def _endpoint(self) -> str:
        policy, held = self._policy, self._held
        if policy.token_path is not None:
            return token_url(policy.authority, policy.token_path)
        if not held.endpoint or time.monotonic() >= held.endpoint_until:
            request = _request("GET", discovery_url(policy.authority), (("Accept", "*/*"),), b"")
            status, body = await self._ask(request)
            if status != _SUCCESS:
                detail = f"{request.place}, the OpenID configuration, answered with {status}."
                raise ProblemError(errors.communication(detail, status))
            held.endpoint = read_endpoint(body, policy.authority)
            held.endpoint_until = time.monotonic() + DISCOVERY_SECONDS
        return held.endpoint

    async def _ask(self, request: Request) -> tuple[int, Json]:
        """A token request may be repeated: at worst a token more is granted."""
        _, answer, body = await self._sender.read(request, self._mask)
        try:
            # Unmasked, else a token that holds another secret's text would not be itself.
            return answer.status, content(answer, body, Mask())
        except BrokenError:
            return answer.status, None


def _request(method: str, url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> Request:
    try:
        read: httpx.URL = read_url(url)
    except ProblemError as error:
        raise misconfigured(f"The authority of the authentication: {error}") from error
    return Request(method, read, headers, body, "content", redirect=False)
