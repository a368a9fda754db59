"""Roles of a tenant's own, grants for processes, restrictions, and exceptions for persons.

Never: one of them without its tenant's row-level security.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0012"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE roles (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        permissions TEXT[] NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, name)
    )""",
    """CREATE TABLE grants (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        subject_kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        rights TEXT[] NOT NULL,
        granted_by TEXT NOT NULL,
        granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, namespace, name, subject_kind, subject)
    )""",
    """CREATE TABLE restrictions (
        tenant_id UUID NOT NULL,
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        restricted_by TEXT NOT NULL,
        restricted_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, namespace, name)
    )""",
    """CREATE TABLE exemptions (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        person_id UUID NOT NULL,
        permission TEXT NOT NULL,
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        allowed BOOLEAN NOT NULL,
        reason TEXT NOT NULL,
        until TIMESTAMP WITH TIME ZONE NOT NULL,
        made_by TEXT NOT NULL,
        made_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, id)
    )""",
    "CREATE INDEX exemptions_of ON exemptions (tenant_id, person_id, made_at)",
    "ALTER TABLE tenants ADD COLUMN access_version BIGINT NOT NULL DEFAULT 0",
)
CHANGING = ("roles", "grants", "restrictions", "exemptions")


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in CHANGING:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO baton_app")
