"""Tenants that can be suspended, limited, branded and deleted, and people who belong to several.

Never: a tenant that changes its own state; only the role of the installation writes that. Never: a
row erased whose tenant's grace is not over; the policies of the erasing role say so, not the code.
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
ACCOUNT = "account = nullif(current_setting('baton.account', true), '')::uuid"
CHANGES = (
    "ALTER TABLE tenants ADD COLUMN installation BOOLEAN DEFAULT false NOT NULL",
    "ALTER TABLE tenants ADD COLUMN suspended_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE tenants ADD COLUMN suspended_why TEXT",
    "ALTER TABLE tenants ADD COLUMN erase_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE tenants ADD COLUMN features_off TEXT[] DEFAULT '{}' NOT NULL",
    "ALTER TABLE tenants ADD COLUMN colour TEXT",
    "ALTER TABLE tenants ADD COLUMN logo TEXT",
    "ALTER TABLE tenants ADD COLUMN language TEXT",
    "CREATE UNIQUE INDEX tenants_installation ON tenants (installation) WHERE installation",
    "CREATE INDEX tenants_ending ON tenants (erase_at) WHERE erase_at IS NOT NULL",
    "ALTER TABLE tenant_limits ADD COLUMN runs_a_day BIGINT",
    "ALTER TABLE tenant_limits ADD COLUMN runs_at_once BIGINT",
    "ALTER TABLE tenant_limits ADD COLUMN definitions BIGINT",
    "ALTER TABLE tenant_limits ADD COLUMN people BIGINT",
    "ALTER TABLE tenant_limits ADD COLUMN bytes BIGINT",
    "ALTER TABLE sessions ADD COLUMN way TEXT",
    "ALTER TABLE sessions ADD COLUMN second_factor BOOLEAN DEFAULT false NOT NULL",
    """CREATE TABLE run_counts (
        tenant_id UUID NOT NULL,
        day DATE NOT NULL,
        shard INTEGER NOT NULL,
        runs BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, day, shard)
    ) WITH (fillfactor = 50)""",
    """CREATE TABLE tenant_uses (
        tenant_id UUID NOT NULL,
        bytes BIGINT NOT NULL,
        people BIGINT NOT NULL,
        definitions BIGINT NOT NULL,
        measured_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id)
    )""",
    """CREATE TABLE tenant_logos (
        tenant_id UUID NOT NULL,
        kind TEXT NOT NULL,
        body BYTEA NOT NULL,
        PRIMARY KEY (tenant_id)
    )""",
    """CREATE TABLE person_links (
        tenant_id UUID NOT NULL,
        person_id UUID NOT NULL,
        account UUID NOT NULL,
        linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (tenant_id, person_id)
    )""",
    "CREATE INDEX person_links_account ON person_links (account)",
)
# Whoever gets hold of the application's login must not empty a tenant at once.
GRACE = """CREATE FUNCTION keep_grace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'baton_installation' AND NEW.erase_at < now() + interval '23 hours'
    AND NEW.erase_at IS DISTINCT FROM OLD.erase_at THEN
    RAISE EXCEPTION 'A tenant is deleted after a day at the soonest.';
  END IF;
  RETURN NEW;
END $$"""
KEEP = """CREATE TRIGGER keep_grace BEFORE UPDATE ON tenants
FOR EACH ROW EXECUTE FUNCTION keep_grace()"""
NAMES = ("run_counts", "tenant_uses", "tenant_logos", "person_links")
# What the relay needs of every tenant to let in what waits for room, and to measure.
RELAY_MAY = {
    "run_counts": "SELECT, INSERT, UPDATE, DELETE",
    "tenant_limits": "SELECT",
    "tenant_uses": "SELECT",
}
# The super admin sees these, and nothing else of a tenant.
INSTALLATION_MAY = {
    "tenants": "SELECT, INSERT, UPDATE",
    "tenant_limits": "SELECT, INSERT, UPDATE",
    "run_counts": "SELECT",
    "tenant_uses": "SELECT",
}
# What a tenant may write of its own row; its state is not among it.
OWN_COLUMNS = "name, access_version, time_zone, working_hours, colour, logo, language"


def upgrade() -> None:
    for statement in (*CHANGES, GRACE, KEEP):
        op.execute(statement)
    for name in NAMES:
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {name} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO baton_app")
    op.execute(
        f"CREATE POLICY own_account ON person_links FOR SELECT TO baton_app USING ({ACCOUNT})"
    )
    for role, may in (("relay", RELAY_MAY), ("installation", INSTALLATION_MAY)):
        for name, rights in may.items():
            op.execute(f"CREATE POLICY {role} ON {name} TO baton_{role} USING (true)")
            op.execute(f"GRANT {rights} ON {name} TO baton_{role}")
    op.execute("REVOKE INSERT, UPDATE ON tenants FROM baton_app")
    op.execute("GRANT INSERT (id, slug, name, created_at) ON tenants TO baton_app")
    op.execute(f"GRANT UPDATE ({OWN_COLUMNS}) ON tenants TO baton_app")
