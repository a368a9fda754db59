"""What published processes lean on: the fingerprints of the functions that they call.

Never: a tenant. A function belongs to the installation; which process uses it is not kept here.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """CREATE TABLE functions_published (
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (name, version)
        )"""
    )
    # Neither changed nor taken back: a process that has been published may run at any time.
    op.execute("GRANT SELECT, INSERT ON functions_published TO baton_app")
