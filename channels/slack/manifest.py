"""The manifest with which an organisation makes its own app at Slack.

https://docs.slack.dev/reference/app-manifest. Never: a scope that nothing here needs; each has its
reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from definitions.values import Json, JsonObject

SCOPES: Final[Mapping[str, str]] = {
    "chat:write": "Posts questions and notices, and shows how they were answered.",
    "commands": "Listens to /baton.",
    "im:write": "Opens the conversation with a person.",
    "im:history": "Finds a message again whose sending was interrupted.",
    "users:read": "Sees whether a person is still there.",
    "users:read.email": "Matches people by their verified address.",
    "files:write": "Uploads files that a process sends.",
    "channels:read": "Finds a channel by its name: where approvals are shown, or a process posts.",
    "groups:read": "Finds a private channel by its name, once it is invited there.",
    "channels:history": "Finds a message again in a channel, whose sending was interrupted.",
    "groups:history": "Finds it in a private channel to which it was invited.",
}
"""Of the bot, each with the reason that the set-up page gives."""

EVENTS: Final = ("app_home_opened", "app_uninstalled", "tokens_revoked")
COMMAND: Final = "/baton"
EVENTS_AT, ACTIONS_AT, COMMANDS_AT, INSTALLED_AT = "events", "actions", "commands", "installed"
LONGEST_NAME: Final = 35


def write(name: str, address: str, *, socket: bool) -> JsonObject:
    """`address`: where Slack reaches this app of the organisation. By a socket it reaches none."""

    def at(door: str) -> JsonObject:
        return {} if socket else {"request_url": f"{address}/{door}"}

    command: JsonObject = {
        "command": COMMAND,
        "description": "Shows what waits for you, or starts a process.",
        "usage_hint": "[process]",
        "should_escape": False,
    }
    called: JsonObject = {} if socket else {"url": f"{address}/{COMMANDS_AT}"}
    # Slack sends people back to https alone. Where it can't, somebody copies the bot's token; one
    # that ends after hours would be good for nothing by then.
    returns = address.startswith("https:")
    back: list[Json] = [f"{address}/{INSTALLED_AT}"] if returns else []
    redirects: JsonObject = {"redirect_urls": back} if returns else {}
    events: list[Json] = [*EVENTS]
    scopes: list[Json] = [*SCOPES]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name[:LONGEST_NAME],
            "description": "Approvals and processes.",
            "background_color": "#20262c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": name[:LONGEST_NAME], "always_online": True},
            "slash_commands": [{**command, **called}],
        },
        "oauth_config": {
            **redirects,
            "scopes": {"bot": scopes},
        },
        "settings": {
            "event_subscriptions": {**at(EVENTS_AT), "bot_events": events},
            "interactivity": {"is_enabled": True, **at(ACTIONS_AT)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": returns,
        },
    }
