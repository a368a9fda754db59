"""The audit trail of a tenant with 1,000,000 lines: every search that people make, over HTTP.

Before that what a line costs its deed, and how many lines a second are chained and checked.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import psycopg
from psycopg.rows import scalar_row

from bench.run_list import Query, measure
from bench.scratch import Scratch, scratch
from bench.stack import Stack, running_stack
from definitions.values import JsonObject
from store import audit, audit_links
from store.audit import Deed, Origin
from store.audit_chain import Checker
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings

LINES = 1_000_000
CHAINED = 20_000
DEEDS = 300
MOST_MILLISECONDS = 100

_LINES = """
INSERT INTO audit (tenant_id, id, at, actor, action, subject, outcome, body)
SELECT %(tenant)s, (lpad(to_hex((extract(epoch FROM made) * 1000)::bigint), 12, '0') || '7'
    || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid, made,
  (%(people)s::text[])[1 + (%(others)s * power(luck, 3))::int %% %(others)s],
  (ARRAY['run.start', 'run.read-data', 'run.cancel', 'definition.save', 'session.begin',
    'secret.write'])[CASE WHEN luck < 0.8 THEN 1 WHEN luck < 0.9 THEN 2 WHEN luck < 0.9995
    THEN 3 + number %% 3 ELSE 6 END],
  'run:' || substr(noise, 1, 8) || '-' || number / 3,
  CASE WHEN number %% 997 = 0 THEN 'refused' ELSE 'done' END, %(body)s
FROM (SELECT number, random() AS luck, md5(number::text || random()) AS noise,
    now() - interval '90 days' * (1 - number / %(lines)s::float) AS made
  FROM generate_series(1, %(lines)s) AS number) AS made
"""


def questions(person: str, rare: str, subject: str) -> Iterator[Query]:
    """What people look for, alone and together."""
    now = datetime.now(UTC)
    long_ago = {
        "since": (now - timedelta(days=80)).isoformat(),
        "until": (now - timedelta(days=70)).isoformat(),
    }
    for more in ({}, long_ago):
        for query in (
            {},
            {"actor": person},
            {"actor": rare},
            {"action": "run.start"},
            {"action": "secret.write"},
            {"subject": subject},
            {"outcome": "refused"},
            {"outcome": "recorded"},
            {"actor": person, "action": "secret.write"},
            {"actor": rare, "action": "run.cancel"},
            {"actor": person, "outcome": "refused"},
            {"action": "session.begin", "outcome": "refused"},
        ):
            yield {**query, **more}


def seed(admin_url: str, made: Scratch, body: bytes, lines: int) -> str:
    people = [one.id for one in made.people]
    given = {"tenant": made.tenant, "people": people, "others": len(people), "lines": lines}
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(_LINES, {**given, "body": body})
        admin.execute("VACUUM ANALYZE audit")
        oldest = "SELECT subject FROM audit WHERE tenant_id = %s ORDER BY id LIMIT 1"
        with admin.cursor(row_factory=scalar_row) as cursor:
            return str(cast("object", cursor.execute(oldest, [made.tenant]).fetchone()))


async def deeds(database: Database, keyring: Keyring, made: Scratch) -> None:
    """What a line costs: the same transaction with and without it."""
    keys = await keyring.of(made.tenant)
    person = made.people[1].id
    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(DEEDS * 2):
        told = number % 2 == 1
        begun = time.perf_counter()
        async with database.tenant(made.tenant) as session:
            await audit_links.waiting(session)
            if told:
                origin = Origin("192.0.2.1", "bench", None)
                deed = Deed(person, "run.start", f"run:{number}", origin=origin)
                await audit.add(session, keys, deed)
        times[told].append((time.perf_counter() - begun) * 1000)
    bare, told_too = (statistics.median(times[told]) for told in (False, True))
    print(f"a deed without its line p50 {bare:.2f} ms, with it {told_too:.2f} ms")


async def chained(database: Database, keyring: Keyring, made: Scratch) -> None:
    """How fast a backlog is chained, and checked."""
    keys = await keyring.of(made.tenant)
    for _ in range(CHAINED // 1000):
        async with database.tenant(made.tenant) as session:
            for number in range(1000):
                deed = Deed("bench", "x.y", f"s:{number}")
                await audit.add(session, keys, deed)
    begun, count = time.perf_counter(), 0
    while True:
        async with database.tenant(made.tenant) as session:
            some = await audit_links.chain(session, 1000)
        if not some:
            break
        count += some
    print(f"chained {count / (time.perf_counter() - begun):,.0f} lines a second")
    begun, checker, findings = time.perf_counter(), Checker(made.tenant, {}), 0
    while True:
        async with database.tenant(made.tenant) as session:
            links = await audit_links.after(session, checker.after, 5000)
        findings += sum(len(list(checker.take(one))) for one in links)
        if len(links) < 5000:
            break
    seconds = time.perf_counter() - begun
    print(f"checked {checker.after / seconds:,.0f} lines a second, {findings} findings")


async def searches(stack: Stack, made: Scratch, subject: str) -> None:
    reader, busy, rare = made.people[0], made.people[1].id, made.people[-1].id
    async with stack.client(reader.key) as http:
        figures = [
            await measure(http, "operator", asked, "/api/v1/audit")
            for asked in questions(busy, rare, subject)
        ]
    times = sorted(one for figure in figures for one in figure.times)
    print(
        f"all searches: p50 {statistics.median(times):.1f} ms, p95"
        f" {times[int(len(times) * 0.95)]:.1f} ms, wanted at most {MOST_MILLISECONDS} ms"
    )
    for figure in sorted(figures, key=lambda figure: figure.p95):
        print(f"  {figure.line()}")


async def main(lines: int) -> None:
    stack = running_stack()
    settings = StoreSettings(database_url=stack.database)
    database = await Database.open(settings)
    keyring = Keyring(database, load_master_key(settings))
    with scratch(stack.database_admin, people=50) as made:
        await deeds(database, keyring, made)
        await chained(database, keyring, made)
        keys = await keyring.of(made.tenant)
        said: JsonObject = {"reason": "Because.", "details": {"after": {"a": 1}}, "refused": None}
        body = keys.seal_json(said, audit.BODY)
        begun = time.perf_counter()
        subject = seed(stack.database_admin, made, body, lines)
        print(f"{lines:,} lines after {time.perf_counter() - begun:.0f} s")
        await searches(stack, made, subject)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES))
