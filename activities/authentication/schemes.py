"""What each scheme does to a request, and after a 401.

Never: I/O of its own; tokens come from `tokens.py`. Digest is httpx's (RFC 7616, MD5 and SHA-256,
with qop auth and counted nonces).
"""

from __future__ import annotations

import base64
from typing import Final, Protocol, cast

import httpx

from activities.authentication.policies import Basic, Bearer, misconfigured
from activities.http_connections import Exchanged
from activities.http_request import Request
from activities.secrets import Mask
from definitions import errors
from definitions.errors import ProblemError

_UNAUTHORIZED: Final = 401
_BAD_GATEWAY: Final = 502


class Tokens(Protocol):
    """Where a policy's token comes from."""

    async def token(self, refused: str | None = None) -> str:
        """`refused`: the one that has just been answered with a 401."""
        ...


class Plain:
    """Basic and Bearer: one header that is known beforehand."""

    identity = ""

    def __init__(self, policy: Basic | Bearer, mask: Mask | None) -> None:
        """With a mask what is sent is hidden: it came from a secret."""
        if isinstance(policy, Bearer):
            self._scheme, self._parameter = "Bearer", policy.token
        else:
            pair = f"{policy.username}:{policy.password}"
            encoded = base64.b64encode(pair.encode(errors="replace"))
            self._scheme, self._parameter = "Basic", encoded.decode()
        if mask is not None:
            mask.add(self._parameter)

    async def apply(self, request: Request) -> Request:
        return request.authorized(self._scheme, self._parameter)

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        del request, answer
        return None


class ByToken:
    """OAuth 2.0 and OpenID Connect: a token that is fetched, and once more when it is refused."""

    identity = ""

    def __init__(self, tokens: Tokens, mask: Mask) -> None:
        self._tokens = tokens
        self._mask = mask
        self._used = ""

    async def apply(self, request: Request) -> Request:
        return self._with(request, await self._tokens.token())

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        del answer
        token = await self._tokens.token(refused=self._used)
        return None if token == self._used else self._with(request, token)

    def _with(self, request: Request, token: str) -> Request:
        self._used = token
        self._mask.add(token)
        return request.authorized("Bearer", token)


class ByDigest:
    """Answers a challenge, and the ones after it beforehand."""

    identity = ""

    def __init__(self, auth: httpx.DigestAuth) -> None:
        self._auth = auth

    async def apply(self, request: Request) -> Request:
        flow = self._auth.auth_flow(httpx.Request(request.method, request.url))
        return _signed(request, next(flow))

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        asked = httpx.Request(request.method, request.url)
        flow = self._auth.auth_flow(asked)
        next(flow)
        # Without cookies: those of an answer are none of the process's.
        headers = [one for one in answer.headers if one[0].lower() != b"set-cookie"]
        try:
            signed = flow.send(httpx.Response(_UNAUTHORIZED, headers=headers, request=asked))
        except StopIteration:
            return None
        except (httpx.ProtocolError, KeyError, ValueError, NotImplementedError) as error:
            detail = (
                f"{request.place} asks for a Digest that Baton can't make; it makes those with "
                "MD5, SHA-256 or SHA-512 and qop auth."
            )
            raise ProblemError(errors.communication(detail, _BAD_GATEWAY)) from error
        return _signed(request, signed)


class ByCertificate:
    """TLS has said who it is; a request needs nothing besides."""

    def __init__(self, identity: str) -> None:
        self.identity = identity

    async def apply(self, request: Request) -> Request:
        if request.url.scheme != "https":
            raise misconfigured(
                f"{request.place} is no https address: a client certificate can't be shown there."
            )
        return request

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        del request, answer
        return None


def _signed(request: Request, signed: httpx.Request) -> Request:
    made = cast("str", signed.headers.get("Authorization", ""))
    scheme, _, parameter = made.partition(" ")
    return request.authorized(scheme, parameter) if scheme else request
