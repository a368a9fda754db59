"""Since when a run has been stuck.

Never: a status of its own; what a run is in the standard's words is what it last said.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("ALTER TABLE runs ADD COLUMN stuck_at TIMESTAMP WITH TIME ZONE")
