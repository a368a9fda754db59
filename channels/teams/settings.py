"""Where Microsoft's services are found; tests and stand-ins are found elsewhere.

Never: a secret; those are an organisation's own, and kept with its app.
"""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"


class TeamsSettings(BaseSettings):
    """The `BATON_` variables of Teams."""

    model_config = SettingsConfigDict(env_prefix="BATON_", extra="ignore")

    bot_framework_url: str = Field(
        default=METADATA,
        description="Where the Bot Framework says with which keys it signs what Teams sends.",
    )
    teams_login_url: str = Field(
        default=LOGIN, description="The sign-in service that gives tokens for Teams."
    )
    teams_hosts: str = Field(
        default="",
        description="Hosts besides Microsoft's own to which Teams' calls may go, separated by"
        " commas; for a server that stands in for Teams.",
    )

    @property
    def more_hosts(self) -> frozenset[str]:
        return frozenset(filter(None, (one.strip() for one in self.teams_hosts.split(","))))
