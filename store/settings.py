"""Where PostgreSQL is, and where the master key comes from.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StoreSettings(BaseSettings):
    """The variables `BATON_DATABASE_…`, `BATON_MASTER_KEY` and `BATON_DATA`."""

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
    data: Path = Field(
        default=Path(".baton"), description="Folder of the local stack: keys, databases, logs."
    )
