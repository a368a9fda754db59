"""Versions of secrets, who used them when, and keys that can be turned.

Never: a secret without the version that it has.
"""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE secret_versions (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        body BYTEA NOT NULL,
        written_at TIMESTAMP WITH TIME ZONE NOT NULL,
        written_by TEXT NOT NULL,
        restored INTEGER,
        PRIMARY KEY (tenant_id, name, version)
    )""",
    """CREATE TABLE secret_uses (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        process TEXT NOT NULL,
        receiver TEXT NOT NULL,
        day DATE NOT NULL,
        times INTEGER NOT NULL,
        first_at TIMESTAMP WITH TIME ZONE NOT NULL,
        last_at TIMESTAMP WITH TIME ZONE NOT NULL,
        last_run UUID,
        PRIMARY KEY (tenant_id, name, process, receiver, day)
    )""",
)
CHANGES = (
    "ALTER TABLE secrets ADD COLUMN version INTEGER DEFAULT 1 NOT NULL",
    "ALTER TABLE secrets ADD COLUMN bound_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE secrets ADD COLUMN bound_by TEXT",
    "ALTER TABLE tenant_keys ADD COLUMN wrapped_next BYTEA",
    "ALTER TABLE tenant_keys ADD COLUMN seals_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL",
)
# An owner who is no superuser is held by the policies too, and has none of its own.
KEPT = (
    "ALTER TABLE secrets NO FORCE ROW LEVEL SECURITY",
    """INSERT INTO secret_versions (tenant_id, name, version, body, written_at, written_by)
    SELECT tenant_id, name, 1, body, updated_at, updated_by FROM secrets""",
    "ALTER TABLE secrets FORCE ROW LEVEL SECURITY",
)
NAMES = ("secret_versions", "secret_uses")


def upgrade() -> None:
    for statement in (*TABLES, *CHANGES, *KEPT):
        op.execute(statement)
    for name in NAMES:
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {name} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO baton_app")
