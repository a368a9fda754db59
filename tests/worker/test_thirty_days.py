"""Thirty days of an approval: on a real Temporal server whose time is skipped, and simulated.

Reminders come when people work, somebody is away, others are asked too, time is up twice.
Both come to the same: who was asked, reminded and has decided, in which stage, and when.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import text
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from channels.portal import Portal
from definitions import compile_program, content_hash, read
from definitions.approvals import WhoIsMeant
from definitions.contracts import RUN_CHANNEL
from definitions.values import encode
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.settings import GatewaySettings
from store import absences, approvals, approvers, definitions, groups, messages, people, runs
from store.askings import INBOX_CHANNEL
from store.keys import Keyring
from store.runs import StartRun, new_id
from store.standing_in import Absence
from store.working_hours import WorkingHours, settled, works
from tests.conftest import MASTER_KEY
from tests.worker.test_approvals import working
from worker.telling import Tells
from workflows.simulator.simulation import Mocked, Simulation

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: slow, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: A building
        stages:
          - { title: Trade, approvers: [ann@a.example, { role: trade }], rule: 2 }
          - { title: Board, approvers: [{ group: Board }] }
        remind: { after: P1D, every: P4D, most: 4 }
        escalate:
          - { after: P3DT5H, to: [{ manager: 1 }] }
          - { after: P6DT7H, to: [{ manager: 2 }] }
        due: P10DT11H
        overdue: { ask: [eve@a.example], decide: reject }
  - end: { set: { decision: '${ .decision }', by: '${ .by }', votes: '${ .votes | length }' } }
"""
DAY = timedelta(days=1)
MORNINGS = {"tuesday": [["08:30", "12:00"]], "thursday": [["08:30", "12:00"]]}
NIGHTS = {day: [["22:00", "24:00"], ["00:00", "06:00"]] for day in ("friday", "saturday", "sunday")}
PEOPLE = {
    "ann": {"time_zone": "Pacific/Auckland"},
    "bob": {"time_zone": "America/New_York", "working_hours": MORNINGS},
    "cem": {"time_zone": "Asia/Kolkata"},
    "dan": {},
    "eve": {"time_zone": "Asia/Riyadh", "working_hours": NIGHTS},
    "fay": {"time_zone": "Europe/Berlin"},
    "gus": {},
    "hal": {},
    "ida": {},
}
"""Dan stands in for Ann; Gus asks, his manager is Hal, whose manager is Ida; Fay is the board."""

KINDS = {"asked", "reminded", "asked-back", "answered", "decided", "escalated", "overdue"}
SKEW = timedelta(minutes=5)
"""What the server does between two skips takes time of the run's clock."""


@dataclass(frozen=True)
class Deed:
    """What somebody does, so long after the start."""

    after: timedelta
    by: str
    kind: str
    said: dict[str, object]


DEEDS = [
    Deed(2.2 * DAY, "bob", "ask", {"comment": "How high?"}),
    Deed(4.3 * DAY, "gus", "answer", {"question": 1, "comment": "Nine floors."}),
    Deed(5.1 * DAY, "dan", "decide", {"for": "ann", "decision": "approve", "channel": "email"}),
    Deed(6.5 * DAY, "cem", "decide", {"decision": "reject", "comment": "Too high."}),
    Deed(9.9 * DAY, "ida", "decide", {"decision": "approve"}),
    Deed(15.0 * DAY, "fay", "ask", {"comment": "And how wide?"}),
    Deed(21.0 * DAY, "ann", "decide", {"decision": "reject", "comment": "I am back."}),
]


class Long:
    """A run of thirty days and those who have to do with it."""

    def __init__(self, database, tenant, keyring, client):
        self.database, self.tenant, self.keyring = database, tenant, keyring
        self.skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
        self.delivery = Delivery(database, keyring, self.skipper.client)
        self.who: dict[str, dict[str, str]] = {}
        self.now = datetime.now(UTC)
        self.tells = Tells(database, keyring, [Portal()], lambda: self.now)
        self.run = ""

    async def begin(self) -> None:
        reading = read(SOURCE)
        digest = content_hash(reading.document)
        self.program = compile_program(reading.workflow, reading.document, digest)
        named = ("test", "slow", "1.0.0")
        draft = definitions.Draft(*named, digest, SOURCE, encode(reading.document), "test")
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            await self._people(session)
            await definitions.save_draft(session, draft)
            wanted = StartRun(new_id(), *named, digest, None, self.who["gus"]["id"])
            run, _ = await runs.start(session, keys, wanted)
            self.directory = await approvers.read(session)
        self.run = run.id
        await self.delivery.deliver_now(self.tenant, self.run)

    async def _people(self, session) -> None:
        for name, columns in PEOPLE.items():
            roles = ["trade"] if name in ("bob", "cem") else []
            row = await people.add(session, f"{name}@a.example", name.title(), roles)
            self.who[name] = {"id": row.id, "name": row.name}
            await people.change(session, row.id, columns)
        for person, manager in (("gus", "hal"), ("hal", "ida")):
            values = {"manager_id": self.who[manager]["id"]}
            await people.change(session, self.who[person]["id"], values)
        board = new_id()
        await groups.put(session, board, "Board", "")
        await groups.set_members(session, board, [self.who["fay"]["id"]], [])
        now = datetime.now(UTC)
        away = (now - DAY, now + 20 * DAY, self.who["dan"]["id"])
        ann = self.who["ann"]["id"]
        await absences.add(session, Absence(new_id(), ann, *away), ann)

    async def row(self):
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            found = (await session.execute(text("SELECT id::text FROM approvals"))).scalars().all()
            row = await approvals.get(session, found[0]) if found else None
        return row, None if row is None else row.opened(keys)

    async def begun(self) -> bool:
        row, _ = await self.row()
        return row is not None

    async def until(self, look) -> None:
        async with asyncio.timeout(60):
            async for _ in self.database.listen(INBOX_CHANNEL, RUN_CHANNEL):
                if await look():
                    return

    async def goes_on_until(self, at: datetime) -> None:
        """The run's clock, with all that comes due before."""
        handle = self.skipper.client.get_workflow_handle(workflow_id(self.tenant, self.run, 1))
        left = at - await self.skipper.get_current_time(handle)
        assert await self.skipper.fast_forward(handle, left)
        self.now = at

    async def do(self, number: int, approval: str, deed: Deed) -> dict[str, object]:
        keys = await self.keyring.of(self.tenant)
        said = done(self.who, approval, deed)
        async with self.database.tenant(self.tenant) as session:
            kind, message = f"approval.{deed.kind}", f"m{number}"
            await messages.post(session, keys, self.run, message, kind, said)
        await self.delivery.deliver_now(self.tenant, self.run)
        found: list[dict[str, object]] = []

        async def answered():
            async with self.database.tenant(self.tenant) as session:
                found[:] = filter(None, [await messages.answer(session, self.run, message)])
            return found

        await self.until(answered)
        return found[0]

    async def told(self) -> list[tuple[str, str]]:
        """Whom of what, in order."""
        names = {one["id"]: name for name, one in self.who.items()}
        query = "SELECT kind, person_id::text AS person FROM notices ORDER BY id"
        async with self.database.tenant(self.tenant) as session:
            rows = (await session.execute(text(query))).mappings().all()
        return [(row["kind"], names[row["person"]]) for row in rows]

    async def ended(self) -> bool:
        async with self.database.tenant(self.tenant) as session:
            return (await runs.get(session, self.run)).ended_at is not None

    def simulated(self, approval: str, started: int) -> Simulation:
        """By the same directory; whatever is done, at the same moments."""
        asker = self.who["gus"]["id"]

        def meant(wanted) -> Mocked:
            whom = msgspec.convert(wanted.arguments, WhoIsMeant)
            found = msgspec.to_builtins(approvers.meant(self.directory, whom, asker))
            return Mocked(found)

        simulation = Simulation(self.program, meant, started, run=self.run)
        for deed in DEEDS:
            at = started + deed.after // timedelta(milliseconds=1)
            simulation.say(f"approval.{deed.kind}", done(self.who, approval, deed), at=at)
        simulation.run(None)
        return simulation


def done(who, approval: str, deed: Deed) -> dict[str, object]:
    said = {**deed.said}
    stands_for = said.pop("for", None)
    person = {} if stands_for is None else {"person": who[stands_for]["id"]}
    return {"approval": approval, "by": who[deed.by], **person, **said}


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def shape(value):
    """Without moments, which differ by what the server does between two skips."""
    match value:
        case dict():
            return {key: shape(one) for key, one in value.items() if not key.endswith("at")}
        case list():
            return [shape(one) for one in value]
        case _:
            return value


@pytest.fixture
async def long(surroundings, database, tenant):
    keyring = Keyring(database, MASTER_KEY)
    return Long(database, tenant, keyring, await connect(GatewaySettings(), database, keyring))


async def test_on_the_server_and_in_the_simulator(long):
    async with working():
        await long.begin()
        await long.until(long.begun)
        row, body = await long.row()
        started = body["since"]
        answers = []
        for number, deed in enumerate(DEEDS, 1):
            await long.goes_on_until(moment(started) + deed.after)
            await long.tells.round()
            answers.append(await long.do(number, row.id, deed))
        handle = long.skipper.client.get_workflow_handle(workflow_id(long.tenant, long.run, 1))
        await long.skipper.fast_forward(handle)
        await long.until(long.ended)
    row, body = await long.row()
    assert [one["accepted"] for one in answers] == [True] * 6 + [False]
    assert answers[-1]["code"] == "not-asked"

    simulation = long.simulated(row.id, started)
    (known,) = simulation.askings.values()
    real, foreseen = body["history"], known.body["history"]
    assert shape(real) == shape(foreseen)
    late = [moment(a["at"]) - moment(b["at"]) for a, b in zip(real, foreseen, strict=True)]
    assert max(map(abs, late)) < SKEW
    for name in ("decision", "stage", "values", "questions", "asked", "votes"):
        assert shape(body[name]) == shape(known.body[name]), name
    async with long.database.tenant(long.tenant) as session:
        kept = await runs.get(session, long.run)
    output = runs.view(kept, await long.keyring.of(long.tenant)).output
    assert output == simulation.state.output == {"decision": "reject", "by": None, "votes": 3}
    assert {one["kind"] for one in real} == KINDS
    assert moment(real[-1]["at"]) - moment(started) > 30 * DAY
    hours = {
        one.id: WorkingHours(one.time_zone, one.working_hours) for one in long.directory.people
    }
    for one in real:
        if one["kind"] == "reminded":
            own = settled(hours[one["person"]["id"]], long.directory.hours)
            assert works(moment(one["at"]), *own), one
    told = await long.told()
    assert {("asked", "dan"), ("reminded", "dan")} <= set(told)
    assert ("asked", "dan") not in told[told.index(("asked", "fay")) :]
    assert {name for kind, name in told if kind == "decided"} == {*long.who} - {"dan"}
