"""A run that asks people, carried by real workers: what they say is kept; the shadow is right."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from sqlalchemy import text

from definitions import content_hash, read
from definitions.contracts import OUTBOX_CHANNEL, RUN_CHANNEL
from definitions.values import encode
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.settings import GatewaySettings
from store import definitions, messages, people, runs
from store.askings import INBOX_CHANNEL
from store.keys import Keyring
from store.runs import StartRun, new_id
from store.working_hours import WEEKDAYS
from tests.conftest import MASTER_KEY
from worker.run_worker import serve
from worker.settings import WorkerSettings

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: asks, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: A laptop
        approvers: [ann@a.example, { role: approver }]
        rule: all
        form: { type: object, properties: { sum: { type: number } } }
        values: { sum: 900 }
        remind: { after: { milliseconds: 200 }, most: 1 }
  - end: { set: { decision: '${ .decision }', sum: '${ .fields.sum }', by: '${ .by.name }' } }
"""
ALWAYS = {day: [["00:00", "24:00"]] for day in WEEKDAYS}


class Case:
    """One run of the tenant, and those who have to do with it."""

    def __init__(self, database, tenant, keyring, client):
        self.database, self.tenant, self.keyring = database, tenant, keyring
        self.delivery = Delivery(database, keyring, client)
        self.people: dict[str, dict] = {}
        self.run = ""
        self._said = 0

    async def begin(self):
        reading = read(SOURCE)
        digest = content_hash(reading.document)
        named = ("test", "asks", "1.0.0")
        draft = definitions.Draft(*named, digest, SOURCE, encode(reading.document), "test")
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            for name, roles in (("ann", []), ("bob", ["approver"]), ("dora", [])):
                row = await people.add(session, f"{name}@a.example", name.title(), roles)
                await people.change(session, row.id, {"working_hours": ALWAYS})
                self.people[name] = {"id": row.id, "name": row.name}
            await definitions.save_draft(session, draft)
            wanted = StartRun(new_id(), *named, digest, None, self.people["dora"]["id"])
            run, _ = await runs.start(session, keys, wanted)
        self.run = run.id
        await self.delivery.deliver_now(self.tenant, self.run)

    async def act(self, who: str, kind: str, **said):
        self._said += 1
        (approval,) = await self.rows("approvals")
        data = {"approval": str(approval["id"]), "by": self.people[who], **said}
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            kind = f"approval.{kind}"
            await messages.post(session, keys, self.run, f"m{self._said}", kind, data)
        await self.delivery.deliver_now(self.tenant, self.run)

    async def rows(self, table: str):
        async with self.database.tenant(self.tenant) as session:
            return [*(await session.execute(text(f"SELECT * FROM {table}"))).mappings()]  # noqa: S608

    async def told(self) -> dict[str, set[str]]:
        """Kind of notice to who has it."""
        names = {one["id"]: name for name, one in self.people.items()}
        found: dict[str, set[str]] = {}
        for row in await self.rows("notices"):
            found.setdefault(row["kind"], set()).add(names[str(row["person_id"])])
        return found

    async def until(self, look) -> None:
        async with asyncio.timeout(60):
            async for _ in self.database.listen(INBOX_CHANNEL, RUN_CHANNEL, OUTBOX_CHANNEL):
                if await look():
                    return

    async def shows(self, status: str, turn: int) -> None:
        async def look():
            rows = await self.rows("approvals")
            return [one for one in rows if (one["status"], one["round"]) == (status, turn)]

        await self.until(look)

    async def answers(self) -> list[object]:
        async with self.database.tenant(self.tenant) as session:
            said = [
                await messages.answer(session, self.run, f"m{number}")
                for number in range(1, self._said + 1)
            ]
        return [one and one["accepted"] for one in said]


@asynccontextmanager
async def working():
    """A worker; at the end it is gone without a word."""
    task = asyncio.create_task(serve(WorkerSettings(), asyncio.Event()))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_asked_reminded_sent_back_and_decided(surroundings, database, tenant):
    keyring = Keyring(database, MASTER_KEY)
    case = Case(database, tenant, keyring, await connect(GatewaySettings(), database, keyring))

    async def reminded():
        return (await case.told()).get("reminded") == {"ann", "bob"}

    async with working():
        await case.begin()
        await case.shows("open", 1)
        await case.until(reminded)
        await case.act("ann", "decide", decision="approve")
    # Nobody carries the run now: what is said is kept.
    await case.act("bob", "send-back", comment="Too much.")
    await case.act("bob", "decide", decision="approve")
    async with working():
        await case.shows("returned", 1)
        await case.act("dora", "resubmit", fields={"sum": 500})
        await case.shows("open", 2)
        await case.act("ann", "decide", decision="approve", round=1)
        await case.act("ann", "decide", decision="approve", round=2)
        await case.act("bob", "decide", decision="approve", round=2, channel="email")
        await case.shows("decided", 2)

        async def ended():
            async with database.tenant(tenant) as session:
                return (await runs.get(session, case.run)).status == "completed"

        await case.until(ended)
    async with database.tenant(tenant) as session:
        row = await runs.get(session, case.run)
    output = runs.view(row, await keyring.of(tenant)).output
    assert output == {"decision": "approve", "sum": 500, "by": "Bob"}
    assert await case.answers() == [True, True, False, True, False, True, True]
    states = {str(one["person_id"]): one["state"] for one in await case.rows("approval_people")}
    assert states == {case.people[name]["id"]: "voted" for name in ("ann", "bob")}
    told = await case.told()
    assert told["asked"] == told["resubmitted"] == {"ann", "bob"}
    assert told["returned"] == {"dora"}
    assert told["decided"] == {"ann", "bob", "dora"}
    notices = await case.rows("notices")
    assert len({(one["person_id"], one["cause"]) for one in notices}) == len(notices)
