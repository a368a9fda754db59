"""The tables of access: roles, grants, restrictions, exceptions.

Never: one that the database keeps without its tenant.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables import metadata, moment, own_id, tenant

roles = Table(
    "roles",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("changed_by", Text, nullable=False),
    moment("changed_at"),
)

grants = Table(
    "grants",
    metadata,
    *own_id(),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("namespace", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("rights", ARRAY(Text), nullable=False),
    Column("granted_by", Text, nullable=False),
    moment("granted_at"),
    UniqueConstraint("tenant_id", "namespace", "name", "subject_kind", "subject"),
)

restrictions = Table(
    "restrictions",
    metadata,
    tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("restricted_by", Text, nullable=False),
    moment("restricted_at"),
)

exemptions = Table(
    "exemptions",
    metadata,
    *own_id(),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    Column("permission", Text, nullable=False),
    Column("namespace", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    moment("until"),
    Column("made_by", Text, nullable=False),
    moment("made_at"),
    Index("exemptions_of", "tenant_id", "person_id", "made_at"),
)
