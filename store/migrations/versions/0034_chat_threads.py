"""The first message of a run is found by whose account it lies with, not by the conversation.

Never: a change of what stands in a row.
"""

from __future__ import annotations

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute("DROP INDEX chat_messages_of_run")
    op.execute(
        "CREATE INDEX chat_messages_of_run"
        " ON chat_messages (tenant_id, place_id, account, run_id, created_at)"
    )
