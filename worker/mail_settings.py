"""How mails leave.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class MailSettings(BaseSettings):
    """The variables `BATON_SMTP_URL` and `BATON_MAIL_FROM`, and the API's that say where it is."""

    model_config = SettingsConfigDict(
        env_prefix="BATON_", extra="ignore", hide_input_in_errors=True
    )

    smtp_url: str | None = Field(
        default=None,
        repr=False,
        description="The mail server, e.g. smtps://user:password@mail.example.org:465; without it"
        " mails are written into the folder mail in the data folder.",
    )
    mail_from: str = Field(
        default="Baton <baton@localhost>", description="Whom mails come from: Name <address>."
    )
    public_url: str | None = Field(
        default=None, description="How browsers reach the API; links in mails begin so."
    )
    port: int = Field(default=8080, description="Port of the API, where no public URL is set.")

    @property
    def address(self) -> str:
        """Where people find the pages, for links in mails."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, value: str | None) -> str | None:
        if not value:
            return None
        try:
            parts = urlsplit(value)
            known = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is none
            known = False
        if not known:
            raise ValueError(
                "BATON_SMTP_URL must begin with smtp:// or smtps:// and name a host, like"
                " smtps://user:password@mail.example.org:465."
            )
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if "@" not in value or not value.isprintable():
            raise ValueError("BATON_MAIL_FROM must be like Baton <baton@example.org>.")
        return value
