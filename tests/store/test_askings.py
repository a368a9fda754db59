"""What has become of approvals, in PostgreSQL: a shadow that never goes back; each told once."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from sqlalchemy import text

from definitions.approvals import AskedOf, Asking, Letter
from definitions.contracts import Recording
from store import askings, recordings, runs
from store.askings import BODY, INBOX_CHANNEL
from tests.store.listening import Town

ANN, BOB, DORA = (str(uuid.UUID(int=number)) for number in (1, 2, 3))


@pytest.fixture
def approval() -> str:
    return str(uuid.uuid4())


def asking(approval: str, number: int, status: str = "open", **more) -> Asking:
    known = {"stage": 0, "round": 1, "at": 1_700_000_000_000 + number, "requester": DORA}
    known |= {"asked": [AskedOf(ANN, 0, "open", 5), AskedOf(BOB, 0, "open", 5)]}
    known |= {"body": {"subject": f"No {number}"}, **more}
    return Asking(approval, number, "approval", "/do/0/ask", "/do/0/ask:0", status, **known)


@pytest.fixture
def write(database, keys, tenant, run):
    async def of(*told: Asking, execution: int = 1):
        told_by = [Recording(tenant, run, execution, asking=[one]) for one in told]
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, told_by)

    return of


@pytest.fixture
def rows(database, tenant):
    async def of(table: str, order: str):
        async with database.tenant(tenant) as session:
            found = await session.execute(text(f"SELECT * FROM {table} ORDER BY {order}"))  # noqa: S608
            return [*found.mappings()]

    return of


class Ears:
    """Who was told since the last look; whatever else goes on in the database is not heard."""

    def __init__(self, database, tenant) -> None:
        self.database, self.tenant = database, tenant
        self.listening = database.listen(INBOX_CHANNEL)

    async def open(self) -> None:
        assert await anext(self.listening) is None

    async def told(self) -> list[str]:
        """All that has come before what is sent now."""
        async with self.database.tenant(self.tenant) as session:
            await session.execute(
                text("SELECT pg_notify(:channel, :payload)"),
                {"channel": INBOX_CHANNEL, "payload": f"{self.tenant} end"},
            )
        people: list[str] = []
        async with asyncio.timeout(20):
            while "end" not in people:
                notice = await anext(self.listening)
                if notice is not None and notice.payload.startswith(self.tenant):
                    people.append(notice.payload.split(" ")[1])
        return sorted(people[:-1])


class TestShadow:
    async def test_what_is_shown_and_who_is_asked(self, write, rows, keys, run, approval):
        await write(asking(approval, 1, due=1_700_000_500_000, sign_in=True))
        (row,) = await rows("approvals", "id")
        assert (row["run_id"], row["status"], row["number"]) == (uuid.UUID(run), "open", 1)
        assert (row["sign_in"], row["requester_id"]) == (True, uuid.UUID(DORA))
        assert int(row["due_at"].timestamp()) == 1_700_000_500
        assert row["ended_at"] is None
        assert b"No 1" not in row["body"]
        assert keys.open_json(row["body"], BODY) == {"subject": "No 1"}
        asked = await rows("approval_people", "person_id")
        assert [(str(one["person_id"]), one["state"]) for one in asked] == [
            (ANN, "open"),
            (BOB, "open"),
        ]

    async def test_a_later_one_overwrites_and_an_earlier_one_does_not(self, write, rows, approval):
        await write(asking(approval, 3, "decided", asked=[AskedOf(ANN, 0, "voted", 5)]))
        await write(asking(approval, 2))
        (row,) = await rows("approvals", "id")
        assert (row["status"], row["number"]) == ("decided", 3)
        assert row["ended_at"] is not None
        assert [one["state"] for one in await rows("approval_people", "person_id")] == ["voted"]

    async def test_one_that_is_opened_again(self, write, rows, approval):
        await write(asking(approval, 3, "closed"))
        await write(asking(approval, 4))
        (row,) = await rows("approvals", "id")
        assert (row["status"], row["ended_at"]) == ("open", None)

    async def test_of_several_at_once_the_last_counts(self, write, rows, approval):
        await write(asking(approval, 1), asking(approval, 3, "returned"), asking(approval, 2))
        (row,) = await rows("approvals", "id")
        assert (row["status"], row["number"]) == ("returned", 3)

    async def test_again_changes_nothing(self, write, rows, approval):
        for _ in range(3):
            await write(asking(approval, 1))
        (row,) = await rows("approvals", "id")
        assert row["number"] == 1

    async def test_what_a_superseded_execution_says_is_dropped(
        self, database, tenant, keys, run, write, rows, approval
    ):
        await write(asking(approval, 1))
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [Recording(tenant, run, 1, status="waiting")])
            assert await runs.revive(session, run, 1)
        letter = Letter("asked", "asked/9", [ANN])
        await write(asking(approval, 9, "closed", letters=[letter]), execution=1)
        (row,) = await rows("approvals", "id")
        assert (row["number"], await rows("notices", "id")) == (1, [])


class TestNotices:
    async def test_one_for_each_person_and_cause(self, write, rows, approval):
        asked = Letter("asked", "asked/1", [ANN, BOB])
        await write(asking(approval, 1, letters=[asked]))
        await write(asking(approval, 1, letters=[asked]))
        await write(asking(approval, 2, letters=[asked, Letter("reminded", "reminded/2", [ANN])]))
        notices = await rows("notices", "kind, person_id")
        told = [(one["kind"], str(one["person_id"])) for one in notices]
        assert told == [("asked", ANN), ("asked", BOB), ("reminded", ANN)]
        ids = {str(one["id"]) for one in notices}
        sent = [one for one in await rows("outbox", "id") if one["kind"] == askings.NOTICE]
        assert {str(one["run_id"]) for one in sent} == ids
        assert len(sent) == 3

    async def test_of_a_snapshot_that_comes_too_late_people_are_told_all_the_same(
        self, write, rows, approval
    ):
        await write(asking(approval, 2))
        await write(asking(approval, 1, letters=[Letter("asked", "asked/1", [ANN])]))
        assert len(await rows("notices", "id")) == 1


class TestEnd:
    async def test_of_a_run_that_was_ended_from_outside(
        self, database, tenant, run, write, rows, approval
    ):
        other = str(uuid.uuid4())
        await write(asking(approval, 1), asking(other, 7, "decided"))
        async with database.tenant(tenant) as session:
            await askings.end(session, run)
        by_id = {str(row["id"]): row for row in await rows("approvals", "id")}
        closed, decided = by_id[approval], by_id[other]
        assert (closed["status"], closed["number"]) == ("closed", 2)
        assert closed["ended_at"] is not None
        assert (decided["status"], decided["number"]) == ("decided", 7)
        states = {
            (str(one["approval_id"]), one["state"]) for one in await rows("approval_people", "1")
        }
        assert (approval, "closed") in states
        assert (approval, "open") not in states


VOTED = [AskedOf(ANN, 0, "voted", 5), AskedOf(BOB, 0, "open", 5)]


class TestTold:
    async def test_everybody_whom_it_concerns_once_for_each_change(
        self, database, keys, tenant, start_run
    ):
        run = await Town(database, keys, tenant, start_run).run()
        ears, approval = Ears(database, tenant), str(uuid.uuid4())
        await ears.open()

        async def write(*those: Asking) -> list[str]:
            async with database.tenant(tenant) as session:
                told = Recording(tenant, run, 1, asking=[*those])
                await recordings.write(session, keys, [told])
            return await ears.told()

        everybody = sorted([ANN, BOB, DORA])
        assert await write(asking(approval, 1)) == everybody
        # Somebody has asked back: nobody's part has changed, and all see something new.
        assert await write(asking(approval, 2)) == everybody
        assert await write(asking(approval, 3, asked=VOTED)) == everybody
        assert await write(asking(approval, 2)) == []
        async with database.tenant(tenant) as session:
            await askings.end(session, run)
        assert await ears.told() == sorted([BOB, DORA])
        await ears.listening.aclose()
