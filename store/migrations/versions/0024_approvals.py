"""Approvals as people find them, and what people are to be told.

Never: a subject, a text or an answer in clear.
"""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    """CREATE TABLE approvals (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        run_id UUID NOT NULL,
        kind TEXT NOT NULL,
        task TEXT NOT NULL,
        visit TEXT NOT NULL,
        status TEXT NOT NULL,
        number INTEGER NOT NULL,
        stage INTEGER NOT NULL,
        round INTEGER NOT NULL,
        requester_id UUID,
        sign_in BOOLEAN NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE,
        body BYTEA NOT NULL,
        opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, id)
    )""",
    "CREATE INDEX approvals_of_run ON approvals (tenant_id, run_id)",
    "CREATE INDEX approvals_asked_for ON approvals (tenant_id, requester_id, id)",
    """CREATE TABLE approval_people (
        tenant_id UUID NOT NULL,
        approval_id UUID NOT NULL,
        person_id UUID NOT NULL,
        state TEXT NOT NULL,
        asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, approval_id, person_id)
    )""",
    """CREATE INDEX approval_people_of
    ON approval_people (tenant_id, person_id, state, asked_at, approval_id)""",
    """CREATE TABLE notices (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        person_id UUID NOT NULL,
        kind TEXT NOT NULL,
        cause TEXT NOT NULL,
        approval_id UUID,
        run_id UUID,
        body BYTEA,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        read_at TIMESTAMP WITH TIME ZONE,
        told_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, person_id, cause)
    )""",
    "CREATE INDEX notices_of_person ON notices (tenant_id, person_id, created_at)",
)
NAMES = ("approvals", "approval_people", "notices")


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
