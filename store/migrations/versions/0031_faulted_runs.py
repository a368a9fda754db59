"""Runs that have faulted are found by when they did.

Never: an index over all runs for a question about the few that fail.
"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.execute("""CREATE INDEX runs_faulted ON runs (tenant_id, ended_at)
    WHERE status = 'faulted'""")
