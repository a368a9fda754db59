"""What runs of a definition that needed documents from elsewhere, by its content hash.

Never: a definition of before changed; none of them needed any.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE definitions ADD COLUMN program TEXT")
