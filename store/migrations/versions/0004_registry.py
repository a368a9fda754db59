"""The registry: who did what to a version and when, the order of versions, layouts of the canvas.

Never: a version, its text or its state changed.
"""

from __future__ import annotations

from typing import cast

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"

ADDED = (
    'rank TEXT COLLATE "C"',
    "saved_by TEXT",
    "saved_at TIMESTAMP WITH TIME ZONE",
    "published_by TEXT",
    "deprecated_by TEXT",
    "deprecated_at TIMESTAMP WITH TIME ZONE",
    "archived_by TEXT",
    "archived_at TIMESTAMP WITH TIME ZONE",
    "changed_at TIMESTAMP WITH TIME ZONE",
)
# A draft that was saved again had forgotten who made it; the last save is all that is known.
_KNOWN = """UPDATE definitions SET saved_by = created_by, saved_at = created_at,
    changed_at = coalesce(published_at, created_at)"""
_RANK = text("UPDATE definitions SET rank = :rank WHERE version = :version")
NEEDED = ("rank", "saved_by", "saved_at", "changed_at")
INDEXES = (
    """CREATE INDEX definitions_highest
    ON definitions (tenant_id, namespace, name, state, rank)""",
    "CREATE INDEX definitions_changed ON definitions (tenant_id, namespace, name, changed_at)",
)
LAYOUTS = """CREATE TABLE layouts (
    tenant_id UUID NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    positions BYTEA NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, namespace, name)
)"""
OWN = "tenant_id = nullif(current_setting('baton.tenant', true), '')::uuid"


def upgrade() -> None:
    for column in ADDED:
        op.execute(f"ALTER TABLE definitions ADD COLUMN {column}")
    # An owner who is no superuser is held by the policies too, and has none of its own.
    op.execute("ALTER TABLE definitions NO FORCE ROW LEVEL SECURITY")
    op.execute(_KNOWN)
    _put_in_order()
    op.execute("ALTER TABLE definitions FORCE ROW LEVEL SECURITY")
    for column in NEEDED:
        op.execute(f"ALTER TABLE definitions ALTER COLUMN {column} SET NOT NULL")
    for index in INDEXES:
        op.execute(index)
    op.execute(LAYOUTS)
    op.execute("ALTER TABLE layouts ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE layouts FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_tenant ON layouts TO baton_app USING ({OWN}) WITH CHECK ({OWN})")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON layouts TO baton_app")


def _put_in_order() -> None:
    rows = op.get_bind().execute(text("SELECT DISTINCT version FROM definitions")).mappings()
    for version in [str(cast("object", row["version"])) for row in rows]:
        op.get_bind().execute(_RANK, {"rank": _rank(version), "version": version})


def _rank(version: str) -> str:
    """A text that sorts byte by byte as semantic versions do; build metadata come last."""
    plain, _, build = version.partition("+")
    core, _, rest = plain.partition("-")
    numbers = "".join(_number(part if part.isdecimal() else "0") for part in core.split("."))
    before = "".join(
        f"0{_number(part)}" if part.isdecimal() else f"1{part} " for part in rest.split(".") if part
    )
    return numbers + (f"-{before}" if rest else "~") + (f"+{build}" if build else "")


def _number(digits: str) -> str:
    plain = digits.lstrip("0") or "0"
    return f"{len(plain):03d}{plain}"
