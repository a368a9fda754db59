"""Intents: why a call that must not be repeated is made once, whatever repeats its activity.

An intent belongs to the attempt that writes it, and no other attempt ever calls. What many runs
claim at the same moment goes into one transaction: while one is under way, the next one fills.
Never: a call before its intent is kept, together with the facts that led to it.
"""

from __future__ import annotations

import asyncio
import itertools
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from activities.failures import is_away
from activities.recorder import Recorder, queued
from definitions import errors
from definitions.contracts import Call, Outcome
from store import intents
from store.intents import Claim, Claimed, name_of
from store.keys import Keyring
from store.session import Database

LOOKS: Final = 8
LOOK_SECONDS: Final = 0.25
"""An outcome may still be on its way to PostgreSQL from the worker that got it: two seconds."""

BATCH: Final = 100
TOKENS: Final = 10_000


@dataclass(slots=True, eq=False)
class _Claims:
    """Of one tenant: who waits, and who asks for them."""

    waiting: list[tuple[Claim, asyncio.Future[Claimed]]] = field(
        default_factory=list[tuple[Claim, asyncio.Future[Claimed]]]
    )
    asking: asyncio.Task[None] | None = None


class Intents:
    """One for a worker."""

    def __init__(self, database: Database, keyring: Keyring, recorder: Recorder) -> None:
        self._database = database
        self._keyring = keyring
        self._recorder = recorder
        self._claims: dict[str, _Claims] = {}
        self._tokens: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def keep(self, call: Call) -> None:
        """The pending facts of a call that leaves no intent."""
        if call.recording is not None:
            await self._recorder.write(call.recording)
        await self._recorder.room()

    async def claim(
        self, call: Call, *, again: bool = False, patience_seconds: float = 0.0
    ) -> Outcome | None:
        """None when the call is ours to make, now and by nobody else; else how it ended.

        With `again`, one whose end nobody knows is made once more: the other side honours its key.
        One that is younger than `patience_seconds` may still be under way elsewhere.
        """
        for look in itertools.count():
            claimed = await self._claim(call)
            if claimed.kind == "ours":
                return None
            if claimed.outcome is not None:
                return claimed.outcome
            known = self._recorder.outcome(call.run, name_of(call))
            if known is not None:
                return known
            if look >= LOOKS and claimed.age_seconds >= patience_seconds:
                break
            await asyncio.sleep(LOOK_SECONDS)
        if again:
            return None
        detail = (
            "The worker stopped while it made this call. Whether it took effect is not known; "
            "look at the other side before the task is repeated."
        )
        return Outcome(problem=errors.outcome_unknown(detail, call.task), definite=False)

    def settle(self, call: Call, outcome: Outcome) -> None:
        """Soon in PostgreSQL, in case the answer gets lost on its way to Temporal."""
        self._recorder.settle(call.tenant, call.run, name_of(call), outcome)

    async def _claim(self, call: Call) -> Claimed:
        # When PostgreSQL falls silent at a commit, nobody knows whether the intent is kept. This
        # attempt ends without having called, so the next one here may have its token, and goes on.
        name = (call.run, name_of(call))
        token = self._tokens.pop(name, None) or uuid.uuid4().hex
        try:
            return await self._ask(Claim(call, token))
        except BaseException:
            self._tokens[name] = token
            if len(self._tokens) > TOKENS:
                self._tokens.popitem(last=False)
            raise

    async def _ask(self, claim: Claim) -> Claimed:
        tenant = claim.call.tenant
        claims = self._claims.setdefault(tenant, _Claims())
        answer: asyncio.Future[Claimed] = asyncio.get_running_loop().create_future()
        claims.waiting.append((claim, answer))
        if claims.asking is None:
            claims.asking = asyncio.create_task(self._ask_all(tenant, claims))
        return await answer

    async def _ask_all(self, tenant: str, claims: _Claims) -> None:
        try:
            while claims.waiting:
                batch = claims.waiting[:BATCH]
                del claims.waiting[:BATCH]
                await self._ask_for(tenant, batch)
        finally:
            claims.asking = None
            if not claims.waiting:
                self._claims.pop(tenant, None)

    async def _ask_for(
        self,
        tenant: str,
        batch: list[tuple[Claim, asyncio.Future[Claimed]]],
        *,
        alone: bool = False,
    ) -> None:
        """For all in one transaction, with what is queued; where one spoils it, for each alone."""
        # Who was cancelled while waiting wants nothing any more.
        batch = [one for one in batch if not one[1].done()]
        if not batch:
            return
        aboard = [] if alone else self._recorder.aboard(tenant)
        try:
            keys = await self._keyring.of(tenant)
            claims = [claim for claim, _ in batch]
            found = await intents.claim_at_once(
                self._database, keys, tenant, claims, queued(aboard)
            )
        except Exception as error:  # noqa: BLE001 - whoever waits hears of it
            self._recorder.back(tenant, aboard)
            if not (alone or is_away(error)):
                for one in batch:
                    await self._ask_for(tenant, [one], alone=True)
                return
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(error)
            return
        self._recorder.landed(aboard)
        for (_, answer), claimed in zip(batch, found, strict=True):
            if not answer.done():
                answer.set_result(claimed)
