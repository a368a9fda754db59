"""Reminders that are all due at one moment: from then on until the last mail has come.

It starts a stack of its own, because that one needs a mail server of the measurement. Runs that ask
wait first; then the moment comes. Never: a stack that somebody works with.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

import httpx
import psutil
import psycopg
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg.types.json import Jsonb

from bench.scratch import Scratch, scratch
from store.working_hours import WEEKDAYS
from tests.chaos.local_stack import LocalStack, running

APPROVALS = 10_000
PEOPLE = 100
AT_ONCE = 12
SECONDS_TO_ASK = 0.15
"""Of each approval, until it is open: how far ahead the moment is."""

FEWEST_SECONDS = 60.0
MOST_SECONDS = 300
PATIENCE_SECONDS = 1_800
SOURCE = """\
document: { dsl: '1.0.3', namespace: bench, name: remind, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: '${ "Request " + (.n | tostring) }'
        body: All that is needed to decide.
        approvers: ['${ .who }']
        remind: { after: '${ "PT" + (.seconds | tostring) + "S" }', most: 1 }
"""
ALWAYS = {day: [["00:00", "24:00"]] for day in WEEKDAYS}

# How many were written, told and sent, and when the last was; since the first letter of its kind.
_STAGES = """
SELECT count(*), max(n.created_at), count(n.told_at), max(n.told_at), count(d.sent_at),
  max(d.sent_at)
FROM notices n LEFT JOIN deliveries d ON d.notice_id = n.id AND d.channel = 'email'
WHERE n.tenant_id = %s AND n.kind = 'reminded'
"""


@dataclass
class Postbox:
    """Takes every mail, and notes when each came for the first time."""

    came: dict[str, float] = field(default_factory=dict[str, float])
    """By Message-ID."""
    again: int = 0
    port: int = 0

    async def handle_DATA(  # noqa: N802 (a name of aiosmtpd)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        name = str(message_from_bytes(content.partition(b"\r\n\r\n")[0])["Message-ID"])
        self.again += name in self.came
        self.came.setdefault(name, time.time())
        return "250 OK"

    async def listen(self) -> asyncio.Server:
        def answer() -> SMTP:
            return SMTP(self, enable_SMTPUTF8=True, hostname="mail.bench")

        server = await asyncio.get_running_loop().create_server(answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server


def processor_seconds(stack: LocalStack) -> Counter[str]:
    """Of each part of the stack, with its own processes."""
    used: Counter[str] = Counter()
    for name, pid in stack.children().items():
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            times = one.cpu_times()
            used[name] += times.user + times.system
    return used


def always_at_work(admin_url: str, made: Scratch) -> None:
    with psycopg.connect(admin_url) as admin:
        admin.execute(
            "UPDATE people SET working_hours = %s WHERE tenant_id = %s",
            [Jsonb(ALWAYS), made.tenant],
        )


async def ask(http: httpx.AsyncClient, made: Scratch, count: int, moment: float) -> None:
    """Starts so many runs, each of which reminds at that moment."""
    turns = asyncio.Semaphore(AT_ONCE)
    approvers = itertools.cycle(one.id for one in made.people[1:])

    async def one(number: int, who: str) -> None:
        async with turns:
            given = {"n": number, "who": who, "seconds": round(moment - time.time(), 3)}
            body = {"workflow": "bench/remind", "input": given}
            (await http.post("/api/v1/runs", json=body)).raise_for_status()

    await asyncio.gather(*(one(number, next(approvers)) for number in range(count)))


async def until(box: Postbox, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(box.came) < count:
        assert time.monotonic() < deadline, f"only {len(box.came)} of {count} mails have come"
        await asyncio.sleep(0.5)


def report(
    admin_url: str, made: Scratch, box: Postbox, moment: float, used: Counter[str], count: int
) -> None:
    came = sorted(at - moment for at in box.came.values() if at >= moment)
    print(
        f"  {len(came)} reminders: half of them after {statistics.median(came):.1f} s, the last"
        f" after {came[-1]:.1f} s (10,000 at most {MOST_SECONDS}), {len(came) / came[-1]:.0f} a"
        f" second; sent again {box.again}"
    )
    with psycopg.connect(admin_url) as admin:
        row = admin.execute(_STAGES, [made.tenant]).fetchone()
    assert row is not None
    for what, number, last in zip(("written", "told", "sent"), row[::2], row[1::2], strict=True):
        print(f"  {what}: {number}, the last after {last.timestamp() - moment:.1f} s")
    shares = ", ".join(f"{name} {seconds / count * 1000:.1f}" for name, seconds in used.items())
    print(f"  milliseconds of a processor for each: {shares}")


async def measure(stack: LocalStack, box: Postbox, count: int, each: float) -> None:
    url = json.loads((stack.data / "stack.json").read_text())["database_admin_url"]
    with scratch(url, people=min(PEOPLE, count) + 1, role="developer") as made:
        always_at_work(url, made)
        key = {"Authorization": f"Bearer {made.people[0].key}"}
        async with httpx.AsyncClient(base_url=stack.url, headers=key, timeout=60) as http:
            kind = {"Content-Type": "application/yaml"}
            kept = await http.post("/api/v1/definitions", content=SOURCE, headers=kind)
            kept.raise_for_status()
            at = "/api/v1/definitions/bench/remind/1.0.0/publish"
            (await http.post(at)).raise_for_status()
            begun = time.time()
            moment = begun + max(FEWEST_SECONDS, count * each)
            await ask(http, made, count, moment)
        await until(box, count)
        print(f"  {count} open and told of after {time.time() - begun:.0f} s")
        early = moment - time.time()
        assert early > 0, f"the moment came {-early:.0f} s too early: give --each more than {each}"
        await asyncio.sleep(early)
        before = processor_seconds(stack)
        await until(box, 2 * count)
        used = processor_seconds(stack)
        used.subtract(before)
        report(url, made, box, moment, used, count)


async def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--approvals", type=int, default=APPROVALS)
    given.add_argument("--each", type=float, default=SECONDS_TO_ASK, help="seconds to open one")
    told = given.parse_args()
    count: int = told.approvals
    box = Postbox()
    server = await box.listen()
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        mail = f"smtp://127.0.0.1:{box.port}"
        async with running(Path(folder), BATON_SMTP_URL=mail) as stack:
            print(f"{count} reminders that are due at one moment:")
            await measure(stack, box, count, told.each)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
