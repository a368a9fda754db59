"""What an app sends to a `response_url`.

https://docs.slack.dev/interactivity/handling-user-interaction (five answers in thirty minutes;
`replace_original`, `delete_original`, `response_type`).
"""

from __future__ import annotations

import json
from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.chat import checked
from tests.standins.slack.refusals import GoneError, RefusedError
from tests.standins.slack.state import ResponseAddress, Slack
from tests.standins.slack.workspace import Message

_KNOWN = {
    "text", "blocks", "attachments", "mrkdwn", "replace_original", "delete_original",
    "response_type", "thread_ts", "unfurl_links", "unfurl_media", "metadata",
}  # fmt: skip


def take(slack: Slack, key: str, content_type: str, body: bytes) -> None:
    """Does what the answer says, or raises RefusedError."""
    address = slack.answers(key)
    if not content_type.startswith("application/json"):
        raise RefusedError("invalid_post_type")
    try:
        found: Any = json.loads(body)
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(found, dict):
        raise RefusedError("json_not_object")
    given: Json = found
    unknown = set(given) - _KNOWN
    if unknown:
        raise RefusedError("invalid_arg_name", *sorted(unknown))
    if given.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        raise RefusedError("invalid_arguments", "response_type")
    original = address.message
    if given.get("delete_original"):
        if original is None:
            raise GoneError("no_original")
        original.deleted = True
        return
    content = checked(given)
    if given.get("replace_original"):
        if original is None:
            raise GoneError("no_original")
        original.edits.append({"text": original.text, "blocks": original.blocks})
        original.text = content["text"]
        original.blocks = slack.workspaces[address.team].named(content["blocks"])
        return
    _said(slack, address, given, content)


def _said(slack: Slack, address: ResponseAddress, given: Json, content: Json) -> None:
    there = slack.workspaces[address.team]
    ephemeral = given.get("response_type", "ephemeral") == "ephemeral"
    said = Message(
        there.id,
        address.channel,
        slack.ts(),
        there.bot_user,
        content["text"],
        there.named(content["blocks"]),
        content["attachments"],
        given.get("thread_ts"),
        only_for=address.user if ephemeral else None,
    )
    there.messages.append(said)
    address.told.append(said)
