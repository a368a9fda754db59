"""Chats: apps of organisations at Slack and Teams, where they are installed, who is who, messages.

Never: a token, a secret or a text in clear.
"""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
PRESENTED = "nullif(current_setting('baton.token', true), '')"
MOMENT = "TIMESTAMP WITH TIME ZONE"
TABLES = (
    f"""CREATE TABLE chat_apps (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        client_id TEXT NOT NULL,
        team TEXT,
        secrets BYTEA NOT NULL,
        calls_us BOOLEAN NOT NULL,
        changed_at {MOMENT} NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, kind)
    )""",
    "CREATE UNIQUE INDEX chat_apps_address ON chat_apps (address)",
    f"""CREATE TABLE chat_places (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        app_id UUID NOT NULL,
        team TEXT NOT NULL,
        name TEXT NOT NULL,
        bot TEXT NOT NULL,
        scopes TEXT[] NOT NULL,
        tokens BYTEA NOT NULL,
        expires_at {MOMENT},
        state TEXT NOT NULL,
        reason TEXT,
        posts_rest {MOMENT},
        updates_rest {MOMENT},
        installed_at {MOMENT} NOT NULL,
        installed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, app_id, team)
    )""",
    f"""CREATE TABLE chat_installs (
        tenant_id UUID NOT NULL,
        state_hash TEXT NOT NULL,
        app_id UUID NOT NULL,
        person_id UUID NOT NULL,
        expires_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, state_hash)
    )""",
    f"""CREATE TABLE chat_people (
        tenant_id UUID NOT NULL,
        place_id UUID NOT NULL,
        account TEXT NOT NULL,
        person_id UUID,
        conversation TEXT,
        reference JSONB,
        matched_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, place_id, account)
    )""",
    "CREATE INDEX chat_people_of_person ON chat_people (tenant_id, person_id)",
    f"""CREATE TABLE chat_conversations (
        tenant_id UUID NOT NULL,
        place_id UUID NOT NULL,
        conversation TEXT NOT NULL,
        name TEXT NOT NULL,
        team TEXT,
        seen_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, place_id, conversation)
    )""",
    f"""CREATE TABLE chat_strangers (
        tenant_id UUID NOT NULL,
        place_id UUID NOT NULL,
        person_id UUID NOT NULL,
        looked_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, place_id, person_id)
    )""",
    f"""CREATE TABLE chat_channels (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        place_id UUID,
        conversation TEXT,
        name TEXT NOT NULL,
        webhook BYTEA,
        processes TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        posts_rest {MOMENT},
        changed_at {MOMENT} NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)
    )""",
    f"""CREATE TABLE chat_messages (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        place_id UUID,
        channel_id UUID,
        notice_id UUID,
        account TEXT,
        approval_id UUID,
        run_id UUID,
        conversation TEXT,
        posted TEXT,
        thread TEXT,
        wants INTEGER NOT NULL,
        shown INTEGER NOT NULL,
        state TEXT NOT NULL,
        trying_since {MOMENT},
        held_until {MOMENT},
        created_at {MOMENT} NOT NULL,
        sent_at {MOMENT},
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, channel_id, approval_id)
    )""",
    "CREATE INDEX chat_messages_of_approval ON chat_messages (tenant_id, approval_id)",
    """CREATE INDEX chat_messages_of_run
    ON chat_messages (tenant_id, place_id, conversation, run_id)""",
)
SEEN = {
    "chat_apps": "tenant_id, id, kind, calls_us, changed_at",
    "chat_places": "tenant_id, id, state, posts_rest, updates_rest, expires_at",
    "chat_channels": "tenant_id, id, posts_rest",
    "chat_messages": "tenant_id, id, place_id, channel_id, account, posted, state, held_until",
}
OF_TENANTS = (
    "chat_apps",
    "chat_places",
    "chat_installs",
    "chat_people",
    "chat_conversations",
    "chat_strangers",
    "chat_channels",
    "chat_messages",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in OF_TENANTS:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO baton_app")
    presented = f"FOR SELECT TO baton_app USING (address = {PRESENTED})"
    op.execute(f"CREATE POLICY presented ON chat_apps {presented}")
    # The relay takes messages in turn, by workspace and conversation, and reads no text; who opens
    # connections sees for which apps.
    for table, seen in SEEN.items():
        op.execute(f"CREATE POLICY relay ON {table} FOR SELECT TO baton_relay USING (true)")
        op.execute(f"GRANT SELECT ({seen}) ON {table} TO baton_relay")
