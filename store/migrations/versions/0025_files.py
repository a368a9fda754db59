"""Files: what people and runs have brought, whose runs they belong to, and links that open them.

Never: anything that the relay sees of a file but that it is there, loose or going.
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"

OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"
PRESENTED = "hash = nullif(current_setting('baton.token', true), '')"
MOMENT = "TIMESTAMP WITH TIME ZONE"
CHANGES = (
    f"""CREATE TABLE files (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        body BYTEA NOT NULL,
        purpose TEXT NOT NULL,
        made_by UUID,
        run_id UUID,
        created_at {MOMENT} NOT NULL,
        kept_at {MOMENT},
        media_type TEXT,
        size BIGINT,
        attached_at {MOMENT},
        going_at {MOMENT},
        PRIMARY KEY (tenant_id, id)
    )""",
    """CREATE INDEX files_loose ON files (created_at)
    WHERE attached_at IS NULL OR going_at IS NOT NULL""",
    """CREATE TABLE file_runs (
        tenant_id UUID NOT NULL,
        file_id UUID NOT NULL,
        run_id UUID NOT NULL,
        PRIMARY KEY (tenant_id, file_id, run_id)
    )""",
    "CREATE INDEX file_runs_of_run ON file_runs (tenant_id, run_id)",
    f"""CREATE TABLE file_links (
        tenant_id UUID NOT NULL,
        hash TEXT NOT NULL,
        file_id UUID NOT NULL,
        made_by UUID,
        created_at {MOMENT} NOT NULL,
        expires_at {MOMENT} NOT NULL,
        PRIMARY KEY (tenant_id, hash)
    )""",
    "CREATE INDEX file_links_hash ON file_links (hash)",
    "CREATE INDEX file_links_over ON file_links (tenant_id, expires_at)",
    # Counted exactly as files come and go, so that it is there before anything was measured.
    "ALTER TABLE tenant_uses ADD COLUMN file_bytes BIGINT DEFAULT 0 NOT NULL",
    "ALTER TABLE tenant_uses ALTER COLUMN measured_at DROP NOT NULL",
)
NAMES = ("files", "file_runs", "file_links")


def upgrade() -> None:
    for statement in CHANGES:
        op.execute(statement)
    for name in NAMES:
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_tenant ON {name} TO baton_app USING ({OWN}) WITH CHECK ({OWN})"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO baton_app")
    op.execute(f"CREATE POLICY presented ON file_links FOR SELECT TO baton_app USING ({PRESENTED})")
    op.execute("CREATE POLICY relay ON files FOR SELECT TO baton_relay USING (true)")
    seen = "tenant_id, id, created_at, attached_at, going_at"
    op.execute(f"GRANT SELECT ({seen}) ON files TO baton_relay")
