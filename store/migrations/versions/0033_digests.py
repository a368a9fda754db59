"""Digests, and how an organisation usually tells its people.

What is held for a digest is found by when it is due. Reminders are a topic of their own from now
on: whoever has chosen channels for what waits has chosen them for these. Never: a text.
"""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
MOMENT = "TIMESTAMP WITH TIME ZONE"
USUAL = f"""CREATE TABLE usual_channels (
    tenant_id UUID NOT NULL,
    topic TEXT NOT NULL,
    channels TEXT[] NOT NULL,
    pace TEXT NOT NULL,
    hour INTEGER,
    changed_at {MOMENT} NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, topic)
)"""
CHANGES = (
    f"ALTER TABLE deliveries ADD COLUMN due_at {MOMENT}",
    "CREATE INDEX deliveries_held ON deliveries (due_at) WHERE state = 'held'",
    "ALTER TABLE channel_choices ALTER COLUMN channels DROP NOT NULL",
    "ALTER TABLE channel_choices ADD COLUMN pace TEXT",
    "ALTER TABLE channel_choices ADD COLUMN hour INTEGER",
    # An owner who is no superuser is held by the policies too, and has none of its own.
    "ALTER TABLE channel_choices NO FORCE ROW LEVEL SECURITY",
    """INSERT INTO channel_choices (tenant_id, person_id, topic, channels, chosen_at)
    SELECT tenant_id, person_id, 'reminders', channels, chosen_at FROM channel_choices
    WHERE topic = 'asked'""",
    "ALTER TABLE channel_choices FORCE ROW LEVEL SECURITY",
)


def upgrade() -> None:
    op.execute(USUAL)
    op.execute("ALTER TABLE usual_channels ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE usual_channels FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_tenant ON usual_channels TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON usual_channels TO baton_app")
    for change in CHANGES:
        op.execute(change)
    # Whose digests are due, over all tenants; not what they say.
    op.execute("CREATE POLICY relay ON deliveries FOR SELECT TO baton_relay USING (state = 'held')")
    op.execute("GRANT SELECT (tenant_id, person_id, state, due_at) ON deliveries TO baton_relay")
