"""Templates of what people are told, waits that are overdue, schedules that start nothing.

Never: a number of a version that means two texts.
"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE notification_templates (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, name)
    )""",
    """CREATE TABLE notification_template_versions (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        texts JSONB NOT NULL,
        sample JSON NOT NULL,
        note TEXT,
        saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
        saved_by TEXT NOT NULL,
        restored INTEGER,
        PRIMARY KEY (tenant_id, name, version)
    )""",
    """CREATE TABLE overdue_waits (
        tenant_id UUID NOT NULL,
        run_id UUID NOT NULL,
        cause TEXT NOT NULL,
        found_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, run_id, cause)
    )""",
    "ALTER TABLE definitions ADD COLUMN overdue_after BIGINT",
    """CREATE INDEX definitions_overdue ON definitions (tenant_id)
    WHERE overdue_after IS NOT NULL""",
    "CREATE INDEX approvals_due ON approvals (due_at) WHERE ended_at IS NULL",
    "ALTER TABLE schedules ADD COLUMN failed_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE schedules ADD COLUMN failed_why TEXT",
)
NAMES = ("notification_templates", "notification_template_versions", "overdue_waits")
# Whose waits the relay has to look at: whether there are any, and nothing of what is in them.
LOOKED_AT = {"definitions": "tenant_id, overdue_after", "approvals": "tenant_id, due_at, ended_at"}


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for name in NAMES:
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {name} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO baton_app")
    for name, columns in LOOKED_AT.items():
        op.execute(f"CREATE POLICY relay ON {name} FOR SELECT TO baton_relay USING (true)")
        op.execute(f"GRANT SELECT ({columns}) ON {name} TO baton_relay")
