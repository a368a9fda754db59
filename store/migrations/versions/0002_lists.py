"""What lists need: indexes for each filter of runs, summaries, emails in small letters.

Never: a value that is kept changed, but for the case of an email.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import cast

from alembic import op
from sqlalchemy import TextClause, text

revision = "0002"
down_revision = "0001"

CHANGES = (
    "ALTER TABLE definitions ADD COLUMN summary TEXT",
    # The primary key is the same.
    "DROP INDEX runs_recent",
    "CREATE INDEX runs_by_status ON runs (tenant_id, status, id)",
    "CREATE INDEX runs_of_process ON runs (tenant_id, namespace, name, status, id)",
    "CREATE INDEX runs_of_person ON runs (tenant_id, started_by, status, id)",
    """CREATE INDEX runs_of_person_in_process
    ON runs (tenant_id, started_by, namespace, name, status, id)""",
)
_SOURCES = text("SELECT tenant_id::text AS tenant, hash, document FROM definition_sources")
_DESCRIBE = text(
    "UPDATE definitions SET title = :title, summary = :summary"
    " WHERE tenant_id = CAST(:tenant AS uuid) AND hash = :hash"
)
_PEOPLE = text(
    "SELECT tenant_id::text AS tenant, id::text AS id, email FROM people ORDER BY created_at, id"
)
_LOWER = text(
    "UPDATE people SET email = :email"
    " WHERE tenant_id = CAST(:tenant AS uuid) AND id = CAST(:id AS uuid)"
)


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
    with _in_sight("definitions", "definition_sources"):
        _describe()
    with _in_sight("people"):
        _lower()


@contextmanager
def _in_sight(*tables: str) -> Generator[None]:
    """An owner who is no superuser is held by the policies too, and has none of its own."""
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _describe() -> None:
    """Title and summary as the kept documents have them."""
    for row in _rows(_SOURCES):
        about = _about(cast("bytes", row["document"]))
        words = {name: _words(about.get(name)) for name in ("title", "summary")}
        if any(words.values()):
            keys = {"tenant": row["tenant"], "hash": row["hash"]}
            op.get_bind().execute(_DESCRIBE, {**words, **keys})


def _about(document: bytes) -> Mapping[str, object]:
    """Read here: a NUL in a text, which PostgreSQL's JSON refuses, must not stop a migration."""
    try:
        about = cast("object", json.loads(document)["document"])
    except (ValueError, LookupError, TypeError):
        return {}
    return cast("Mapping[str, object]", about) if isinstance(about, dict) else {}


def _words(value: object) -> str | None:
    return value.replace("\0", "") if isinstance(value, str) else None


def _lower() -> None:
    """Sign-in looks for small letters. Of two that differ by case only, the first has them."""
    people = list(_rows(_PEOPLE))
    taken = {(row["tenant"], row["email"]) for row in people}
    for row in people:
        email = str(row["email"]).lower()
        if email != row["email"] and (row["tenant"], email) not in taken:
            taken.add((row["tenant"], email))
            op.get_bind().execute(_LOWER, {**row, "email": email})


def _rows(query: TextClause) -> list[dict[str, object]]:
    return [{**row} for row in op.get_bind().execute(query).mappings()]
