"""The bodies of what Slack sends: interactions, commands, events.

https://docs.slack.dev/reference/interaction-payloads (block_actions, view_submission, view_closed,
block_suggestion), https://docs.slack.dev/interactivity/implementing-slash-commands,
https://docs.slack.dev/apis/events-api (the wrapper), https://docs.slack.dev/reference/events
"""

from __future__ import annotations

import secrets
from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.filling import state
from tests.standins.slack.state import Slack
from tests.standins.slack.workspace import Channel, Message, Person, View, Workspace


def _common(slack: Slack, there: Workspace, person: Person) -> Json:
    return {
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": there.id,
        },
        "api_app_id": slack.app.id,
        "token": slack.app.verification_token,
        "team": {"id": there.id, "domain": there.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(
    slack: Slack, there: Workspace, person: Person, message: Message, action: Json
) -> Json:
    channel = there.channels[message.channel]
    name = "directmessage" if channel.kind == "im" else channel.name
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    found: Json = {
        "type": "block_actions",
        **_common(slack, there, person),
        "container": container,
        "trigger_id": slack.trigger(there.id, person.id),
        "channel": {"id": message.channel, "name": name},
        "state": {"values": state(message.blocks, message.filled)},
        "response_url": slack.response_url(there.id, message.channel, person.id, message),
        "actions": [action],
    }
    if message.only_for is None:
        # The page: an ephemeral message's payload has no `message`.
        found["message"] = message.shown(slack.app.id, there.bot)
    return found


def _open_view(slack: Slack, there: Workspace, view: View) -> Json:
    shown = view.shown(slack.app.id, there.bot)
    return {**shown, "state": {"values": state(view.content["blocks"], view.values)}}


def view_action(slack: Slack, there: Workspace, person: Person, view: View, action: Json) -> Json:
    return {
        "type": "block_actions",
        **_common(slack, there, person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.trigger(there.id, person.id, view.id),
        "view": _open_view(slack, there, view),
        "actions": [action],
    }


def submission(slack: Slack, there: Workspace, person: Person, view: View) -> Json:
    return {
        "type": "view_submission",
        **_common(slack, there, person),
        "trigger_id": slack.trigger(there.id, person.id, view.id),
        "view": _open_view(slack, there, view),
        "response_urls": [],
    }


def closing(slack: Slack, there: Workspace, person: Person, view: View, *, cleared: bool) -> Json:
    return {
        "type": "view_closed",
        **_common(slack, there, person),
        "view": _open_view(slack, there, view),
        "is_cleared": cleared,
    }


def suggestion(
    slack: Slack,
    there: Workspace,
    person: Person,
    where: View | Message,
    block: str,
    action: str,
    typed: str,
) -> Json:
    place: Json
    if isinstance(where, View):
        place = {
            "container": {"type": "view", "view_id": where.id},
            "view": _open_view(slack, there, where),
        }
    else:
        place = {
            "container": {
                "type": "message",
                "message_ts": where.ts,
                "channel_id": where.channel,
                "is_ephemeral": where.only_for is not None,
            },
            "channel": {"id": where.channel, "name": there.channels[where.channel].name},
            "message": where.shown(slack.app.id, there.bot),
        }
    return {
        "type": "block_suggestion",
        **_common(slack, there, person),
        **place,
        "action_id": action,
        "block_id": block,
        "value": typed,
    }


def command(
    slack: Slack, there: Workspace, person: Person, channel: Channel, name: str, text: str
) -> dict[str, str]:
    return {
        "token": slack.app.verification_token,
        "team_id": there.id,
        "team_domain": there.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": slack.app.id,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(there.id, channel.id, person.id),
        "trigger_id": slack.trigger(there.id, person.id),
    }


def event(slack: Slack, there: Workspace, kind: str, **fields: Any) -> Json:
    """An event in its wrapper."""
    now = slack.clock.now()
    inner: Json = {"type": kind, **fields}
    if kind not in {"app_uninstalled", "tokens_revoked"}:
        inner.setdefault("event_ts", slack.ts())
    return {
        "token": slack.app.verification_token,
        "team_id": there.id,
        "api_app_id": slack.app.id,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": there.id,
                "user_id": there.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
