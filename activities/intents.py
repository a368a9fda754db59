"""Intents: why a call that must not be repeated is made once, whatever repeats its activity.

An intent belongs to the attempt that writes it, and no other attempt ever calls. Never: a call
before its intent is kept, together with the facts that led to it.
"""

from __future__ import annotations

import asyncio
from typing import Final

from activities.recorder import Recorder
from definitions import errors
from definitions.contracts import Call, Outcome
from store import intents
from store.keys import Keyring
from store.session import Database

LOOKS: Final = 8
LOOK_SECONDS: Final = 0.25
"""An outcome may still be on its way to PostgreSQL from the worker that got it: two seconds."""


class Intents:
    """One for a worker."""

    def __init__(self, database: Database, keyring: Keyring, recorder: Recorder) -> None:
        self._database = database
        self._keyring = keyring
        self._recorder = recorder

    async def keep(self, call: Call) -> None:
        """The pending facts of a call that leaves no intent."""
        if call.recording is not None:
            await self._recorder.write(call.recording)
        await self._recorder.room()

    async def claim(self, call: Call) -> Outcome | None:
        """None when the call is ours to make, now and by nobody else; else how it ended."""
        for look in range(LOOKS + 1):
            if look:
                await asyncio.sleep(LOOK_SECONDS)
            claimed = await self._claim(call)
            if claimed.kind == "new":
                return None
            if claimed.outcome is not None:
                return claimed.outcome
            known = self._recorder.outcome(call.run, call.key)
            if known is not None:
                return known
        detail = (
            "The worker stopped while it made this call. Whether it took effect is not known; "
            "look at the other side before the task is repeated."
        )
        return Outcome(problem=errors.outcome_unknown(detail, call.task), definite=False)

    def settle(self, call: Call, outcome: Outcome) -> None:
        """Soon in PostgreSQL, in case the answer gets lost on its way to Temporal."""
        self._recorder.settle(call.tenant, call.run, call.key, outcome)

    async def _claim(self, call: Call) -> intents.Claimed:
        keys = await self._keyring.of(call.tenant)
        async with self._database.tenant(call.tenant) as session:
            return await intents.claim(session, keys, call)
