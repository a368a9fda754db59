"""What somebody has ended in Temporal is closed here, in words; nothing else is."""

from __future__ import annotations

import pytest
from temporalio.api.history.v1 import (
    HistoryEvent,
    WorkflowExecutionTerminatedEventAttributes,
)
from temporalio.client import WorkflowExecutionStatus as Status

from gateway.closing import LONGEST, SERVER, Closing, ending_of
from gateway.delivery import FOLLOWED, Delivery
from gateway.naming import workflow_id
from gateway.revival import Revival
from store import messages, recordings, runs


def terminated(reason: str, identity: str = "somebody") -> HistoryEvent:
    return HistoryEvent(
        workflow_execution_terminated_event_attributes=WorkflowExecutionTerminatedEventAttributes(
            reason=reason, identity=identity
        )
    )


class TestEndingOf:
    @pytest.mark.parametrize(
        ("event", "status", "said"),
        [
            (terminated(""), Status.TERMINATED, "It was terminated in Temporal."),
            (terminated("Ænough"), Status.TERMINATED, "It was terminated in Temporal: Ænough"),
            (HistoryEvent(), Status.CANCELED, "It was cancelled in Temporal."),
        ],
        ids=["terminated", "with-reason", "cancelled"],
    )
    def test_somebody_has_cancelled_it(self, event, status, said):
        ending = ending_of(event, status)
        assert (ending.status, ending.reason, ending.problem) == ("cancelled", said, None)
        assert ending.body == {"reason": said}

    @pytest.mark.parametrize(
        ("event", "status", "said"),
        [
            (HistoryEvent(), Status.FAILED, "Its execution has failed in Temporal."),
            (HistoryEvent(), Status.TIMED_OUT, "Its execution has timed out in Temporal."),
            (
                terminated("Too long", SERVER),
                Status.TERMINATED,
                "Temporal has ended its execution: Too long.",
            ),
        ],
        ids=["failed", "timed-out", "by-the-server"],
    )
    def test_nobody_has_so_it_faults(self, event, status, said):
        ending = ending_of(event, status)
        assert (ending.status, ending.problem.detail) == ("faulted", said)
        assert ending.body == {"error": ending.problem.to_json()}

    def test_baton_has_ended_it_to_go_on(self):
        assert ending_of(terminated(FOLLOWED), Status.TERMINATED) is None

    def test_a_long_reason_is_cut(self):
        assert len(ending_of(terminated("x" * 10_000), Status.TERMINATED).reason) < LONGEST + 50


@pytest.fixture
def begun(database, keyring, tenant, make_run, temporal_client):
    """A function that starts a run, and answers with it and its handle."""

    async def begin():
        run = await make_run()
        await Delivery(database, keyring, temporal_client).deliver_now(tenant, run.id)
        return run, temporal_client.get_workflow_handle(workflow_id(tenant, run.id, 1))

    return begin


@pytest.fixture
def row_of(database, tenant):
    async def row(run: str):
        async with database.tenant(tenant) as session:
            return await runs.get(session, run)

    return row


async def end_in_time(closing: Closing, row_of, run: str):
    """Temporal's lists come a moment late."""
    while (row := await row_of(run)).ended_at is None:
        await closing.round()
    return row


class TestClosing:
    async def test_a_terminated_run_is_cancelled_and_not_revived(
        self, database, keyring, tenant, temporal_client, begun, row_of
    ):
        run, handle = await begun()
        keys = await keyring.of(tenant)
        await handle.terminate(reason="It wrote nonsense.")
        await Revival(database, temporal_client).revive()
        assert (await row_of(run.id)).execution == 1
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run.id, f"pause-{run.id}", "run.suspend", {})
            await messages.post(session, keys, run.id, f"end-{run.id}", "run.cancel", {})
        closing = Closing(database, keyring, temporal_client)
        row = await end_in_time(closing, row_of, run.id)
        assert (row.status, row.execution, row.error) == ("cancelled", 1, None)
        async with database.tenant(tenant) as session:
            (line,) = await recordings.read_trace(session, keys, run.id)
            said = [
                await messages.answer(session, run.id, f"{what}-{run.id}")
                for what in ("pause", "end")
            ]
        assert line.kind == "run.cancelled"
        assert line.body == {"reason": "It was terminated in Temporal: It wrote nonsense."}
        assert [one["accepted"] for one in said] == [False, True]
        await closing.round()
        assert (await row_of(run.id)).ended_at == row.ended_at

    async def test_what_lives_or_goes_on_elsewhere_is_left_alone(
        self, database, keyring, tenant, temporal_client, begun, row_of
    ):
        closing = Closing(database, keyring, temporal_client)
        living, alive = await begun()
        moved, former = await begun()
        async with database.tenant(tenant) as session:
            await runs.revive(session, moved.id, 1)
        await Delivery(database, keyring, temporal_client).deliver_now(tenant, moved.id)
        assert (await former.describe()).status is Status.TERMINATED
        last, handle = await begun()
        await handle.terminate()
        await end_in_time(closing, row_of, last.id)
        assert (await row_of(living.id)).ended_at is None
        assert (await row_of(moved.id)).ended_at is None
        await alive.terminate()
        await temporal_client.get_workflow_handle(workflow_id(tenant, moved.id, 2)).terminate()
        for run in (living, moved):
            await end_in_time(closing, row_of, run.id)
