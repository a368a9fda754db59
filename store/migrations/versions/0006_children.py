"""Runs that runs start: whose they are, whether somebody waits for them, how deep they are.

Never: a run of before changed; none of them has a parent.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

CHANGES = (
    "ALTER TABLE runs ADD COLUMN parent_id UUID",
    "ALTER TABLE runs ADD COLUMN parent_task TEXT",
    "ALTER TABLE runs ADD COLUMN awaited BOOLEAN NOT NULL DEFAULT false",
    "ALTER TABLE runs ADD COLUMN depth INTEGER NOT NULL DEFAULT 0",
    """CREATE INDEX runs_of_run ON runs (tenant_id, parent_id, id)
    WHERE parent_id IS NOT NULL""",
)


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
