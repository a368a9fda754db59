"""A key that is wrong, but begins as one of a tenant's does, is told of in that tenant.

Never: more than the row whose beginning is presented; the beginning is no secret, and opens nothing
but that row to be read.
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"

BEGINS = "prefix = nullif(current_setting('baton.prefix', true), '')"


def upgrade() -> None:
    op.execute("CREATE INDEX api_keys_prefix ON api_keys (prefix)")
    op.execute(f"CREATE POLICY begins_so ON api_keys FOR SELECT TO baton_app USING ({BEGINS})")
