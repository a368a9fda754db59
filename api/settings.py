"""Where the API listens and how it treats browsers.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """The API's own `BATON_` variables."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address that the API listens on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port that the API listens on.")
    public_url: str | None = Field(
        default=None,
        description="How browsers reach the API, e.g. https://baton.example.org; needed behind a"
        " proxy that changes the host.",
    )
    session_hours: float = Field(
        default=12, gt=0, le=720, description="How long a sign-in lasts, in hours."
    )
    cookie_secure: bool | None = Field(
        default=None,
        description="Whether the session cookie travels over HTTPS only; unset: when the public"
        " URL is HTTPS.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses of proxies whose X-Forwarded-For is believed, separated by commas.",
    )
    linger_seconds: float = Field(
        default=0.3,
        ge=0,
        le=60,
        description="How long new requests are still taken after the signal to stop, so that a"
        " load balancer can notice.",
    )
    web: Path = Field(
        default=Path("designer/dist"), description="Folder of the built web application."
    )

    @field_validator("public_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("BATON_PUBLIC_URL must begin with http:// or https:// and a host.")
        return value.rstrip("/")

    @property
    def secure(self) -> bool:
        if self.cookie_secure is not None:
            return self.cookie_secure
        return (self.public_url or "").startswith("https://")
