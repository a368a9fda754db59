"""Scenarios of processes: how somebody tries what is drawn.

Never: a value of a run; what stands in a scenario is made up by whoever writes it.
"""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLE = """CREATE TABLE scenarios (
    tenant_id UUID NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    scenario TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    revision INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, namespace, name, scenario)
)"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("ALTER TABLE scenarios ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE scenarios FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_tenant ON scenarios TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON scenarios TO baton_app")
