"""Sketches with their revisions, and what somebody says of a version when it is published.

Never: a number of a revision that means two texts.
"""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
MOMENT = "TIMESTAMP WITH TIME ZONE"
TABLES = (
    f"""CREATE TABLE sketches (
        tenant_id UUID NOT NULL,
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        revision INTEGER NOT NULL,
        based_on TEXT,
        saved_at {MOMENT} NOT NULL,
        saved_by TEXT NOT NULL,
        discarded_at {MOMENT},
        PRIMARY KEY (tenant_id, namespace, name)
    )""",
    """CREATE INDEX sketches_newest ON sketches (tenant_id, saved_at, namespace, name)
    WHERE discarded_at IS NULL""",
    f"""CREATE TABLE sketch_revisions (
        tenant_id UUID NOT NULL,
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        revision INTEGER NOT NULL,
        text TEXT NOT NULL,
        began_at {MOMENT} NOT NULL,
        saved_at {MOMENT} NOT NULL,
        saved_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, namespace, name, revision)
    )""",
    "ALTER TABLE definitions ADD COLUMN notes TEXT",
)
NAMES = ("sketches", "sketch_revisions")


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
