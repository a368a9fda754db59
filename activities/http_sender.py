"""Sends a request and comes back with its last answer: redirections, authentication, one more try.

Never: a second request for one that is not safe to repeat, unless an answer has refused the first.
Never: what authenticates a request, sent to another origin than the one that it was made for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Protocol

from activities.egress import BlockedError
from activities.http_answer import header, unpacked
from activities.http_connections import (
    IDLE_SECONDS,
    BrokenError,
    Connections,
    Exchanged,
    Progress,
    TooLargeError,
    UnreachableError,
)
from activities.http_request import Request
from activities.secrets import Mask
from definitions import errors
from definitions.errors import HOME, Problem, ProblemError

REDIRECTS: Final = 10
UNSAFE_REUSE_SECONDS: Final = 1.0
"""A request into a connection that the other side is closing has an unknown outcome. So what must
not be repeated trusts only connections that were in use a moment ago."""

FAILURES: Final = (BlockedError, UnreachableError, BrokenError, TooLargeError)
"""What a sending may end with. `failed` makes a problem of each."""

_FOLLOWED: Final = (301, 302, 303, 307, 308)
_SUCCESS: Final = 200
_REDIRECTION: Final = 300
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_BAD_GATEWAY: Final = 502
_UNAVAILABLE: Final = 503


class Authorizing(Protocol):
    """What makes a request one of somebody's."""

    @property
    def identity(self) -> str:
        """Of the client certificate of its connections; "" without one."""
        ...

    async def apply(self, request: Request) -> Request:
        """Before it is sent the first time."""
        ...

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        """After a 401: with better credentials; None when there are none."""
        ...


class Sender:
    """One for a worker."""

    def __init__(self, connections: Connections, most: int, *, cuts: bool = False) -> None:
        self._connections = connections
        self.most = most
        self._cuts = cuts

    async def send(
        self,
        request: Request,
        progress: Progress,
        mask: Mask,
        *,
        safe: bool,
        authorizing: Authorizing | None = None,
    ) -> tuple[Request, Exchanged]:
        """Through the redirections, where they are wanted. Each passes the guard anew."""
        home = request.origin
        for left in range(REDIRECTS, -1, -1):
            known = authorizing if request.origin == home else None
            sent, answer = await self._authorized(request, progress, known, safe=safe)
            location = header(answer, "location")
            if not (request.redirect and location and answer.status in _FOLLOWED):
                return sent, answer
            if not left:
                break
            request = request.redirected(answer.status, location, mask.holds)
        detail = f"{request.place} redirects more than {REDIRECTS} times."
        raise ProblemError(errors.communication(detail, _BAD_GATEWAY))

    async def read(
        self, request: Request, mask: Mask, authorizing: Authorizing | None = None
    ) -> tuple[Request, Exchanged, bytes]:
        """What may be asked again: the last request, its answer and the body, whatever it says."""
        try:
            last, answer = await self.send(
                request, Progress(), mask, safe=True, authorizing=authorizing
            )
            return last, answer, unpacked(answer, self.most)
        except FAILURES as error:
            raise ProblemError(failed(error, request, self.most)) from error

    async def fetch(
        self, request: Request, mask: Mask, authorizing: Authorizing | None, what: str = ""
    ) -> tuple[Request, bytes]:
        """What lies there; `what` names it to people, should it be refused."""
        last, answer, body = await self.read(request, mask, authorizing)
        if not _SUCCESS <= answer.status < _REDIRECTION:
            named = f"{last.place}, {what}," if what else last.place
            detail = f"{named} was answered with {answer.status}."
            raise ProblemError(errors.communication(detail, answer.status))
        return last, body

    async def _authorized(
        self, request: Request, progress: Progress, known: Authorizing | None, *, safe: bool
    ) -> tuple[Request, Exchanged]:
        if known is None:
            return request, await self._exchange(request, progress, "", safe=safe)
        sent = await known.apply(request)
        answer = await self._exchange(sent, progress, known.identity, safe=safe)
        if answer.status == _UNAUTHORIZED:
            better = await known.again(request, answer)
            if better is not None:
                answer = await self._exchange(better, progress, known.identity, safe=safe)
                return better, answer
        return sent, answer

    async def _exchange(
        self, request: Request, progress: Progress, identity: str, *, safe: bool
    ) -> Exchanged:
        origin = replace(request.origin, identity=identity)
        sending = replace(request.sending(self.most), cut=self._cuts)
        reuse = IDLE_SECONDS if safe else UNSAFE_REUSE_SECONDS
        exchange = self._connections.exchange
        try:
            return await exchange(origin, sending, progress, reuse_seconds=reuse)
        except BrokenError:
            # The other side may have closed a kept connection just now. What is safe to repeat
            # is asked again on a new one; of anything else the outcome is unknown.
            if not (safe and progress.reused):
                raise
            return await exchange(origin, sending, progress, reuse_seconds=0.0)


def failed(error: Exception, request: Request, most: int) -> Problem:
    """What people hear of one of FAILURES."""
    match error:
        case BlockedError():
            return Problem(
                HOME + "authorization",
                _FORBIDDEN,
                title="Authorization Error",
                detail=(
                    f"{error} lies in an inner network, which processes may not call. Whoever "
                    "runs Baton can allow it with BATON_HTTP_ALLOW."
                ),
            )
        case UnreachableError():
            detail = f"{request.origin.host} can't be reached: {error}."
            return errors.communication(detail, _UNAVAILABLE)
        case TooLargeError():
            detail = f"The answer of {request.place} is larger than {most:,} bytes."
            return errors.communication(detail, _BAD_GATEWAY)
        case _:
            detail = f"The answer of {request.place} is broken: {error}."
            return errors.communication(detail, _BAD_GATEWAY)
