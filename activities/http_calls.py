"""Makes a call that is one HTTP request: at most once where it isn't safe to repeat.

What has to be asked first (a description, a token) may be repeated and comes before the intent.
Never: a second request for one intent, unless the service honours its key; or a request before the
intent and the facts before it are kept; and never a secret in an outcome.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from msgspec.structs import replace

from activities.honouring import Honouring
from activities.http_answer import output_of, refusal, unpacked
from activities.http_connections import Progress
from activities.http_request import Request
from activities.http_sender import FAILURES, Authorizing, Sender, failed
from activities.intents import Intents
from activities.secrets import Mask
from activities.underway import SLOW, Pace, Underway
from definitions import errors
from definitions.contracts import Call, Outcome
from definitions.errors import Problem, ProblemError
from definitions.values import JsonObject

SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
SETTLED_SECONDS: Final = 2.0
"""After its time is over, the outcome of a call is in PostgreSQL so soon."""

_GATEWAY_TIMEOUT: Final = 504
_NOT_KNOWN: Final = " Whether it took effect is not known."


@dataclass(slots=True)
class Prepared:
    """A call that can be made. The mask learns more on the way: a token, when it is fetched."""

    request: Request
    mask: Mask
    authorizing: Authorizing | None = field(default=None, repr=False)
    honours_key: bool = False
    """The service says itself that it does what has the same idempotency key once."""


Prepare: TypeAlias = Callable[[Call, Mask], Awaitable[Prepared]]
"""Makes a request of a call's arguments, or raises a ProblemError."""


class HttpCalls:
    """One for a worker; what `call: http` and `call: openapi` share."""

    def __init__(
        self,
        sender: Sender,
        intents: Intents,
        timeout_seconds: float,
        honouring: Honouring,
    ) -> None:
        self._honouring = honouring
        self._sender = sender
        self._intents = intents
        self._seconds = timeout_seconds
        self._underway = Underway()
        self._pace = Pace()

    async def make(self, call: Call, prepare: Prepare) -> Outcome:
        """Of a call that rides within a second, and be it that it is slow."""
        return await self._underway.carry_out(call, lambda: self._make(call, prepare))

    async def close(self, seconds: float = 10.0) -> None:
        await self._underway.close(seconds)

    async def _make(self, call: Call, prepare: Prepare) -> Outcome:
        mask, until = Mask(), asyncio.get_running_loop().time() + self._limit(call)
        try:
            async with asyncio.timeout_at(until):
                prepared = await prepare(call, mask)
        except (ProblemError, TimeoutError) as error:
            await self._intents.keep(call)
            return Outcome(problem=mask.problem(self._unprepared(call, error), call.task))
        if call.rides and not self._pace.quick(prepared.request.origin):
            return SLOW
        if call.safe or prepared.request.method in SAFE_METHODS:
            await self._intents.keep(call)
            return await self._ask(call, prepared, until, safe=True)
        honoured = prepared.honours_key or self._honouring.by(prepared.request.origin)
        # While it may still be under way in another worker, its end is waited for.
        patience = self._limit(call) + SETTLED_SECONDS if call.rides or call.rode else 0.0
        known = await self._intents.claim(call, again=honoured, patience_seconds=patience)
        if known is not None:
            return known
        outcome = await self._ask(call, prepared, until, safe=False)
        self._intents.settle(call, outcome)
        return outcome

    def _limit(self, call: Call) -> float:
        return min(call.timeout_seconds, self._seconds)

    def _unprepared(self, call: Call, error: ProblemError | TimeoutError) -> Problem:
        if isinstance(error, ProblemError):
            return error.problem
        detail = f"What the call needs before it was not answered within {self._limit(call):g} s."
        return errors.communication(detail, _GATEWAY_TIMEOUT)

    async def _ask(self, call: Call, prepared: Prepared, until: float, *, safe: bool) -> Outcome:
        """From a request that can be sent to how it ended."""
        request, mask, most = prepared.request, prepared.mask, self._sender.most
        progress, begun = Progress(), asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(until):
                last, answer = await self._sender.send(
                    request, progress, mask, safe=safe, authorizing=prepared.authorizing
                )
            body = unpacked(answer, most)
            problem = refusal(last, answer, body, mask)
            if problem is None:
                output = output_of(last, answer, body, mask)
                return Outcome(output=output, authorization=_authorization(last, mask))
        except TimeoutError:
            seconds = f"{self._limit(call):g} s"
            detail = f"{request.method} {request.place} was not answered within {seconds}."
            problem = errors.communication(detail, _GATEWAY_TIMEOUT)
        except FAILURES as error:
            problem = failed(error, request, most)
        except ProblemError as error:
            problem = error.problem
        finally:
            taken = asyncio.get_running_loop().time() - begun
            self._pace.took(request.origin, taken)
        definite = safe or progress.answered or not progress.sent
        if not definite:
            problem = replace(problem, detail=(problem.detail or "") + _NOT_KNOWN)
        return Outcome(problem=mask.problem(problem, call.task), definite=definite)


def _authorization(request: Request, mask: Mask) -> JsonObject | None:
    if request.authorization is None:
        return None
    scheme, parameter = request.authorization
    return {"scheme": scheme, "parameter": mask.text(parameter)}
