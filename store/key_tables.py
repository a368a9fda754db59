"""The tables of API keys and of how much a tenant may ask.

Never: a key itself; a hash and its first letters are all that is kept.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables import metadata, moment, own_id, tenant

api_keys = Table(
    "api_keys",
    metadata,
    *own_id(),
    Column("name", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    # Patterns of permissions; the key gives those of them that its person has.
    Column("scopes", ARRAY(Text), nullable=False, server_default="{*}"),
    # Networks that it may be presented from; none: all.
    Column("networks", ARRAY(Text), nullable=False, server_default="{}"),
    Column("created_by", UUID(as_uuid=False)),
    moment("created_at"),
    moment("expires_at", nullable=True),
    moment("last_used_at", nullable=True),
    Column("last_used_from", Text),
    # The key that has been made to follow this one.
    Column("successor_id", UUID(as_uuid=False)),
    Index("api_keys_prefix", "prefix"),
)

tenant_limits = Table(
    "tenant_limits",
    metadata,
    tenant(),
    # Requests a minute, where they differ from those of the installation.
    Column("per_key", Integer),
    Column("per_person", Integer),
    Column("per_tenant", Integer),
    # How much of each it may have; none: as much as it likes.
    Column("runs_a_day", BigInteger),
    Column("runs_at_once", BigInteger),
    Column("definitions", BigInteger),
    Column("people", BigInteger),
    Column("bytes", BigInteger),
    moment("changed_at"),
)
