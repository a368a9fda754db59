"""Where PostgreSQL is, where the master key comes from, where the heads of the audit trail go.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StoreSettings(BaseSettings):
    """`BATON_DATABASE_…`, `BATON_MASTER_KEY…`, `BATON_DATA` and `BATON_AUDIT_…`."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    database_url: str = Field(
        default="postgresql+psycopg://baton_app@127.0.0.1:5432/baton",
        description="PostgreSQL as the role `baton_app`, which row-level security binds.",
    )
    database_admin_url: str | None = Field(
        default=None,
        description="PostgreSQL as the owner of the tables; needed by `baton migrate` and seeding.",
    )
    database_pool: int = Field(
        default=10, ge=7, le=200, description="Connections that a process keeps at most."
    )
    master_key: str | None = Field(
        default=None,
        description="Master key, 32 bytes in base64; without it the file master.key in the data "
        "folder is used, and made at the first start.",
    )
    master_key_next: str | None = Field(
        default=None,
        description="Master key that is to take the place of BATON_MASTER_KEY, while it changes.",
    )
    data: Path = Field(
        default=Path(".baton"), description="Folder of the local stack: keys, databases, logs."
    )
    audit_heads: Path | None = Field(
        default=None,
        description="File of the signed heads of the audit trails; audit-heads.jsonl in the data "
        "folder by default.",
    )
    audit_former_keys: str = Field(
        default="",
        description="Public keys of heads that were signed before the master key was changed, "
        "separated by commas.",
    )

    @property
    def former_audit_keys(self) -> list[str]:
        return [key.strip() for key in self.audit_former_keys.split(",") if key.strip()]
