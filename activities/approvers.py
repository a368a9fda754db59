"""`approval.people`: who is meant by the approvers of a stage. It only reads; again, it asks anew.

Never: a word to anybody; whom to tell is written with the facts of the run.
"""

from __future__ import annotations

from typing import cast

import msgspec
from temporalio import activity

from activities.failures import retried
from definitions.approvals import APPROVERS, WhoIsMeant
from definitions.contracts import Call, Outcome
from definitions.values import Json
from store import approvers
from store.session import Database


class ApproverActivities:
    """One for a worker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @activity.defn(name=APPROVERS)
    async def people(self, call: Call) -> Outcome:
        with retried(APPROVERS):
            whom = msgspec.convert(call.arguments, WhoIsMeant)
            async with self._database.tenant(call.tenant) as session:
                found = await approvers.of_run(session, call.run, whom)
            return Outcome(output=cast("Json", msgspec.to_builtins(found)))
