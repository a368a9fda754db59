"""Who asks several people while parts of the stack die, and the verdict on what they have answered.

By which doors they are asked and answer, each test says. Never: a run taken for right because it
has ended; it has to end as the machine alone makes of the answers in the order of their keeping.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TypeAlias

import msgspec
import psycopg
from sqlalchemy import text

from definitions import compile_program, content_hash, read
from definitions.approvals import Found, Meant, Who
from definitions.values import JsonObject
from store import messages
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from tests.chaos.deciding import PATIENCE_SECONDS, Click, Somebody
from tests.chaos.local_stack import ROOT, LocalStack, pause
from tests.chaos.test_kill import Operator, revived
from workflows.simulator.simulation import Mocked, Simulation

PEOPLE = ("grace", "omar", "fatima", "priya")
RULES = ("first", 2, "all")
EACH = ("worker", "temporal", "postgres", "api", "relay")
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
class Office(ABC):
    """Who asks and who is asked."""

    source: ClassVar[str] = SOURCE

    stack: LocalStack
    operator: Operator
    people: list[Somebody]
    chance: random.Random
    said: dict[Click, str] = field(default_factory=dict[Click, str])
    """The last word on each click: counted, recorded or refused."""
    invited: Counter[int | str] = field(default_factory=Counter)
    """Answers in between, after which it was clicked again."""
    asked: dict[str, str] = field(default_factory=dict[str, str])
    """Approvals by their runs."""
    rules: dict[str, object] = field(default_factory=dict[str, object])

    @abstractmethod
    async def written_to(self, begun: dict[str, str]) -> None:
        """Everybody who is asked has what they can answer by; `begun`: subjects by run."""

    @abstractmethod
    async def answer(self, begun: dict[str, str]) -> None:
        """Everybody answers each, at any moment."""

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

    async def finds(self, begun: dict[str, str]) -> None:
        """The approvals of these runs."""
        page = await self.operator.ask("GET", "/api/v1/approvals?status=any&requester=me&limit=200")
        found = {one["run"]["id"]: one["id"] for one in page.json()["items"]}
        self.asked |= {run: found[run] for run in begun}


async def staffed(stack: LocalStack, source: str) -> tuple[Operator, list[Somebody], random.Random]:
    """What every office has: who asks, what is asked is published, who is asked, and chance."""
    operator = Operator(stack, stack.token())
    listed = (await operator.ask("GET", "/api/v1/people?limit=100")).json()["items"]
    by_email = {one["email"]: one for one in listed}
    people: list[Somebody] = []
    for name in PEOPLE:
        email = f"{name}@demo.example"
        one, key = by_email[email], await asyncio.to_thread(key_of, stack, email)
        people.append(Somebody(one["id"], one["name"], email, key))
    await operator.publish(source, "asks")
    seed = os.environ.get("BATON_CHAOS_SEED") or str(random.randrange(10**6))
    print(f"to play this again: BATON_CHAOS_SEED={seed}")  # noqa: T201
    return operator, people, random.Random(seed)


def known(stack: LocalStack) -> dict[str, str]:
    return json.loads((stack.data / "stack.json").read_text())


def key_of(stack: LocalStack, email: str) -> str:
    baton = Path(sys.executable).with_name("baton")
    command = [baton, "token", "--user", email]
    return subprocess.run(
        command, env=stack.environment, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


def two_minutes_pass(stack: LocalStack) -> None:
    """What a relay had taken and died with is due again."""
    with psycopg.connect(known(stack)["database_admin_url"]) as admin:
        admin.execute("UPDATE chat_messages SET held_until = NULL")
        admin.execute("UPDATE outbox SET next_at = now() WHERE kind IN ('mail', 'notice', 'chat')")


# ---- harm

Harm: TypeAlias = Callable[[Office], Awaitable[None]]


def killing(victim: str) -> Harm:
    """While people answer."""

    async def harm(office: Office) -> None:
        await pause(0.4)
        await revived(office.stack, victim, office.stack.kill(victim))

    return harm


async def share(office: Office, count: int, harm: Harm) -> None:
    begun = await office.ask(count)
    await office.written_to(begun)
    await asyncio.gather(office.answer(begun), harm(office))


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
async def truth(office: Office) -> AsyncIterator[Truth]:
    stack = office.stack
    me = (await office.operator.ask("GET", "/api/v1/me")).json()
    settings = StoreSettings(database_url=known(stack)["database_url"], data=stack.data)
    database = await Database.open(settings)
    try:
        yield Truth(database, Keyring(database, load_master_key(settings)), me["tenant"]["id"])
    finally:
        await database.close()


async def nothing_is_left(made: Office, kept: Truth, seconds: float = PATIENCE_SECONDS) -> None:
    """All runs have ended, all that is to go out has gone, all messages have their answer."""
    await asyncio.gather(*(made.operator.end(run) for run in made.asked))
    two_minutes_pass(made.stack)
    left = """SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM messages
      WHERE answer IS NULL) AS left"""
    async with asyncio.timeout(seconds):
        while (await kept.rows(left))[0]["left"]:
            await pause()


def foreseen(made: Office, run: str, kept: list[tuple[str, JsonObject, bool]]):
    """What the machine alone makes of them: its output, and which of them it takes."""
    reading = read(made.source)
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
    counted = Counter(made.said.values())
    print(f"answers {dict(counted)}, in between {dict(made.invited)}")  # noqa: T201
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
        of_run = {click: word for click, word in made.said.items() if click.run == run}
        clicked = {(one.who.id, one.decision, one.door) for one in of_run}
        accepted = {
            (c.who.id, c.decision, c.door) for c, word in of_run.items() if word == "counted"
        }
        assert accepted <= set(said) <= clicked
        recorded = {(data["by"]["id"], data["decision"], data["channel"]) for _, data, _ in order}
        told = {(c.who.id, c.decision, c.door) for c, word in of_run.items() if word != "refused"}
        assert told <= recorded, "an answer was said to be recorded, and is not"
