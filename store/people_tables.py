"""The tables about people beside the people themselves: who is who, mails, one-time links.

Never: a table without forced row-level security; `store/models.py` counts these too.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from store.tables import metadata, moment, own_id, tenant

mails = Table(
    "mails",
    metadata,
    *own_id(),
    # Until it has gone or was given up; then nobody needs it any more.
    Column("body", LargeBinary),
    moment("created_at"),
    moment("sent_at", nullable=True),
    moment("given_up_at", nullable=True),
    Column("trouble", Text),
)

tokens = Table(
    "tokens",
    metadata,
    tenant(),
    Column("hash", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    moment("created_at"),
    moment("expires_at"),
    moment("used_at", nullable=True),
    Index("tokens_hash", "hash"),
    Index("tokens_of_person", "tenant_id", "person_id", "kind"),
)

departments = Table(
    "departments",
    metadata,
    *own_id(),
    Column("parent_id", UUID(as_uuid=False)),
    # Of its siblings none has the same name, whatever its case.
    Column("name", Text, nullable=False),
    Column("head_id", UUID(as_uuid=False)),
    moment("created_at"),
)

groups = Table(
    "groups",
    metadata,
    *own_id(),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    moment("created_at"),
)

group_members = Table(
    "group_members",
    metadata,
    tenant(),
    Column("group_id", UUID(as_uuid=False), primary_key=True),
    # Of a person, or of a department with all who are in it and below.
    Column("kind", Text, primary_key=True),
    Column("member_id", UUID(as_uuid=False), primary_key=True),
)

absences = Table(
    "absences",
    metadata,
    *own_id(),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    moment("since"),
    moment("until"),
    Column("deputy_id", UUID(as_uuid=False)),
    Column("created_by", UUID(as_uuid=False), nullable=False),
    moment("created_at"),
    Index("absences_of_person", "tenant_id", "person_id", "until"),
)
