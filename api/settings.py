"""Where the API listens and how it treats browsers.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.addresses import network
from api.rates.limiter import Limits


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
        default=168, gt=0, le=720, description="How long a sign-in lasts at most, in hours."
    )
    session_idle_hours: float = Field(
        default=12, gt=0, le=720, description="After how many hours without use a sign-in ends."
    )
    cookie_secure: bool | None = Field(
        default=None,
        description="Whether the session cookie travels over HTTPS only; unset: when the public"
        " URL is HTTPS.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks of proxies whose X-Forwarded-For is believed, separated"
        " by commas.",
    )
    rate_address: int = Field(
        default=24_000, ge=0, description="Requests a minute from one address; 0: no limit."
    )
    rate_sign_in: int = Field(
        default=60, ge=0, description="Attempts a minute to sign in from one address."
    )
    rate_key: int = Field(default=12_000, ge=0, description="Requests a minute with one API key.")
    rate_person: int = Field(default=24_000, ge=0, description="Requests a minute by one person.")
    rate_tenant: int = Field(default=60_000, ge=0, description="Requests a minute in one tenant.")
    rate_processes: int = Field(
        default=1,
        ge=1,
        le=1000,
        description="API processes side by side; each lets its share of the limits through.",
    )
    linger_seconds: float = Field(
        default=0.3,
        ge=0,
        le=60,
        description="How long new requests are still taken after the signal to stop, so that a"
        " load balancer can notice.",
    )
    smtp_url: bool = Field(
        default=False,
        description="Whether mails go to a mail server; where it is, only the relay needs to know.",
    )
    web: Path = Field(
        default=Path("designer/dist"), description="Folder of the built web application."
    )

    @field_validator("smtp_url", mode="before")
    @classmethod
    def _is_there(cls, value: object) -> bool:
        """Its password is not kept in this process."""
        return bool(value)

    @field_validator("public_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("BATON_PUBLIC_URL must begin with http:// or https:// and a host.")
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _is_addresses(cls, value: str) -> str:
        for one in filter(None, (part.strip() for part in value.split(","))):
            try:
                network(one)
            except ValueError as error:
                raise ValueError(
                    f"BATON_TRUSTED_PROXIES has {one!r}, which is no address and no network; name"
                    " each proxy, because whoever is trusted says where others come from."
                ) from error
        return value

    @property
    def limits(self) -> Limits:
        return Limits(
            per_address=self.rate_address,
            per_sign_in=self.rate_sign_in,
            per_key=self.rate_key,
            per_person=self.rate_person,
            per_tenant=self.rate_tenant,
            processes=self.rate_processes,
        )

    @property
    def secure(self) -> bool:
        if self.cookie_secure is not None:
            return self.cookie_secure
        return (self.public_url or "").startswith("https://")

    @property
    def address(self) -> str:
        """Where people find the pages, for links in mails."""
        return self.public_url or f"http://localhost:{self.port}"
