"""What was sent to whom by which channel, how people want to be told, and links that decide.

Never: the token of a link, only its hash.
"""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE deliveries (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        notice_id UUID NOT NULL,
        person_id UUID,
        channel TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        attempts INTEGER DEFAULT 0 NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        sent_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, notice_id, channel)
    )""",
    "CREATE INDEX deliveries_of_person ON deliveries (tenant_id, person_id, created_at)",
    """CREATE TABLE channel_choices (
        tenant_id UUID NOT NULL,
        person_id UUID NOT NULL,
        topic TEXT NOT NULL,
        channels TEXT[] NOT NULL,
        chosen_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, person_id, topic)
    )""",
    """CREATE TABLE approval_links (
        tenant_id UUID NOT NULL,
        hash TEXT NOT NULL,
        approval_id UUID NOT NULL,
        person_id UUID NOT NULL,
        for_id UUID,
        round INTEGER NOT NULL,
        stage INTEGER NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        used_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, hash)
    )""",
    "CREATE INDEX approval_links_hash ON approval_links (hash)",
    "CREATE INDEX approval_links_of ON approval_links (tenant_id, approval_id, person_id)",
    # An approval's mails: the later ones follow the first.
    """CREATE INDEX notices_of_approval ON notices (tenant_id, approval_id, person_id)
    WHERE approval_id IS NOT NULL""",
)
NAMES = ("deliveries", "channel_choices", "approval_links")
# The link that is followed opens the row that has it, before the tenant is known.
PRESENTED = "hash = nullif(current_setting('baton.token', true), '')"


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
    op.execute(
        f"CREATE POLICY presented ON approval_links FOR SELECT TO baton_app USING ({PRESENTED})"
    )
