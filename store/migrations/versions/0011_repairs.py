"""The audit trail, and runs that repeat others.

Never: a line of the trail changed or taken away; the application may only add and read.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
CHANGES = (
    """CREATE TABLE audit (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        message TEXT,
        body BYTEA NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, subject, message)
    )""",
    "CREATE INDEX audit_of ON audit (tenant_id, subject, id)",
    "ALTER TABLE audit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY own_tenant ON audit TO baton_app USING ({OWN}) WITH CHECK ({OWN})",
    "GRANT SELECT, INSERT ON audit TO baton_app",
    "ALTER TABLE runs ADD COLUMN again_of UUID",
)


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
