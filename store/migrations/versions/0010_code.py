"""Processes that are written in Python: what packages declare, and which runs are of one.

Never: a tenant in what is declared. A package belongs to the installation; its runs to tenants.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

CHANGES = (
    """CREATE TABLE code (
        namespace TEXT NOT NULL,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        rank TEXT COLLATE "C" NOT NULL,
        package TEXT NOT NULL,
        title TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        declared BYTEA NOT NULL,
        declared_at TIMESTAMP WITH TIME ZONE NOT NULL,
        seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
        withdrawn_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (namespace, name, version)
        )""",
    "GRANT SELECT, INSERT, UPDATE ON code TO baton_app",
    "ALTER TABLE runs ADD COLUMN package TEXT",
)


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
