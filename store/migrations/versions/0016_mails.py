"""Mails that the relay sends, and tokens of links that work once.

Never: a token itself, only its hash; never a mail's text once it has gone.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE mails (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        body BYTEA,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        sent_at TIMESTAMP WITH TIME ZONE,
        given_up_at TIMESTAMP WITH TIME ZONE,
        trouble TEXT,
        PRIMARY KEY (tenant_id, id)
    )""",
    """CREATE TABLE tokens (
        tenant_id UUID NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT NOT NULL,
        person_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        used_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, hash)
    )""",
    "CREATE INDEX tokens_hash ON tokens (hash)",
    "CREATE INDEX tokens_of_person ON tokens (tenant_id, person_id, kind)",
)
# The link that is followed opens the row that has it, before the tenant is known.
PRESENTED = "hash = nullif(current_setting('baton.token', true), '')"


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in ("mails", "tokens"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO baton_app")
    op.execute(f"CREATE POLICY presented ON tokens FOR SELECT TO baton_app USING ({PRESENTED})")
