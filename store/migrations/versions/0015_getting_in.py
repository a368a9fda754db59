"""Sign-ins that end by themselves, second factors, rules of a tenant, and guesses that are counted.

Never: a table of a tenant without its policy; those without a tenant hold hashes only.
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
PRESENTED = "nullif(current_setting('baton.token', true), '')"
MOMENT = "TIMESTAMP WITH TIME ZONE"

SESSIONS = (
    f"""ALTER TABLE sessions
        ADD COLUMN id UUID NOT NULL DEFAULT gen_random_uuid(),
        ADD COLUMN seen_at {MOMENT} NOT NULL DEFAULT now(),
        ADD COLUMN idle_at {MOMENT} NOT NULL DEFAULT now() + interval '12 hours',
        ADD COLUMN proven_at {MOMENT} NOT NULL DEFAULT now(),
        ADD COLUMN address TEXT NOT NULL DEFAULT '',
        ADD COLUMN device TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE sessions
        ALTER COLUMN id DROP DEFAULT,
        ALTER COLUMN seen_at DROP DEFAULT,
        ALTER COLUMN idle_at DROP DEFAULT,
        ALTER COLUMN proven_at DROP DEFAULT,
        ALTER COLUMN address DROP DEFAULT,
        ALTER COLUMN device DROP DEFAULT""",
    "CREATE INDEX sessions_of_person ON sessions (tenant_id, person_id)",
)
TABLES = (
    f"""CREATE TABLE half_sign_ins (
        tenant_id UUID NOT NULL,
        token_hash TEXT NOT NULL,
        person_id UUID NOT NULL,
        tries INTEGER DEFAULT 0 NOT NULL,
        expires_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, token_hash)
    )""",
    "CREATE INDEX half_sign_ins_token ON half_sign_ins (token_hash)",
    f"""CREATE TABLE sign_ins (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        person_id UUID NOT NULL,
        at {MOMENT} NOT NULL,
        way TEXT NOT NULL,
        refused TEXT,
        address TEXT NOT NULL,
        device TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)
    )""",
    "CREATE INDEX sign_ins_of_person ON sign_ins (tenant_id, person_id, id)",
    "CREATE INDEX sign_ins_old ON sign_ins (tenant_id, at)",
    f"""CREATE TABLE totp (
        tenant_id UUID NOT NULL,
        person_id UUID NOT NULL,
        secret BYTEA NOT NULL,
        last_step BIGINT DEFAULT 0 NOT NULL,
        created_at {MOMENT} NOT NULL,
        confirmed_at {MOMENT},
        PRIMARY KEY (tenant_id, person_id)
    )""",
    f"""CREATE TABLE recovery_codes (
        tenant_id UUID NOT NULL,
        person_id UUID NOT NULL,
        fingerprint BYTEA NOT NULL,
        created_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, person_id, fingerprint)
    )""",
    f"""CREATE TABLE passkeys (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        person_id UUID NOT NULL,
        digest TEXT NOT NULL,
        credential BYTEA NOT NULL,
        public_key BYTEA NOT NULL,
        counter BIGINT DEFAULT 0 NOT NULL,
        transports TEXT[] NOT NULL,
        synced BOOLEAN DEFAULT false NOT NULL,
        name TEXT NOT NULL,
        created_at {MOMENT} NOT NULL,
        used_at {MOMENT},
        PRIMARY KEY (tenant_id, id),
        UNIQUE (digest)
    )""",
    "CREATE INDEX passkeys_of_person ON passkeys (tenant_id, person_id)",
    f"""CREATE TABLE security_rules (
        tenant_id UUID NOT NULL,
        second_factor_of_all BOOLEAN DEFAULT false NOT NULL,
        second_factor_of_roles TEXT[] NOT NULL,
        changed_at {MOMENT} NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (tenant_id)
    )""",
)
OF_TENANTS = ("half_sign_ins", "sign_ins", "totp", "recovery_codes", "passkeys", "security_rules")
LOOKUPS = {"half_sign_ins": "token_hash", "passkeys": "digest"}
# Before anybody is known: nothing of a tenant stands in them.
OF_ALL = (
    f"""CREATE TABLE challenges (
        digest TEXT NOT NULL,
        purpose TEXT NOT NULL,
        expires_at {MOMENT} NOT NULL,
        PRIMARY KEY (digest)
    )""",
    "CREATE INDEX challenges_over ON challenges (expires_at)",
    f"""CREATE TABLE guesses (
        key TEXT NOT NULL,
        level DOUBLE PRECISION NOT NULL,
        per_second DOUBLE PRECISION NOT NULL,
        at {MOMENT} NOT NULL,
        PRIMARY KEY (key)
    )""",
    "CREATE INDEX guesses_old ON guesses (at)",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON challenges, guesses TO baton_app",
)


def upgrade() -> None:
    for statement in (*SESSIONS, *TABLES, *OF_ALL):
        op.execute(statement)
    for table in OF_TENANTS:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {table} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO baton_app")
    for table, column in LOOKUPS.items():
        presented = f"FOR SELECT TO baton_app USING ({column} = {PRESENTED})"
        op.execute(f"CREATE POLICY presented ON {table} {presented}")
