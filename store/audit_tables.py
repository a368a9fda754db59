"""The tables of the audit trail: the lines, the chain over them, and what is yet to be chained.

Never: a table without forced row-level security; `store.models` names these too.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import UUID

from store.tables import metadata, moment, own_id, tenant

audit = Table(
    "audit",
    metadata,
    *own_id(),
    moment("at"),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # done, refused, or asked: then a run's answer to the message is the outcome.
    Column("outcome", Text, nullable=False),
    # What makes it one deed, however often it is told: the message to a run, or another name.
    Column("message", Text),
    Column("body", LargeBinary, nullable=False),
    # From where it was done. Sealed with the actor's own key: erasing a person takes it away.
    Column("origin", LargeBinary),
    UniqueConstraint("tenant_id", "subject", "message"),
    # Each search is read from the end of one of these, or of the primary key.
    Index("audit_of", "tenant_id", "subject", "id"),
    Index("audit_by", "tenant_id", "actor", "id"),
    Index("audit_doing", "tenant_id", "action", "id"),
    Index("audit_ending", "tenant_id", "outcome", "id"),
)

audit_links = Table(
    "audit_links",
    metadata,
    tenant(),
    # From 1, without gaps.
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", UUID(as_uuid=False), nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("tenant_id", "entry"),
)

audit_waiting = Table(
    "audit_waiting",
    metadata,
    tenant(),
    Column("entry", UUID(as_uuid=False), primary_key=True),
)

person_keys = Table(
    "person_keys",
    metadata,
    tenant(),
    Column("person_id", UUID(as_uuid=False), primary_key=True),
    # None: destroyed.
    Column("wrapped", LargeBinary),
    moment("created_at"),
    moment("destroyed_at", nullable=True),
)
