"""The tables of tenants as wholes: their use, their logo, and which people are one and the same.

Never: a value of a run or of a person in what the installation's own people may read.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from store.tables import metadata, moment, tenant

run_counts = Table(
    "run_counts",
    metadata,
    tenant(),
    Column("day", Date, primary_key=True),
    # Several rows a day, so that starts don't wait for each other.
    Column("shard", Integer, primary_key=True),
    Column("runs", BigInteger, nullable=False),
)

tenant_uses = Table(
    "tenant_uses",
    metadata,
    tenant(),
    Column("bytes", BigInteger, nullable=False),
    # Beside those: counted as files come and go.
    Column("file_bytes", BigInteger, nullable=False, server_default="0"),
    Column("people", BigInteger, nullable=False),
    Column("definitions", BigInteger, nullable=False),
    moment("measured_at", nullable=True),
)

tenant_logos = Table(
    "tenant_logos",
    metadata,
    tenant(),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

person_links = Table(
    "person_links",
    metadata,
    tenant(),
    Column("person_id", UUID(as_uuid=False), primary_key=True),
    # The same of all persons that are one and the same human being.
    Column("account", UUID(as_uuid=False), nullable=False),
    moment("linked_at"),
    Index("person_links_account", "account"),
)
