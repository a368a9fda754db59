"""What an API key may do and from where, accounts of services, and limits of single tenants.

Never: a key that was there before and may do less afterwards.
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
CHANGES = (
    "ALTER TABLE api_keys ADD COLUMN scopes TEXT[] DEFAULT '{*}' NOT NULL",
    "ALTER TABLE api_keys ADD COLUMN networks TEXT[] DEFAULT '{}' NOT NULL",
    "ALTER TABLE api_keys ADD COLUMN created_by UUID",
    "ALTER TABLE api_keys ADD COLUMN last_used_from TEXT",
    "ALTER TABLE api_keys ADD COLUMN successor_id UUID",
    "ALTER TABLE people ADD COLUMN kind TEXT DEFAULT 'person' NOT NULL",
    "ALTER TABLE people ADD COLUMN owner_id UUID",
    """CREATE TABLE tenant_limits (
        tenant_id UUID NOT NULL,
        per_key INTEGER,
        per_person INTEGER,
        per_tenant INTEGER,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id)
    )""",
    "ALTER TABLE tenant_limits ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenant_limits FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY own_tenant ON tenant_limits TO baton_app USING ({OWN}) WITH CHECK ({OWN})",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_limits TO baton_app",
)


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
