"""The tables. What a run holds (`bytea`) is sealed with the tenant's key.

Never: a table with a tenant column and without forced row-level security; the migration makes the
policies from `TENANT_TABLES`, and a test compares them with the database.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store import (
    access_tables,
    approval_tables,
    audit_tables,
    chat_tables,
    entry_tables,
    file_tables,
    key_tables,
    people_tables,
    provider_tables,
    scenario_tables,
    secret_tables,
    sketch_tables,
    telling_tables,
    tenant_tables,
    webhook_tables,
)
from store.tables import metadata
from store.tables import moment as _moment
from store.tables import own_id as _own_id
from store.tables import tenant as _tenant

tenants = Table(
    "tenants",
    metadata,
    Column("id", UUID(as_uuid=False), primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    _moment("created_at"),
    # Of roles, grants and exceptions: turned on by each change of them.
    Column("access_version", BigInteger, nullable=False, server_default="0"),
    Column("time_zone", Text),
    Column("working_hours", JSONB),
    # Of those who run all of it; one at most.
    Column("installation", Boolean, nullable=False, server_default="false"),
    _moment("suspended_at", nullable=True),
    Column("suspended_why", Text),
    # From then on its rows are taken away.
    _moment("erase_at", nullable=True),
    Column("features_off", ARRAY(Text), nullable=False, server_default="{}"),
    Column("colour", Text),
    # Of the picture, so that a new one has another address.
    Column("logo", Text),
    Column("language", Text),
    Index("tenants_installation", "installation", unique=True, postgresql_where="installation"),
    Index("tenants_ending", "erase_at", postgresql_where="erase_at IS NOT NULL"),
)

people = Table(
    "people",
    metadata,
    *_own_id(),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("department_id", UUID(as_uuid=False)),
    Column("manager_id", UUID(as_uuid=False)),
    Column("language", Text),
    Column("time_zone", Text),
    Column("working_hours", JSONB),
    _moment("invited_at", nullable=True),
    Column("password_hash", Text),
    _moment("created_at"),
    _moment("disabled_at", nullable=True),
    # `service` for an account that only programs use; somebody answers for it.
    Column("kind", Text, nullable=False, server_default="person"),
    Column("owner_id", UUID(as_uuid=False)),
    UniqueConstraint("tenant_id", "email"),
    Index("people_email", "email"),
)

definitions = Table(
    "definitions",
    metadata,
    _tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("hash", Text, nullable=False),
    # Of what runs, where publishing has put in what lies elsewhere; else the same as `hash`.
    Column("program", Text),
    Column("title", Text),
    Column("summary", Text),
    # Milliseconds after which a run in which nothing happens is told of.
    Column("overdue_after", BigInteger),
    # The order of versions, as `definitions.versions.rank` spells it.
    Column("rank", Text(collation="C"), nullable=False),
    Column("created_by", Text, nullable=False),
    _moment("created_at"),
    Column("saved_by", Text, nullable=False),
    _moment("saved_at"),
    Column("published_by", Text),
    _moment("published_at", nullable=True),
    # What whoever has published it says of it.
    Column("notes", Text),
    Column("deprecated_by", Text),
    _moment("deprecated_at", nullable=True),
    Column("archived_by", Text),
    _moment("archived_at", nullable=True),
    _moment("changed_at"),
    # The highest of each state, and the last change: one look each, however many there are.
    Index("definitions_highest", "tenant_id", "namespace", "name", "state", "rank"),
    Index("definitions_changed", "tenant_id", "namespace", "name", "changed_at"),
    Index("definitions_overdue", "tenant_id", postgresql_where="overdue_after IS NOT NULL"),
)

definition_sources = Table(
    "definition_sources",
    metadata,
    _tenant(),
    Column("hash", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

layouts = Table(
    "layouts",
    metadata,
    _tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("positions", LargeBinary, nullable=False),
    Column("saved_by", Text, nullable=False),
    _moment("saved_at"),
)

schedules = Table(
    "schedules",
    metadata,
    _tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("hash", Text, nullable=False),
    # What the definition says of this kind.
    Column("value", JSONB, nullable=False),
    _moment("anchor_at"),
    _moment("next_at", nullable=True),
    _moment("last_at", nullable=True),
    Column("last_run", UUID(as_uuid=False)),
    Column("paused_by", Text),
    _moment("paused_at", nullable=True),
    # Since when it can start no run, and why; the next one that it starts takes that away.
    _moment("failed_at", nullable=True),
    Column("failed_why", Text),
    Index("schedules_next", "next_at", postgresql_where="paused_at IS NULL"),
    Index("schedules_of_kind", "tenant_id", "kind", "namespace", "name"),
)

runs = Table(
    "runs",
    metadata,
    *_own_id(),
    Column("namespace", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cause", Text),
    Column("started_by", Text, nullable=False),
    Column("execution", Integer, nullable=False, server_default="1"),
    _moment("created_at"),
    _moment("started_at", nullable=True),
    _moment("ended_at", nullable=True),
    Column("input", LargeBinary, nullable=False),
    Column("output", LargeBinary),
    Column("error", LargeBinary),
    Column("last_message", Integer, nullable=False, server_default="0"),
    Column("last_trace", Integer, nullable=False, server_default="0"),
    # Of a run that another run has started: which one, and by which task of its definition.
    Column("parent_id", UUID(as_uuid=False)),
    Column("parent_task", Text),
    Column("awaited", Boolean, nullable=False, server_default="false"),
    Column("depth", Integer, nullable=False, server_default="0"),
    Column("package", Text),  # that brings the code, where the process is written in Python
    Column("again_of", UUID(as_uuid=False)),
    _moment("stuck_at", nullable=True),
    UniqueConstraint("id"),
    UniqueConstraint("tenant_id", "cause"),
    Index("runs_open", "status", postgresql_where="ended_at IS NULL"),
    # Each list of runs is read from the end of one of these, or of the primary key.
    Index("runs_by_status", "tenant_id", "status", "id"),
    Index("runs_of_process", "tenant_id", "namespace", "name", "status", "id"),
    Index("runs_of_person", "tenant_id", "started_by", "status", "id"),
    Index(
        "runs_of_person_in_process",
        *("tenant_id", "started_by", "namespace", "name", "status", "id"),
    ),
    Index("runs_of_run", "tenant_id", "parent_id", "id", postgresql_where="parent_id IS NOT NULL"),
    # Who asks what failed today doesn't look at all that ever has.
    Index("runs_faulted", "tenant_id", "ended_at", postgresql_where="status = 'faulted'"),
)


def _of_run() -> tuple[Column[object], Column[object]]:
    # No foreign key: its check would cost each fact of a run a look at the run's row.
    return _tenant(), Column("run_id", UUID(as_uuid=False), primary_key=True)


facts = Table(
    "facts",
    metadata,
    *_of_run(),
    Column("sequence", Integer, primary_key=True),
    Column("execution", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

trace = Table(
    "trace",
    metadata,
    *_of_run(),
    Column("sequence", Integer, primary_key=True),
    Column("task", Text, nullable=False),
    Column("visit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

intents = Table(
    "intents",
    metadata,
    *_of_run(),
    Column("key", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    _moment("created_at"),
    Column("outcome", LargeBinary),
)

messages = Table(
    "messages",
    metadata,
    *_of_run(),
    Column("id", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _moment("created_at"),
    _moment("delivered_at", nullable=True),
    Column("answer", JSONB),
    _moment("answered_at", nullable=True),
    UniqueConstraint("run_id", "sequence"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("tenant_id", UUID(as_uuid=False), nullable=False),
    Column("run_id", UUID(as_uuid=False), nullable=False),
    Column("kind", Text, nullable=False),
    _moment("created_at"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _moment("next_at"),
    Index("outbox_run", "run_id"),
    Index("outbox_next", "next_at"),
)

events = Table(
    "events",
    metadata,
    *_own_id(),
    # Of source and id: whoever sends an event again sends the same one.
    Column("digest", LargeBinary, nullable=False),
    Column("type", Text, nullable=False),
    Column("run_id", UUID(as_uuid=False)),
    # Of the trace of the run that has published it.
    Column("line", Integer),
    Column("body", LargeBinary, nullable=False),
    _moment("created_at"),
    Column("arrival", BigInteger, Identity(), nullable=False),
    # In the order in which listeners hear of them; none before that is settled.
    Column("place", BigInteger),
    UniqueConstraint("tenant_id", "digest"),
    Index("events_new", "tenant_id", "arrival", postgresql_where="place IS NULL"),
    Index("events_in_turn", "tenant_id", "place"),
    Index("events_of_type", "tenant_id", "type", "place"),
    Index("events_of_run", "tenant_id", "run_id", "line", postgresql_where="run_id IS NOT NULL"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    *_of_run(),
    Column("listener", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("correlation", Text, nullable=False),
    Column("expected", LargeBinary, nullable=False),
    # What was published before the listener came has not all been handed to it yet.
    Column("lagging", Boolean, nullable=False, server_default="true"),
    Column("seen", BigInteger, nullable=False, server_default="0"),
    Index("subscriptions_wanting", "tenant_id", "type", "correlation", "expected"),
    Index("subscriptions_lagging", "tenant_id", postgresql_where="lagging"),
)

consumptions = Table(
    "consumptions",
    metadata,
    _tenant(),
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("namespace", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("consumptions_of", "tenant_id", "namespace", "name", "id"),
)

claims = Table(
    "claims",
    metadata,
    *_own_id(),
    Column("body", LargeBinary, nullable=False),
    _moment("created_at"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    _tenant(),
    Column("key", Text, primary_key=True),
    Column("route", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary),
    _moment("created_at"),
)

functions_published = Table(
    "functions_published",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    _moment("created_at"),
)

code = Table(
    "code",
    metadata,
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("rank", Text(collation="C"), nullable=False),
    Column("package", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("declared", LargeBinary, nullable=False),
    _moment("declared_at"),
    _moment("seen_at"),
    _moment("withdrawn_at", nullable=True),
)

BESIDE = (
    *(access_tables, approval_tables, audit_tables, chat_tables, entry_tables, file_tables),
    *(key_tables, people_tables, provider_tables, scenario_tables, secret_tables, sketch_tables),
    *(telling_tables, tenant_tables, webhook_tables),
)
"""Modules with more of them: named here, so that whoever knows these knows those."""

TENANT_TABLES = tuple(table for table in metadata.sorted_tables if "tenant_id" in table.columns)
