"""What has become of approvals, and who is told that their lists are others now."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from sqlalchemy import text

from definitions.approvals import AskedOf, Asking
from definitions.contracts import Recording
from store import askings, recordings
from store.askings import INBOX_CHANNEL
from tests.store.listening import Town

ANN, BOB, DORA = (str(uuid4()) for _ in range(3))


def asking(of: str, number: int, status: str = "open", ann: str = "open") -> Asking:
    asked = [AskedOf(ANN, 0, ann, 1), AskedOf(BOB, 0, "open", 1)]
    body = {"subject": "Laptop"}
    return Asking(
        of, number, "approval", "/do/0/a", "v", status, 0, 1, 1, DORA, asked=asked, body=body
    )


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


class TestTold:
    async def test_everybody_whom_it_concerns_once_for_each_change(
        self, database, keys, tenant, start_run
    ):
        run = await Town(database, keys, tenant, start_run).run()
        ears, approval = Ears(database, tenant), str(uuid4())
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
        assert await write(asking(approval, 3, ann="voted")) == everybody
        assert await write(asking(approval, 2)) == []
        async with database.tenant(tenant) as session:
            await askings.end(session, run)
        assert await ears.told() == sorted([BOB, DORA])
        await ears.listening.aclose()
