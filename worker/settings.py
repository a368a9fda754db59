"""How workers run.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WorkerSettings(BaseSettings):
    """The variables `BATON_WORKERS`, `BATON_BUILD_ID` and the like."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    workers: int = Field(
        default=1, ge=1, le=64, description="Worker processes of the local stack; one a core."
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65_535,
        description="Loopback port of a worker's Temporal metrics; 0 for none.",
    )
    drain_seconds: float = Field(
        default=20,
        ge=0,
        le=3600,
        description="How long a worker that is told to end lets its calls come home.",
    )
    build_id: str | None = Field(
        default=None,
        max_length=255,
        description="Version of the workers in Temporal; by default made from the replayed code.",
    )
    take_over: bool = Field(
        default=True,
        description="A worker that begins makes its version the current one; else `baton deploy`.",
    )
