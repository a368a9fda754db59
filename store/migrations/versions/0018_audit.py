"""The audit trail as a chain, and a key for each person in it.

Never: a line or a link changed or taken away; the application may only add and read. What waits to
be chained is no part of the trail.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
TABLES = (
    "ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done'",
    "ALTER TABLE audit ADD COLUMN origin BYTEA",
    """CREATE TABLE audit_links (
        tenant_id UUID NOT NULL,
        sequence BIGINT NOT NULL,
        entry UUID NOT NULL,
        hash BYTEA NOT NULL,
        PRIMARY KEY (tenant_id, sequence),
        UNIQUE (tenant_id, entry)
    )""",
    """CREATE TABLE audit_waiting (
        tenant_id UUID NOT NULL,
        entry UUID NOT NULL,
        PRIMARY KEY (tenant_id, entry)
    )""",
    """CREATE TABLE person_keys (
        tenant_id UUID NOT NULL,
        person_id UUID NOT NULL,
        wrapped BYTEA,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        destroyed_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (tenant_id, person_id)
    )""",
)
# What is there is chained too. An owner who is no superuser is held by the policy as well.
BEFORE = (
    "ALTER TABLE audit NO FORCE ROW LEVEL SECURITY",
    "UPDATE audit SET outcome = 'asked' WHERE message IS NOT NULL",
    "INSERT INTO audit_waiting (tenant_id, entry) SELECT tenant_id, id FROM audit",
    "ALTER TABLE audit FORCE ROW LEVEL SECURITY",
    "ALTER TABLE audit ALTER COLUMN outcome DROP DEFAULT",
    "CREATE INDEX audit_by ON audit (tenant_id, actor, id)",
    "CREATE INDEX audit_doing ON audit (tenant_id, action, id)",
    "CREATE INDEX audit_ending ON audit (tenant_id, outcome, id)",
)
MAY = {
    "audit_links": "SELECT, INSERT",
    "audit_waiting": "SELECT, INSERT, UPDATE, DELETE",
    "person_keys": "SELECT, INSERT, UPDATE, DELETE",
}
RELAY_SEES = ("audit_links", "audit_waiting")


def upgrade() -> None:
    for statement in (*TABLES, *BEFORE):
        op.execute(statement)
    for table, rights in MAY.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT {rights} ON {table} TO baton_app")
    for table in RELAY_SEES:
        op.execute(f"CREATE POLICY relay ON {table} TO baton_relay USING (true)")
        op.execute(f"GRANT SELECT ON {table} TO baton_relay")
