"""The first tables, their policies and what the roles may do.

Never: a grant that lets the application's role own, alter or see past a policy.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

TABLES = Path(__file__).with_suffix(".sql")
"""Written out, so that it stays the first migration when the models go on."""

TENANT_TABLES = (
    "api_keys",
    "claims",
    "definition_sources",
    "definitions",
    "facts",
    "idempotency_keys",
    "intents",
    "messages",
    "outbox",
    "people",
    "runs",
    "secrets",
    "sessions",
    "tenant_keys",
    "trace",
)
# What the relay sees of every tenant.
RELAY_MAY = {
    "outbox": "SELECT, UPDATE, DELETE",
    "runs": "SELECT",
    "tenants": "SELECT",
}
# The key that is presented opens the row that has it, before the tenant is known.
LOOKUPS = {
    "people": "email = nullif(current_setting('baton.email', true), '')",
    "sessions": "token_hash = nullif(current_setting('baton.token', true), '')",
    "api_keys": "hash = nullif(current_setting('baton.token', true), '')",
}
OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"


def upgrade() -> None:
    for statement in TABLES.read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
    for table in TENANT_TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO baton_app")
    op.execute("ALTER TABLE tenants ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE tenants FORCE ROW LEVEL SECURITY")
    own = OWN.replace("tenant_id", "id")
    op.execute(f"CREATE POLICY own_tenant ON tenants TO baton_app USING ({own}) WITH CHECK ({own})")
    op.execute("GRANT SELECT, INSERT, UPDATE ON tenants TO baton_app")
    op.execute("GRANT SELECT ON alembic_version TO baton_app")
    for name, condition in LOOKUPS.items():
        op.execute(f"CREATE POLICY presented ON {name} FOR SELECT TO baton_app USING ({condition})")
    for name, rights in RELAY_MAY.items():
        op.execute(f"CREATE POLICY relay ON {name} TO baton_relay USING (true)")
        op.execute(f"GRANT {rights} ON {name} TO baton_relay")
