"""Approvals while each part of the stack dies in turn: what was clicked counts, once and in order.

People answer each question by the portal and by mail, and at times not the same. At the end each
run has come to what the machine alone makes of the order in which its answers were kept. 3 runs
for each harm here, 30 with `make soak`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec
import psycopg
import pytest
from sqlalchemy import text

from definitions import compile_program, content_hash, read
from definitions.approvals import Found, Meant, Who
from definitions.values import JsonObject
from store import messages
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from tests.chaos.deciding import EMAIL, PATIENCE_SECONDS, PORTAL, Box, Click, Clicks, Somebody
from tests.chaos.local_stack import ROOT, LocalStack, pause, running
from tests.chaos.test_kill import Operator, revived
from tests.worker.mailbox import mailbox
from workflows.simulator.simulation import Mocked, Simulation

PEOPLE = ("grace", "omar", "fatima", "priya")
RULES = ("first", 2, "all")
SOURCE = """\
document: { dsl: '1.0.3', namespace: chaos, name: asks, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: '${ "Request " + (.n | tostring) }'
        approvers: [grace@demo.example, omar@demo.example, fatima@demo.example, priya@demo.example]
        rule: '${ .rule }'
  - end: { set: { decision: '${ .decision }', votes: '${ [.votes[] | [.who.name, .channel]] }' } }
"""


@dataclass
class Office:
    """Who asks and who is asked, with their mail server."""

    stack: LocalStack
    box: Box
    operator: Operator
    people: list[Somebody]
    chance: random.Random
    clicks: Clicks
    asked: dict[str, str]
    """Approvals by their runs."""
    rules: dict[str, object]

    async def ask(self, count: int) -> dict[str, str]:
        """Starts so many runs: the subjects of what they ask, by run."""
        begun: dict[str, str] = {}
        for _ in range(count):
            number = len(self.rules)
            given = {"n": number, "rule": RULES[number % len(RULES)]}
            body = {"workflow": "chaos/asks", "input": given}
            headers = {"idempotency-key": f"ask-{number}"}
            made = await self.operator.ask("POST", "/api/v1/runs", headers=headers, json=body)
            assert made.status_code == 201, made.text
            run = str(made.json()["id"])
            begun[run], self.rules[run] = f"Request {number}", given["rule"]
        return begun

    async def written_to(self, begun: dict[str, str]) -> None:
        """Everybody who is asked has a mail that decides."""
        wanted = {(who.email, subject) for who in self.people for subject in begun.values()}
        waited = itertools.count()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not wanted <= self.box.tokens().keys():
                await pause()
                if next(waited) % 50 == 49:
                    two_minutes_pass(self.stack)
        page = await self.operator.ask("GET", "/api/v1/approvals?status=any&requester=me&limit=200")
        found = {one["run"]["id"]: one["id"] for one in page.json()["items"]}
        self.asked |= {run: found[run] for run in begun}

    async def answer(self, begun: dict[str, str]) -> None:
        """Everybody answers each by both doors, at any moment."""
        tokens, tasks = self.box.tokens(), []
        for run, subject in begun.items():
            for who in self.people:
                for door in (PORTAL, EMAIL):
                    decision = self.chance.choices(["approve", "reject"], [4, 1])[0]
                    one = Click(run, self.asked[run], who, door, decision)
                    token, after = tokens[who.email, subject], self.chance.uniform(0, 3)
                    tasks.append(self.clicks.click(one, token, after))
        await asyncio.gather(*tasks)


Harm: TypeAlias = Callable[[Office], Awaitable[None]]


def killing(victim: str) -> Harm:
    """While people answer."""

    async def harm(office: Office) -> None:
        await pause(0.4)
        await revived(office.stack, victim, office.stack.kill(victim))

    return harm


EACH = ("worker", "temporal", "postgres", "api", "relay")


async def share(office: Office, count: int, harm: Harm) -> None:
    begun = await office.ask(count)
    await office.written_to(begun)
    await asyncio.gather(office.answer(begun), harm(office))


async def share_of_mails(office: Office, count: int) -> None:
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


def two_minutes_pass(stack: LocalStack) -> None:
    """What a relay had taken and died with is due again."""
    with psycopg.connect(known(stack)["database_admin_url"]) as admin:
        admin.execute("UPDATE outbox SET next_at = now() WHERE kind IN ('mail', 'notice')")


def known(stack: LocalStack) -> dict[str, str]:
    return json.loads((stack.data / "stack.json").read_text())


def key_of(stack: LocalStack, email: str) -> str:
    baton = Path(sys.executable).with_name("baton")
    command = [baton, "token", "--user", email]
    return subprocess.run(
        command, env=stack.environment, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    async with (
        mailbox(Box()) as box,
        running(folder, BATON_SMTP_URL=f"smtp://127.0.0.1:{box.port}") as stack,
    ):
        operator = Operator(stack, stack.token())
        listed = (await operator.ask("GET", "/api/v1/people?limit=100")).json()["items"]
        by_email = {one["email"]: one for one in listed}
        people: list[Somebody] = []
        for name in PEOPLE:
            email = f"{name}@demo.example"
            one, key = by_email[email], await asyncio.to_thread(key_of, stack, email)
            people.append(Somebody(one["id"], one["name"], email, key))
        await operator.publish(SOURCE, "asks")
        seed = os.environ.get("BATON_CHAOS_SEED") or str(random.randrange(10**6))
        print(f"to play this again: BATON_CHAOS_SEED={seed}")  # noqa: T201
        yield Office(stack, box, operator, people, random.Random(seed), Clicks(stack), {}, {})


# ---- the verdict


@dataclass
class Truth:
    """What the database of the stack has kept."""

    database: Database
    keyring: Keyring
    tenant: str

    async def rows(self, query: str, **values: object) -> list[dict[str, object]]:
        async with self.database.tenant(self.tenant) as session:
            return [{**row} for row in (await session.execute(text(query), values)).mappings()]

    async def kept(self, run: str) -> list[tuple[str, JsonObject, bool]]:
        """Kind, data, and whether it was accepted, in the order in which they were kept."""
        query = "SELECT kind, body, answer FROM messages WHERE run_id = :run ORDER BY sequence"
        keys = await self.keyring.of(self.tenant)
        return [
            (row["kind"], keys.open_json(row["body"], messages.BODY), row["answer"]["accepted"])
            for row in await self.rows(query, run=run)
        ]


@asynccontextmanager
async def truth(stack: LocalStack, tenant: str) -> AsyncIterator[Truth]:
    settings = StoreSettings(database_url=known(stack)["database_url"], data=stack.data)
    database = await Database.open(settings)
    try:
        yield Truth(database, Keyring(database, load_master_key(settings)), tenant)
    finally:
        await database.close()


async def nothing_is_left(made: Office, kept: Truth) -> None:
    """All runs have ended, all mails have gone, all messages have their answer."""
    await asyncio.gather(*(made.operator.end(run) for run in made.asked))
    two_minutes_pass(made.stack)
    left = """SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM messages
      WHERE answer IS NULL) AS left"""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await kept.rows(left))[0]["left"]:
            await pause()


def foreseen(made: Office, run: str, kept: list[tuple[str, JsonObject, bool]]):
    """What the machine alone makes of them: its output, and which of them it takes."""
    reading = read(SOURCE)
    program = compile_program(reading.workflow, reading.document, content_hash(reading.document))
    people = [Found(who.id, who.name) for who in made.people]
    meant = msgspec.to_builtins(Meant(people, Who("ada", "Ada Byron")))
    simulation = Simulation(program, lambda _: Mocked(meant), run=run)
    taken = [False] * len(kept)

    def hears(number: int):
        def heard(answer: JsonObject) -> None:
            taken[number] = answer["accepted"] is True

        return heard

    for number, (kind, data, _) in enumerate(kept):
        simulation.act(lambda kind=kind, data=data: (kind, data), hears(number), at=number + 1)
    state = simulation.run({"n": 0, "rule": made.rules[run]})
    return state.output, taken, next(iter(simulation.askings.values())).body["votes"]


async def check_decisions(made: Office, kept: Truth) -> None:
    counted = Counter(made.clicks.said.values())
    print(f"answers {dict(counted)}, in between {dict(made.clicks.invited)}")  # noqa: T201
    for run, approval in made.asked.items():
        end = (await made.operator.ask("GET", f"/api/v1/runs/{run}")).json()
        whole = (await made.operator.ask("GET", f"/api/v1/approvals/{approval}")).json()
        order = await kept.kept(run)
        output, taken, votes = foreseen(made, run, order)
        assert (end["status"], end["output"]) == ("completed", output)
        assert [accepted for _, _, accepted in order] == taken
        said = [(one["who"]["id"], one["decision"], one["channel"]) for one in whole["votes"]]
        assert said == [(one["who"]["id"], one["decision"], one["channel"]) for one in votes]
        assert len({who for who, _, _ in said}) == len(said), "somebody has decided twice"
        of_run = {click: word for click, word in made.clicks.said.items() if click.run == run}
        clicked = {(one.who.id, one.decision, one.door) for one in of_run}
        accepted = {
            (c.who.id, c.decision, c.door) for c, word in of_run.items() if word == "counted"
        }
        assert accepted <= set(said) <= clicked
        recorded = {(data["by"]["id"], data["decision"], data["channel"]) for _, data, _ in order}
        told = {(c.who.id, c.decision, c.door) for c, word in of_run.items() if word != "refused"}
        assert told <= recorded, "an answer was said to be recorded, and is not"


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
        me = (await made.operator.ask("GET", "/api/v1/me")).json()
        for victim in EACH:
            await share(made, count, killing(victim))
        await share_of_mails(made, count)
        async with truth(made.stack, me["tenant"]["id"]) as kept:
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
