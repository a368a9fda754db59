"""Ten thousand tenants beside one: signing in, lists and starting a run, in the same stack.

Run against a stack of one's own: `python -m bench.many_tenants --url … --admin …` (the owner's).
It seeds once; what it has made stays. Never: a figure without the one that it is compared with.
"""

from __future__ import annotations

import argparse
import statistics
import time

import httpx
import psycopg
from argon2 import PasswordHasher

TENANTS = 10_000
PEOPLE = 5
DEFINITIONS = 3
TURNS = 200
PASSWORD = "many tenants, one bench"  # noqa: S105
DOCUMENT = (
    b'{"document":{"dsl":"1.0.3","namespace":"bench","name":"none","version":"1.0.0"},'
    b'"do":[{"a":{"set":{"b":1}}}]}'
)

SEED = """
WITH made AS (
  INSERT INTO tenants (id, slug, name, created_at)
  SELECT md5('bench tenant ' || n)::uuid, 'bench-' || n, 'Bench ' || n, now()
  FROM generate_series(1, %(tenants)s) n ON CONFLICT DO NOTHING RETURNING id, slug),
staffed AS (
  INSERT INTO people (tenant_id, id, email, name, roles, password_hash, created_at)
  SELECT id, md5(id::text || p)::uuid, 'p' || p || '@' || slug || '.example', 'Person ' || p,
    CASE p WHEN 1 THEN '{admin}'::text[] ELSE '{member}'::text[] END, %(hash)s, now()
  FROM made, generate_series(1, %(people)s) p)
INSERT INTO definitions (tenant_id, namespace, name, version, state, hash, rank, created_by,
  created_at, saved_by, saved_at, published_by, published_at, changed_at)
SELECT id, 'bench', 'none', d || '.0.0', 'published', 'bench', lpad(d::text, 8, '0'), 'bench',
  now(), 'bench', now(), 'bench', now(), now()
FROM made, generate_series(1, %(definitions)s) d
"""
SOURCES = """
INSERT INTO definition_sources (tenant_id, hash, source, document)
SELECT id, 'bench', '', %(document)s FROM tenants WHERE slug LIKE 'bench-%%' ON CONFLICT DO NOTHING
"""


def seed(admin: str, tenants: int) -> None:
    """By SQL, as the owner of the tables."""
    given = {
        "tenants": tenants,
        "people": PEOPLE,
        "definitions": DEFINITIONS,
        "hash": PasswordHasher().hash(PASSWORD),
    }
    with psycopg.connect(admin) as connection:
        connection.execute(SEED, given)
        connection.execute(SOURCES, {"document": DOCUMENT})
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("ANALYZE")


def measure(url: str, tenant: int, turns: int) -> dict[str, float]:
    """Medians in milliseconds, of one tenant."""
    email = f"p1@bench-{tenant}.example"
    found: dict[str, float] = {}
    with httpx.Client(base_url=url, headers={"X-Baton": "1"}, timeout=30) as client:
        credentials = {"email": email, "password": PASSWORD}
        found["sign-in"] = _median(client, "POST", "/session", min(turns, 20), credentials)
        found["runs"] = _median(client, "GET", "/runs", turns)
        found["definitions"] = _median(client, "GET", "/definitions", turns)
        run = {"workflow": "bench/none", "input": {}}
        found["start"] = _median(client, "POST", "/runs", turns, run)
    return found


def _median(
    client: httpx.Client, method: str, path: str, turns: int, body: object | None = None
) -> float:
    taken: list[float] = []
    for _ in range(turns):
        begun = time.perf_counter()
        client.request(method, f"/api/v1{path}", json=body).raise_for_status()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--url", required=True)
    asked.add_argument("--admin", required=True)
    asked.add_argument("--tenants", type=int, default=TENANTS)
    asked.add_argument("--turns", type=int, default=TURNS)
    given = asked.parse_args()
    admin, url = str(given.admin), str(given.url)
    tenants, turns = int(given.tenants), int(given.turns)
    seed(admin, 1)
    measure(url, 1, 20)
    alone = measure(url, 1, turns)
    seed(admin, tenants)
    many = measure(url, tenants // 2, turns)
    for name, milliseconds in alone.items():
        ratio = many[name] / milliseconds
        print(f"{name:12} {milliseconds:8.1f} ms {many[name]:8.1f} ms   {ratio:5.2f}")


if __name__ == "__main__":
    main()
