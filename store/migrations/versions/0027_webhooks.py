"""Outgoing webhooks: the endpoints of a tenant, and the messages for them.

Never: anything that the relay sees of a message but whose it is, and when it was over.
"""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
MOMENT = "TIMESTAMP WITH TIME ZONE"
TABLES = (
    f"""CREATE TABLE webhook_endpoints (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        url BYTEA NOT NULL,
        secrets BYTEA NOT NULL,
        description TEXT NOT NULL,
        types TEXT[] NOT NULL,
        processes TEXT[] NOT NULL,
        enabled BOOLEAN NOT NULL,
        off_why TEXT,
        failing_since {MOMENT},
        rests_until {MOMENT},
        created_at {MOMENT} NOT NULL,
        changed_at {MOMENT} NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)
    )""",
    f"""CREATE TABLE webhook_messages (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        endpoint_id UUID NOT NULL,
        cause TEXT NOT NULL,
        type TEXT NOT NULL,
        body BYTEA,
        state TEXT NOT NULL,
        attempts INTEGER DEFAULT 0 NOT NULL,
        status INTEGER,
        said BYTEA,
        created_at {MOMENT} NOT NULL,
        queued_at {MOMENT} NOT NULL,
        tried_at {MOMENT},
        next_at {MOMENT},
        ended_at {MOMENT},
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, endpoint_id, cause)
    )""",
    """CREATE INDEX webhook_messages_of
    ON webhook_messages (tenant_id, endpoint_id, created_at, id)""",
    """CREATE INDEX webhook_messages_open ON webhook_messages (tenant_id, endpoint_id, state)
    WHERE state IN ('queued', 'dead')""",
    "CREATE INDEX webhook_messages_over ON webhook_messages (ended_at) WHERE ended_at IS NOT NULL",
)
NAMES = ("webhook_endpoints", "webhook_messages")


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
    # Endpoints take turns, and what is over is swept, over all tenants.
    op.execute("CREATE POLICY relay ON webhook_messages FOR SELECT TO baton_relay USING (true)")
    seen = "tenant_id, id, endpoint_id, state, ended_at"
    op.execute(f"GRANT SELECT ({seen}) ON webhook_messages TO baton_relay")
