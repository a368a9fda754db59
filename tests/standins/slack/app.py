"""The app as its pages on api.slack.com have it: names, secrets, addresses, scopes.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from dataclasses import dataclass, field

SCOPES = (
    "chat:write",
    "chat:write.public",
    "commands",
    "users:read",
    "users:read.email",
    "channels:read",
    "channels:history",
    "groups:read",
    "groups:history",
    "im:read",
    "im:write",
    "im:history",
    "mpim:read",
    "mpim:write",
    "files:write",
    "files:read",
)


@dataclass
class App:
    id: str = "A0BATON01"
    client_id: str = "3336676.569200954261"
    client_secret: str = "c1ient-s3cret-of-the-tests"
    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"
    verification_token: str = "xyzz0WbapA4vBCDEFasx0q6G"
    """Deprecated; it stands in payloads, and nobody is to trust it."""
    scopes: tuple[str, ...] = SCOPES
    redirects: list[str] = field(default_factory=lambda: ["http://localhost:8080/slack/oauth"])
    events_url: str = ""
    interactivity_url: str = ""
    options_url: str = ""
    commands: dict[str, str] = field(default_factory=dict[str, str])
    """Address by command, `/baton`."""
    whole_organisation: bool = False
    """Installed for all workspaces of an Enterprise Grid at once."""
    home_tab: bool = True
    socket_mode: bool = False
    events: tuple[str, ...] = (
        "app_home_opened",
        "app_uninstalled",
        "tokens_revoked",
        "member_left_channel",
        "channel_archive",
        "channel_deleted",
        "user_change",
    )
    """What it has subscribed to."""

    def speaks_to(self, base: str, command: str = "/baton") -> None:
        """One address for everything."""
        self.events_url = self.interactivity_url = self.options_url = base
        self.commands[command] = base
