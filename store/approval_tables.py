"""The tables of approvals as people find them, and of what people are to be told.

The run holds an approval; these rows are its shadow, written with the facts. Never: a subject, a
text or an answer in clear.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import UUID

from store.tables import metadata, moment, own_id, tenant

approvals = Table(
    "approvals",
    metadata,
    *own_id(),
    Column("run_id", UUID(as_uuid=False), nullable=False),
    Column("kind", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("visit", Text, nullable=False),
    Column("status", Text, nullable=False),
    # Of the change that it shows; a later one is never overwritten by an earlier.
    Column("number", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("requester_id", UUID(as_uuid=False)),
    Column("sign_in", Boolean, nullable=False),
    moment("due_at", nullable=True),
    Column("body", LargeBinary, nullable=False),
    moment("opened_at"),
    moment("changed_at"),
    moment("ended_at", nullable=True),
    Index("approvals_of_run", "tenant_id", "run_id"),
    Index("approvals_asked_for", "tenant_id", "requester_id", "id"),
    Index("approvals_due", "due_at", postgresql_where="ended_at IS NULL"),
)

approval_people = Table(
    "approval_people",
    metadata,
    tenant(),
    Column("approval_id", UUID(as_uuid=False), primary_key=True),
    Column("person_id", UUID(as_uuid=False), primary_key=True),
    # open, voted or closed.
    Column("state", Text, nullable=False),
    moment("asked_at"),
    moment("changed_at"),
    Index("approval_people_of", "tenant_id", "person_id", "state", "asked_at", "approval_id"),
)

notices = Table(
    "notices",
    metadata,
    *own_id(),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    Column("kind", Text, nullable=False),
    # One for each person, however often it is told.
    Column("cause", Text, nullable=False),
    Column("approval_id", UUID(as_uuid=False)),
    Column("run_id", UUID(as_uuid=False)),
    # What else there is to say; of an approval that stands there.
    Column("body", LargeBinary),
    moment("created_at"),
    moment("read_at", nullable=True),
    # The channels have it.
    moment("told_at", nullable=True),
    UniqueConstraint("tenant_id", "person_id", "cause"),
    Index("notices_of_person", "tenant_id", "person_id", "created_at"),
    Index(
        "notices_of_approval",
        *("tenant_id", "approval_id", "person_id"),
        postgresql_where="approval_id IS NOT NULL",
    ),
)
