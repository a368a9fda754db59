"""Identity providers of a tenant, whom they know, and sign-ins that are on their way to one.

Never: a table of a tenant without its policy.
"""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
PRESENTED = "nullif(current_setting('baton.token', true), '')"
MOMENT = "TIMESTAMP WITH TIME ZONE"

TABLES = (
    f"""CREATE TABLE identity_providers (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        issuer TEXT NOT NULL,
        client_id TEXT NOT NULL,
        client_secret BYTEA NOT NULL,
        scopes TEXT[] NOT NULL,
        groups_claim TEXT NOT NULL,
        verified_claim TEXT NOT NULL,
        mapping JSONB NOT NULL,
        makes_accounts BOOLEAN NOT NULL,
        links_accounts BOOLEAN NOT NULL,
        domains TEXT[] NOT NULL,
        first_roles TEXT[] NOT NULL,
        second_factor TEXT NOT NULL,
        strong_contexts TEXT[] NOT NULL,
        enabled BOOLEAN NOT NULL,
        changed_at {MOMENT} NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)
    )""",
    f"""CREATE TABLE identities (
        tenant_id UUID NOT NULL,
        provider_id UUID NOT NULL,
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        person_id UUID NOT NULL,
        given_roles TEXT[] NOT NULL,
        created_at {MOMENT} NOT NULL,
        seen_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, provider_id, issuer, subject)
    )""",
    "CREATE INDEX identities_of_person ON identities (tenant_id, person_id)",
    f"""CREATE TABLE provider_sign_ins (
        tenant_id UUID NOT NULL,
        state_hash TEXT NOT NULL,
        provider_id UUID NOT NULL,
        browser_hash TEXT NOT NULL,
        body BYTEA NOT NULL,
        expires_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, state_hash)
    )""",
    "CREATE INDEX provider_sign_ins_state ON provider_sign_ins (state_hash)",
    "CREATE INDEX provider_sign_ins_over ON provider_sign_ins (tenant_id, expires_at)",
)
NAMES = ("identity_providers", "identities", "provider_sign_ins")


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
    presented = f"FOR SELECT TO baton_app USING (state_hash = {PRESENTED})"
    op.execute(f"CREATE POLICY presented ON provider_sign_ins {presented}")
