"""Approvals while each part of the stack dies in turn: what was clicked counts, once and in order.

People answer each question by the portal and by mail, and at times not the same. At the end each
run has come to what the machine alone makes of the order in which its answers were kept. 3 runs
for each harm here, 30 with `make soak`.
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.chaos.asking import (
    EACH,
    Office,
    Truth,
    check_decisions,
    killing,
    nothing_is_left,
    share,
    staffed,
    truth,
    two_minutes_pass,
)
from tests.chaos.deciding import EMAIL, PATIENCE_SECONDS, PORTAL, Box, Click, Clicks
from tests.chaos.local_stack import pause, running
from tests.chaos.test_kill import revived
from tests.worker.mailbox import mailbox


@dataclass
class Mailing(Office):
    """With their mail server."""

    box: Box = field(default_factory=Box)

    async def written_to(self, begun: dict[str, str]) -> None:
        """Everybody who is asked has a mail that decides."""
        wanted = {(who.email, subject) for who in self.people for subject in begun.values()}
        waited = itertools.count()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not wanted <= self.box.tokens().keys():
                await pause()
                if next(waited) % 50 == 49:
                    two_minutes_pass(self.stack)
        await self.finds(begun)

    async def answer(self, begun: dict[str, str]) -> None:
        """Everybody answers each by both doors, at any moment."""
        tokens, tasks = self.box.tokens(), []
        clicks = Clicks(self.stack, self.said, self.invited)
        for run, subject in begun.items():
            for who in self.people:
                for door in (PORTAL, EMAIL):
                    decision = self.chance.choices(["approve", "reject"], [4, 1])[0]
                    one = Click(run, self.asked[run], who, door, decision)
                    token, after = tokens[who.email, subject], self.chance.uniform(0, 3)
                    tasks.append(clicks.click(one, token, after))
        await asyncio.gather(*tasks)


async def share_of_mails(office: Mailing, count: int) -> None:
    """The relay dies when a mail was taken, and before it has heard so."""
    office.box.hold()
    begun = await office.ask(count)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await office.box.held.wait()
    killed = office.stack.kill("relay")
    office.box.free.set()
    await revived(office.stack, "relay", killed)
    two_minutes_pass(office.stack)
    await office.written_to(begun)
    await office.answer(begun)


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Mailing]:
    async with (
        mailbox(Box()) as box,
        running(folder, BATON_SMTP_URL=f"smtp://127.0.0.1:{box.port}") as stack,
    ):
        operator, people, chance = await staffed(stack, Mailing.source)
        yield Mailing(stack, operator, people, chance, box=box)


async def check_mails(made: Office, kept: Truth) -> None:
    """Whatever was sent again has the id that it had, and each cause has one mail."""
    query = """SELECT d.id::text AS id, p.email, n.cause, d.state FROM deliveries d
      JOIN notices n ON n.id = d.notice_id JOIN people p ON p.id = n.person_id
      WHERE d.channel = 'email'"""
    sent = {str(row["id"]): row for row in await kept.rows(query)}
    came = [
        (str(mail["Message-ID"]).strip("<>").partition("@")[0], mail["To"])
        for mail in made.box.came
    ]
    repeated = {name: times for name, times in Counter(came).items() if times > 1}
    print(f"{len(came)} mails, repeated: {len(repeated)}")  # noqa: T201
    dropped = {name for name, row in sent.items() if row["state"] == "dropped"}
    assert {name for name, _ in came} == sent.keys() - dropped
    assert all(sent[name]["email"] == to for name, to in came)
    assert {row["state"] for row in sent.values()} <= {"sent", "dropped"}
    causes = Counter((row["email"], row["cause"]) for row in sent.values())
    assert set(causes.values()) == {1}, "somebody has two mails for one cause"


async def check(folder: Path, count: int) -> None:
    async with office(folder) as made:
        for victim in EACH:
            await share(made, count, killing(victim))
        await share_of_mails(made, count)
        async with truth(made) as kept:
            await nothing_is_left(made, kept)
            await check_decisions(made, kept)
            await check_mails(made, kept)


@pytest.mark.alone
@pytest.mark.timeout(900)
class TestApprovals:
    async def test_each_process_in_turn(self, open_folder):
        await check(open_folder, int(os.environ.get("BATON_CHAOS_RUNS", "3")))


@pytest.mark.alone
@pytest.mark.soak
@pytest.mark.timeout(3600)
class TestApprovalsAtFullSize:
    async def test_each_process_in_turn(self, open_folder):
        await check(open_folder, 30)
