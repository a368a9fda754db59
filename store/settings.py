"""Where PostgreSQL and files are, where the master key comes from, where signed heads go.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.blobs.address import read_url


class StoreSettings(BaseSettings):
    """`BATON_DATABASE_…`, `BATON_MASTER_KEY…`, `BATON_DATA`, `BATON_AUDIT_…`, `BATON_FILES_…`."""

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
    files_url: str | None = Field(
        default=None,
        description="Where the bytes of files lie: s3://bucket/prefix?endpoint=…&region=… or"
        " file:///folder; the folder files in the data folder by default.",
    )
    s3_access_key: str | None = Field(default=None, description="Access key for that bucket.")
    s3_secret_key: str | None = Field(
        default=None,
        repr=False,
        validate_default=True,
        description="Secret key for that bucket.",
    )
    file_most_bytes: int = Field(
        default=25 * 1024 * 1024,
        ge=1,
        le=5 * 1024**3,
        description="How many bytes a file may have.",
    )

    @field_validator("files_url")
    @classmethod
    def _is_a_place(cls, value: str | None) -> str | None:
        if value is not None:
            read_url(value)
        return value

    @field_validator("s3_secret_key")
    @classmethod
    def _is_there_for_a_bucket(cls, value: str | None, info: ValidationInfo) -> str | None:
        known = cast("dict[str, object]", info.data)
        if str(known.get("files_url")).startswith("s3:") and not (
            value and known.get("s3_access_key")
        ):
            raise ValueError(
                "BATON_FILES_URL names a bucket: set BATON_S3_ACCESS_KEY and BATON_S3_SECRET_KEY"
            )
        return value

    @property
    def former_audit_keys(self) -> list[str]:
        return [key.strip() for key in self.audit_former_keys.split(",") if key.strip()]
