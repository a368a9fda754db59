"""`run.start`: starts the run of another process on behalf of a run.

The child, its row in the outbox and what the parent has pending are one transaction, and the key
of the call is the child's cause: repeated, it meets the same child. Never: a call to Temporal; the
relay delivers the start.
"""

from __future__ import annotations

from temporalio import activity

from activities.failures import retried
from activities.pulse import pulse
from definitions.contracts import START_RUN, Call, Outcome
from store import children
from store.keys import Keyring
from store.session import Database


class StartActivities:
    """One for a worker."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    @activity.defn(name=START_RUN)
    async def start(self, call: Call) -> Outcome:
        with retried(START_RUN), pulse():
            keys = await self._keyring.of(call.tenant)
            async with self._database.tenant(call.tenant) as session:
                return await children.start(session, keys, call)
