"""The tables of secrets, of who has used them, and of the tenants' keys.

Never: a value or a key in clear; a test looks at each row.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables import metadata, moment, tenant

tenant_keys = Table(
    "tenant_keys",
    metadata,
    tenant(),
    Column("version", Integer, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    # By the master key that is coming, while it changes.
    Column("wrapped_next", LargeBinary),
    moment("created_at"),
    # All processes know a version before the first one seals with it.
    Column("seals_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
)

secrets = Table(
    "secrets",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False, server_default="1"),
    # Of that version.
    Column("body", LargeBinary, nullable=False),
    moment("updated_at"),
    Column("updated_by", Text, nullable=False),
    Column("processes", ARRAY(Text), nullable=False),
    Column("hosts", ARRAY(Text), nullable=False),
    moment("bound_at", nullable=True),
    Column("bound_by", Text),
)

secret_versions = Table(
    "secret_versions",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    moment("written_at"),
    Column("written_by", Text, nullable=False),
    # The one that was brought back.
    Column("restored", Integer),
)

secret_uses = Table(
    "secret_uses",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    Column("process", Text, primary_key=True),
    Column("receiver", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("times", Integer, nullable=False),
    moment("first_at"),
    moment("last_at"),
    # None: it was read to publish the process.
    Column("last_run", UUID(as_uuid=False)),
)
