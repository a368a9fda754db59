"""What outgoing calls of runs may reach, which scripts run, and how long and large they may be.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from activities.egress import parse_allowed
from activities.honouring import Honouring

HTTP_MAX_BYTES = 8 * 1024 * 1024


class ActivitySettings(BaseSettings):
    """The variables `BATON_HTTP_…`, and those about scripts."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    http_allow: str = Field(
        default="",
        description=(
            "Inner addresses that calls of runs may reach all the same: a comma list of hosts, "
            "host:port pairs and networks such as 10.1.0.0/16."
        ),
    )
    http_honours_key: str = Field(
        default="",
        description=(
            "Services that do what has the same Idempotency-Key once: a comma list of hosts and "
            "host:port pairs. A call to them that a lost worker has left open is made again."
        ),
    )
    http_timeout_seconds: float = Field(
        default=30.0,
        gt=0,
        le=3600,
        description="Longest time that one HTTP call of a run may take, redirects included.",
    )
    http_max_bytes: int = Field(
        default=HTTP_MAX_BYTES,
        gt=0,
        description="Largest answer that an HTTP call of a run may get, after decompression.",
    )

    graph_url: str = Field(
        default="https://graph.microsoft.com",
        description=(
            "Where Microsoft Graph is reached, by which functions make events and send mails; "
            "another one for a server of tests."
        ),
    )

    script_timeout_seconds: float = Field(
        default=60.0, gt=0, le=3_000, description="Longest time that one script may take."
    )
    script_memory_mb: int = Field(
        default=512,
        ge=64,
        le=65_536,
        description="Memory that one script may take, with all that it starts, in MiB.",
    )
    script_output_bytes: int = Field(
        default=1024 * 1024,
        gt=0,
        le=HTTP_MAX_BYTES,
        description="Most that one script may write to its output, and to its error output.",
    )
    scripts_at_once: int = Field(
        default=4, ge=1, le=200, description="Scripts that a worker runs at the same time."
    )

    @field_validator("http_honours_key")
    @classmethod
    def _hosts(cls, text: str) -> str:
        Honouring.parse(text)
        return text

    @field_validator("http_allow")
    @classmethod
    def _readable(cls, text: str) -> str:
        parse_allowed(text)
        return text
