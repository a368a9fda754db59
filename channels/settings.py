"""Where the vendors of chats are reached.

Never: read anywhere but at the start of a process.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ChatSettings(BaseSettings):
    """The variable `BATON_SLACK_URL`."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    slack_url: str = Field(
        default="https://slack.com",
        description="Where Slack is reached; another one for GovSlack, or a server of tests.",
    )

    @property
    def slack_api(self) -> str:
        """Under which its methods are called."""
        return f"{self.slack_url}/api/"

    @field_validator("slack_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ValueError("BATON_SLACK_URL must be like https://slack.com.")
        return value.rstrip("/")
