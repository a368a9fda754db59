"""Where Temporal is and how to be let in.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class GatewaySettings(BaseSettings):
    """The variables `BATON_TEMPORAL_…`."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    temporal_address: str = Field(
        default="127.0.0.1:7233", description="Host and port of the Temporal frontend."
    )
    temporal_namespace: str = Field(
        default="default", description="Temporal namespace in which the runs live."
    )
    temporal_api_key: str | None = Field(
        default=None, description="API key for Temporal, where it asks for one (turns TLS on)."
    )
    temporal_tls_certificate: Path | None = Field(
        default=None, description="Client certificate (PEM) for mutual TLS."
    )
    temporal_tls_key: Path | None = Field(
        default=None, description="Private key (PEM) of the client certificate."
    )
    temporal_tls_ca: Path | None = Field(
        default=None, description="CA certificate (PEM) of the server; the system's by default."
    )
