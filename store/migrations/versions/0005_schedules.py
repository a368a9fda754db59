"""Schedules: when a published process starts by itself.

Never: a row for the relay to write; it looks for what is due, and starts runs as their tenant.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

SCHEDULES = """CREATE TABLE schedules (
    tenant_id UUID NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    value JSONB NOT NULL,
    anchor_at TIMESTAMP WITH TIME ZONE NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    last_at TIMESTAMP WITH TIME ZONE,
    last_run UUID,
    paused_by TEXT,
    paused_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, namespace, name, kind)
)"""
OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"


def upgrade() -> None:
    op.execute(SCHEDULES)
    op.execute("CREATE INDEX schedules_next ON schedules (next_at) WHERE paused_at IS NULL")
    op.execute("ALTER TABLE schedules ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE schedules FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_tenant ON schedules TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON schedules TO baton_app")
    op.execute("CREATE POLICY relay ON schedules FOR SELECT TO baton_relay USING (true)")
    op.execute("GRANT SELECT ON schedules TO baton_relay")
