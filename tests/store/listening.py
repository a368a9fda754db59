"""Runs that listen and events that come, as tests of the store need them."""

from __future__ import annotations

from sqlalchemy import select

from definitions.contracts import Answer, Emitted, EventKey, Listener, Recording
from store import events, hearing, messages, recordings
from store.models import outbox


class Town:
    """A tenant with its runs and events."""

    def __init__(self, database, keys, tenant, start_run):
        self.database, self.keys, self.tenant, self.start_run = database, keys, tenant, start_run
        self.sent = 0

    async def run(self) -> str:
        return (await self.start_run())[0].id

    async def write(self, run, **what):
        async with self.database.tenant(self.tenant) as session:
            await recordings.write(session, self.keys, [Recording(self.tenant, run, 1, **what)])

    async def listen(self, run, number=1, *wanted: EventKey):
        await self.write(run, listening=[Listener(number, [*wanted] or [EventKey("t")])])

    async def emit(self, run, line, **more):
        event = {"specversion": "1.0", "id": f"{line}", "source": run, "type": "t", **more}
        await self.write(run, emitted=[Emitted(line, event)])

    async def send(self, kind="t", **more) -> str | None:
        self.sent += 1
        event = {"specversion": "1.0", "id": f"e{self.sent}", "source": "/s", "type": kind, **more}
        async with self.database.tenant(self.tenant) as session:
            return await events.publish(session, self.keys, event)

    async def hand_out(self, most=1000) -> int:
        done = 0
        while done < most:
            async with self.database.tenant(self.tenant) as session:
                if not await hearing.hand_out(session, self.keys):
                    break
            done += 1
        return done

    async def heard(self, run, listener=None) -> list[str]:
        """The ids of the events in the run's inbox, in its order."""
        async with self.database.tenant(self.tenant) as session:
            waiting = await messages.undelivered(session, self.keys, run)
        return [
            one.data["event"]["id"] for one in waiting if listener in (None, one.data["listener"])
        ]

    async def consume(self, run, *ids):
        async with self.database.tenant(self.tenant) as session:
            waiting = await messages.undelivered(session, self.keys, run)
        answers = [
            Answer(one.id, {"accepted": True}) for one in waiting if one.data["event"]["id"] in ids
        ]
        await self.write(run, answers=answers)

    async def outbox(self) -> list[str]:
        async with self.database.relay() as session:
            found = await session.execute(
                select(outbox.c.run_id).where(
                    outbox.c.tenant_id == self.tenant, outbox.c.kind == "events"
                )
            )
            return [row["run_id"] for row in found.mappings()]
