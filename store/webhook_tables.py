"""The tables of outgoing webhooks: where messages go, and each message with how it went.

Never: an address, a secret, a message or an answer in clear; an address may be a key by itself.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables import metadata, moment, own_id

webhook_endpoints = Table(
    "webhook_endpoints",
    metadata,
    *own_id(),
    Column("url", LargeBinary, nullable=False),
    # What signs, and what has signed until a while ago.
    Column("secrets", LargeBinary, nullable=False),
    Column("description", Text, nullable=False),
    Column("types", ARRAY(Text), nullable=False),
    # Patterns of namespace/name; none: all of them, and what is of none.
    Column("processes", ARRAY(Text), nullable=False),
    Column("enabled", Boolean, nullable=False),
    # gone or failing; NULL: nobody, or a person.
    Column("off_why", Text),
    # Since then nothing has arrived.
    moment("failing_since", nullable=True),
    # As the receiver has asked.
    moment("rests_until", nullable=True),
    moment("created_at"),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
)

webhook_messages = Table(
    "webhook_messages",
    metadata,
    *own_id(),
    Column("endpoint_id", UUID(as_uuid=False), nullable=False),
    Column("cause", Text, nullable=False),
    Column("type", Text, nullable=False),
    # As it is sent; NULL when it has arrived.
    Column("body", LargeBinary),
    # queued, sent, dead, or failed: a test, which is not tried again.
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("status", Integer),
    # What was wrong, and the beginning of the answer.
    Column("said", LargeBinary),
    moment("created_at"),
    # The first attempt of this sending is due.
    moment("queued_at"),
    moment("tried_at", nullable=True),
    moment("next_at", nullable=True),
    moment("ended_at", nullable=True),
    UniqueConstraint("tenant_id", "endpoint_id", "cause"),
    Index("webhook_messages_of", "tenant_id", "endpoint_id", "created_at", "id"),
    Index(
        "webhook_messages_open",
        "tenant_id",
        "endpoint_id",
        "state",
        postgresql_where="state IN ('queued', 'dead')",
    ),
    Index("webhook_messages_over", "ended_at", postgresql_where="ended_at IS NOT NULL"),
)
