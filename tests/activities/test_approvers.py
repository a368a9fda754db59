"""`approval.people`: the directory answers for the run that asks."""

from __future__ import annotations

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.approvers import ApproverActivities
from definitions.contracts import Call, WorkflowRef
from store import people


def call(tenant, run, arguments):
    named = WorkflowRef("test", "calls", "1.0.0", "hash")
    return Call(tenant, run, named, "/do/0/ask", "key", arguments, 30.0, safe=True)


class TestPeople:
    async def test_who_is_meant_and_who_leads_to_nobody(self, database, tenant, run):
        async with database.tenant(tenant) as session:
            ann = await people.add(session, "ann@a.example", "Ann", [])
        arguments = {"approvers": ["ann@a.example", {"role": "none"}], "at": 5, "remind": []}
        people_of = ApproverActivities(database).people
        outcome = await ActivityEnvironment().run(people_of, call(tenant, run, arguments))
        assert outcome.output == {
            "people": [{"id": ann.id, "name": "Ann", "reminders": []}],
            "requester": None,
            "nobody": ["Nobody who is active has the role none."],
        }

    async def test_a_database_that_is_away_is_asked_again(self, tenant, run):
        class Away:
            def tenant(self, _tenant):
                raise ConnectionError("away")

        wanted = call(tenant, run, {"approvers": ["ann"], "at": 5})
        with pytest.raises(ApplicationError):
            await ActivityEnvironment().run(ApproverActivities(Away()).people, wanted)
