"""A tenant for a measurement, made by SQL in a stack's database and taken away again.

Never: a row of a tenant that somebody works with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg

from definitions.versions import rank
from store.api_keys import hash_of
from store.models import metadata

PROCESSES = 40
TABLES = sorted(each.name for each in metadata.tables.values() if "tenant_id" in each.columns)

_RUNS = """
INSERT INTO runs (tenant_id, id, namespace, name, version, hash, status, started_by, created_at,
  started_at, ended_at, input, output)
SELECT %(tenant)s, (lpad(to_hex((extract(epoch FROM made) * 1000)::bigint), 12, '0') || '7'
    || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid,
  'bench-' || process / 5, 'process-' || process, '1.0.0', 'h', status,
  -- Most are started by one technical account, the others by people.
  (%(people)s::text[])[CASE WHEN luck < 0.6 THEN 1 ELSE 2 + number %% %(others)s END],
  made, made, CASE WHEN status IN ('completed', 'faulted', 'cancelled') THEN made END,
  decode(repeat(noise, 10), 'hex'), decode(repeat(noise, 20), 'hex')
FROM (SELECT number, random() AS luck, md5(number::text || random()) AS noise,
    now() - interval '90 days' * (1 - number / %(runs)s::float) AS made,
    -- A few processes have most of the runs, and one has hardly any.
    (%(processes)s * power(random(), 2))::int %% %(processes)s AS process,
    CASE WHEN number > %(runs)s - 200 THEN (ARRAY['pending', 'running', 'waiting', 'suspended'])
      [1 + number %% 4] WHEN random() < 0.0005 THEN 'faulted' WHEN random() < 0.02 THEN 'cancelled'
      ELSE 'completed' END AS status
  FROM generate_series(1, %(runs)s) AS number) AS made
"""


@dataclass(frozen=True)
class Somebody:
    """A person of the tenant, who has a key."""

    id: str
    key: str


@dataclass(frozen=True)
class Scratch:
    """The tenant. Its first person is an operator, the others are members."""

    tenant: str
    people: Sequence[Somebody]


@contextmanager
def scratch(
    admin_url: str, people: int, operators: int = 1, role: str = "operator"
) -> Iterator[Scratch]:
    """`operators` have that role."""
    made = Scratch(str(uuid4()), [Somebody(str(uuid4()), f"bat_{uuid4()}") for _ in range(people)])
    with psycopg.connect(admin_url, autocommit=True) as admin:
        name = f"bench-{made.tenant[:8]}"
        admin.execute(
            "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, %s, now())",
            [made.tenant, name, name],
        )
        try:
            for number, one in enumerate(made.people):
                _add(admin, made.tenant, one, role if number < operators else "member")
            for process in range(PROCESSES):
                _define(admin, made.tenant, f"bench-{process // 5}", f"process-{process}")
            yield made
        finally:
            for table in TABLES:
                statement = f"DELETE FROM {table} WHERE tenant_id = %s"  # noqa: S608
                admin.execute(statement, [made.tenant])
            admin.execute("DELETE FROM tenants WHERE id = %s", [made.tenant])


def seed_runs(admin_url: str, made: Scratch, runs: int) -> None:
    """Spread over 90 days, with figures as they are found: most completed, few faulted."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        people = [one.id for one in made.people]
        values = {"tenant": made.tenant, "people": people, "others": len(people) - 1}
        admin.execute(_RUNS, {**values, "runs": runs, "processes": PROCESSES})
        # What autovacuum would do within a minute.
        admin.execute("VACUUM ANALYZE runs")


def _add(admin: psycopg.Connection, tenant: str, one: Somebody, role: str) -> None:
    admin.execute(
        "INSERT INTO people (tenant_id, id, email, name, roles, created_at)"
        " VALUES (%s, %s, %s, 'Some Body', %s, now())",
        [tenant, one.id, f"{one.id}@bench.example", [role]],
    )
    admin.execute(
        "INSERT INTO api_keys (tenant_id, id, name, prefix, hash, person_id, created_at)"
        " VALUES (%s, %s, 'bench', 'bat_', %s, %s, now())",
        [tenant, str(uuid4()), hash_of(one.key), one.id],
    )


def _define(admin: psycopg.Connection, tenant: str, namespace: str, name: str) -> None:
    admin.execute(
        "INSERT INTO definitions (tenant_id, namespace, name, version, rank, state, hash, title,"
        " created_by, created_at, saved_by, saved_at, published_by, published_at, changed_at)"
        " VALUES (%s, %s, %s, '1.0.0', %s, 'published', 'h', %s,"
        " 'bench', now(), 'bench', now(), 'bench', now(), now())",
        [tenant, namespace, name, rank("1.0.0"), f"Process {name}"],
    )
