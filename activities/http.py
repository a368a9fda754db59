"""`http.call`: asks a remote service on behalf of a run.

A call that isn't safe to repeat is made at most once: its intent in PostgreSQL belongs to the
attempt that writes it, and only that attempt ever calls. Temporal may repeat this activity as
often as it likes. Never: a second request for one intent, or a request before the intent and the
facts before it are kept.
"""

from __future__ import annotations

import asyncio
from typing import Final

from msgspec.structs import replace
from temporalio import activity

from activities.egress import BlockedError
from activities.failures import retried
from activities.http_answer import header, output_of, refusal, unpacked
from activities.http_connections import (
    IDLE_SECONDS,
    BrokenError,
    Connections,
    Exchanged,
    Progress,
    TooLargeError,
    UnreachableError,
)
from activities.http_request import Request, endpoint_of, read_request, read_url
from activities.intents import Intents
from activities.pulse import pulse
from activities.secrets import Mask, Secrets
from activities.settings import ActivitySettings
from definitions import errors
from definitions.contracts import Call, Outcome
from definitions.errors import HOME, Problem, ProblemError
from definitions.values import Json

REDIRECTS: Final = 10
UNSAFE_REUSE_SECONDS: Final = 1.0
"""A request into a connection that the other side is closing has an unknown outcome. So what must
not be repeated trusts only connections that were in use a moment ago."""

_FORBIDDEN: Final = 403
_BAD_GATEWAY: Final = 502
_UNAVAILABLE: Final = 503
_GATEWAY_TIMEOUT: Final = 504
_FOLLOWED: Final = (301, 302, 303, 307, 308)
_NOT_KNOWN: Final = " Whether it took effect is not known."


class HttpActivities:
    """One for a worker, with the connections that its runs share."""

    def __init__(
        self,
        connections: Connections,
        intents: Intents,
        secrets: Secrets,
        settings: ActivitySettings,
    ) -> None:
        self._connections = connections
        self._intents = intents
        self._secrets = secrets
        self._seconds = settings.http_timeout_seconds
        self._most = settings.http_max_bytes

    @activity.defn(name="http.call")
    async def call(self, call: Call) -> Outcome:
        with retried("http.call"), pulse():
            return await self._call(call)

    async def _call(self, call: Call) -> Outcome:
        try:
            request, mask = await self._prepare(call)
        except ProblemError as error:
            await self._intents.keep(call)
            return Outcome(problem=_placed(error.problem, call.task))
        if call.safe:
            await self._intents.keep(call)
            return await self._ask(call, request, mask)
        known = await self._intents.claim(call)
        if known is not None:
            return known
        outcome = await self._ask(call, request, mask)
        self._intents.settle(call, outcome)
        return outcome

    async def _prepare(self, call: Call) -> tuple[Request, Mask]:
        key = None if call.safe else call.key
        put_in = await self._secrets.put_in(call, host_of)
        try:
            request = read_request(put_in.arguments, key, self._most)
        except ProblemError as error:
            raise ProblemError(_masked(error.problem, put_in.mask)) from None
        return request, put_in.mask

    async def _ask(self, call: Call, request: Request, mask: Mask) -> Outcome:
        """From a request that can be sent to how it ended."""
        progress = Progress()
        seconds = min(call.timeout_seconds, self._seconds)
        try:
            async with asyncio.timeout(seconds):
                last, answer = await self._follow(call, request, progress, mask)
            body = unpacked(answer, self._most)
            problem = refusal(last, answer, body, mask)
            if problem is None:
                return Outcome(output=output_of(last, answer, body, mask))
        except BlockedError as error:
            problem = _blocked(str(error))
        except UnreachableError as error:
            detail = f"{request.origin.host} can't be reached: {error}."
            problem = errors.communication(detail, _UNAVAILABLE)
        except TimeoutError:
            detail = f"{request.method} {request.place} was not answered within {seconds:g} s."
            problem = errors.communication(detail, _GATEWAY_TIMEOUT)
        except BrokenError as error:
            detail = f"The answer of {request.place} is broken: {error}."
            problem = errors.communication(detail, _BAD_GATEWAY)
        except TooLargeError:
            detail = f"The answer of {request.place} is larger than {self._most:,} bytes."
            problem = errors.communication(detail, _BAD_GATEWAY)
        except ProblemError as error:
            problem = error.problem
        definite = call.safe or progress.answered or not progress.sent
        if not definite:
            problem = replace(problem, detail=(problem.detail or "") + _NOT_KNOWN)
        return Outcome(problem=_masked(_placed(problem, call.task), mask), definite=definite)

    async def _follow(
        self, call: Call, request: Request, progress: Progress, mask: Mask
    ) -> tuple[Request, Exchanged]:
        """Through the redirections, where they are wanted. Each passes the guard anew."""
        for left in range(REDIRECTS, -1, -1):
            answer = await self._exchange(call, request, progress)
            location = header(answer, "location")
            if not (request.redirect and location and answer.status in _FOLLOWED):
                return request, answer
            if not left:
                break
            request = request.redirected(answer.status, location, mask.holds)
        detail = f"{request.place} redirects more than {REDIRECTS} times."
        raise ProblemError(errors.communication(detail, _BAD_GATEWAY))

    async def _exchange(self, call: Call, request: Request, progress: Progress) -> Exchanged:
        origin, sending = request.origin, request.sending(self._most)
        reuse = IDLE_SECONDS if call.safe else UNSAFE_REUSE_SECONDS
        exchange = self._connections.exchange
        try:
            return await exchange(origin, sending, progress, reuse_seconds=reuse)
        except BrokenError:
            # The other side may have closed a kept connection just now. What is safe to repeat
            # is asked again on a new one; of anything else the outcome is unknown.
            if not (call.safe and progress.reused):
                raise
            return await exchange(origin, sending, progress, reuse_seconds=0.0)


def host_of(arguments: Json) -> str:
    return read_url(endpoint_of(arguments)).raw_host.decode()


def _blocked(host: str) -> Problem:
    return Problem(
        HOME + "authorization",
        _FORBIDDEN,
        title="Authorization Error",
        detail=(
            f"{host} lies in an inner network, which processes may not call. Whoever runs Baton "
            "can allow it with BATON_HTTP_ALLOW."
        ),
    )


def _placed(problem: Problem, task: str) -> Problem:
    return replace(problem, instance=task)


def _masked(problem: Problem, mask: Mask) -> Problem:
    if problem.detail is None:
        return problem
    return replace(problem, detail=mask.text(problem.detail))
