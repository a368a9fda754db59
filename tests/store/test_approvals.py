"""Lists of approvals: pages, counts, and those for whom somebody stands in."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from definitions.approvals import AskedOf, Asking
from definitions.contracts import Recording
from store import absences, approvals, people, recordings
from store.approvals import Before
from store.standing_in import Absence


@pytest.fixture
async def put(database, keyring, tenant, begin_run):
    """Writes an approval that one person is asked about; answers its id."""
    keys = await keyring.of(tenant)

    async def write(person: str, at: int = 0, status: str = "open", number: int = 1, **more):
        run = more.pop("run", None) or await begin_run()
        approval = more.pop("id", str(uuid.uuid4()))
        asked = [AskedOf(person, 0, more.pop("state", "open"), at)]
        body = {"subject": f"No {number}"}
        asking = Asking(
            approval,
            number,
            "approval",
            "/do/0",
            "/do/0:0",
            status,
            0,
            1,
            at,
            asked=asked,
            body=body,
            **more,
        )
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [Recording(tenant, run, 1, asking=[asking])])
        return approval, run

    return write


@pytest.fixture
async def ann(database, tenant) -> str:
    async with database.tenant(tenant) as session:
        return (await people.add(session, "ann@a.example", "Ann", [])).id


async def test_pages_are_in_order_and_end(database, tenant, put, ann):
    made = [(await put(ann, at=1_000 * n))[0] for n in range(5)]
    async with database.tenant(tenant) as session:
        first = await approvals.page(session, "assignee", [ann], over=False, before=None, limit=3)
        assert [one.id for one in first] == made[:1:-1]
        before = Before(first[-1].at, first[-1].id)
        rest = await approvals.page(session, "assignee", [ann], over=False, before=before, limit=3)
    assert [one.id for one in rest] == made[1::-1]


async def test_an_earlier_state_never_overwrites_a_later(database, keyring, tenant, put, ann):
    approval, run = await put(ann, status="decided", number=5, state="voted")
    await put(ann, status="open", number=4, id=approval, run=run)
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        row = await approvals.get(session, approval)
        states = await approvals.states(session, [approval], [ann])
    assert row is not None
    assert (row.status, row.opened(keys)) == ("decided", {"subject": "No 5"})
    assert row.ended_at is not None
    assert states == {approval: {ann: "voted"}}


async def test_counts(database, tenant, put, ann):
    await put(ann, requester=ann)
    await put(ann, status="decided", state="voted", requester=ann)
    async with database.tenant(tenant) as session:
        counts = await approvals.counts(session, ann, [])
    assert (counts.me, counts.standin, counts.requested) == (1, 0, 1)


async def test_for_whom_somebody_stands_in(database, tenant, ann):
    now = datetime.now(UTC)
    async with database.tenant(tenant) as session:
        bob = (await people.add(session, "bob@a.example", "Bob", [])).id
        assert await approvals.stood_in_for(session, bob, now) == []
        away = Absence(str(uuid.uuid4()), ann, now, now + timedelta(days=1), bob)
        await absences.add(session, away, ann)
        assert await approvals.stood_in_for(session, bob, now + timedelta(hours=1)) == [ann]
        assert await approvals.stood_in_for(session, bob, now + timedelta(days=2)) == []
