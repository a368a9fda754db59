"""Approvals as a run has recorded them, without a run: what doors and channels are tried with."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import psycopg

from definitions.approvals import AskedOf, Asking, Letter, Who
from definitions.contracts import Recording
from definitions.values import Json, JsonObject
from store import files, people, recordings, runs
from store.files import Arrived, Wanted
from store.keys import Keyring
from store.runs import StartRun, new_id
from store.session import Database

APPROVE: JsonObject = {
    "name": "approve",
    "label": "Approve",
    "style": "primary",
    "comment": "optional",
    "goes": "on",
}
REJECT: JsonObject = {
    "name": "reject",
    "label": "Reject",
    "style": "danger",
    "comment": "required",
    "goes": "end",
}


@dataclass
class Office:
    """A tenant with people who are asked."""

    database: Database
    keyring: Keyring
    tenant: str
    admin_url: str
    numbers: dict[str, int] = field(default_factory=dict[str, int])

    async def person(self, name: str, **columns: object) -> Who:
        async with self.database.tenant(self.tenant) as session:
            email = f"{name.lower()}-{uuid.uuid4().hex[:6]}@example.com"
            row = await people.add(session, email, name, ["member"])
            await people.change(session, row.id, columns)
        return Who(row.id, row.name)

    async def away(self, person: Who, deputy: Who) -> None:
        with psycopg.connect(self.admin_url) as admin:
            admin.execute(
                "INSERT INTO absences VALUES (%s, %s, %s, now() - interval '1 day',"
                " now() + interval '1 day', %s, %s, now())",
                [self.tenant, new_id(), person.id, deputy.id, person.id],
            )

    async def run(self) -> str:
        keys = await self.keyring.of(self.tenant)
        wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, "person", None)
        async with self.database.tenant(self.tenant) as session:
            return (await runs.start(session, keys, wanted))[0].id

    async def file(self, run: str, name: str = "Receipt.pdf", size: int = 100) -> str:
        """One of the run, without its bytes."""
        keys, one = await self.keyring.of(self.tenant), new_id()
        async with self.database.tenant(self.tenant) as session:
            await files.begin(session, keys, Wanted(one, name, "form", run=run), b"k" * 32)
            await files.keep(session, keys, Arrived(one, "application/pdf", size, "00" * 32))
        return one

    def asking(
        self,
        *asked: Who,
        kind: str = "asked",
        approval: str | None = None,
        requester: Who | None = None,
        state: str = "open",
        status: str = "open",
        told: list[Who] | None = None,
        sign_in: bool = False,
        round_: int = 1,
        due: int | None = None,
        **body: Json,
    ) -> Asking:
        """One more state of an approval, and who is told of it."""
        one = approval or str(uuid.uuid4())
        number = self.numbers[one] = self.numbers.get(one, 0) + 1
        now = int(time.time() * 1000)
        who = None if requester is None else {"id": requester.id, "name": requester.name}
        whole: JsonObject = {
            "subject": "Laptop for Ada",
            "body": "It is **needed**.",
            "attachments": [],
            "form": None,
            "values": {},
            "changes": [],
            "decisions": [APPROVE, REJECT],
            "sendBack": True,
            "requester": who,
            "since": now,
            "votes": [],
            "questions": [],
            "stage": {"number": 1, "of": 1, "title": "", "rule": "first"},
            "history": [],
            "decision": None,
            "asked": [{"id": person.id, "name": person.name} for person in asked],
            **body,
        }
        letter = Letter(
            kind, f"{kind}/{number}", [person.id for person in (asked if told is None else told)]
        )
        return Asking(
            id=one,
            number=number,
            kind="approval",
            task="/do/0/ask",
            visit="/do/0/ask:0",
            status=status,
            stage=0,
            round=round_,
            at=now,
            requester=None if requester is None else requester.id,
            due=due,
            sign_in=sign_in,
            asked=[AskedOf(person.id, 0, state, now) for person in asked],
            letters=[letter],
            body=whole,
        )

    async def ask(self, *asked: Who, run: str | None = None, **more: Any) -> str:
        """Recorded, of a run of its own or of this one."""
        asking = self.asking(*asked, **more)
        await self.record(run or await self.run(), asking)
        return asking.id

    async def record(self, run: str, *askings: Asking) -> None:
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            recording = Recording(self.tenant, run, 1, asking=[*askings])
            await recordings.write(session, keys, [recording])

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Of a query with one place for the tenant."""
        with psycopg.connect(self.admin_url) as admin:
            return admin.execute(query, [self.tenant]).fetchall()

    def do(self, statement: str) -> None:
        with psycopg.connect(self.admin_url) as admin:
            admin.execute(statement, [self.tenant])
