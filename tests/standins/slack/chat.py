"""The methods that speak: chat.postMessage, update, postEphemeral, delete, getPermalink.

Each under https://docs.slack.dev/reference/methods/, with the errors of its page.
"""

from __future__ import annotations

from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack import text
from tests.standins.slack.blocks import message_faults, written
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.rates import POSTS_PER_MINUTE, TIER_3, TIER_4
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.workspace import Channel, Message

MOST_ATTACHMENTS = 100
"""https://docs.slack.dev/reference/methods/chat.postMessage (too_many_attachments)"""

MOST_TOGETHER = 11_000
"""Of all blocks. The page names the error (msg_blocks_too_long) and no number; who has measured it
was refused from 11,341 on: https://github.com/slackapi/bolt-js/issues/2867, and 2509 there."""


def checked(given: Json, *, kept: bool = False) -> Json:
    """Text, blocks and attachments of a message, if they may be shown."""
    words = given.get("text", "")
    blocks: list[Json] = _list(given, "blocks")
    attachments: list[Json] = _list(given, "attachments")
    if not isinstance(words, str):
        raise RefusedError("invalid_arguments", "[ERROR] must be a string [json-pointer:/text]")
    if not (words.strip() or blocks or attachments or kept):
        raise RefusedError("no_text")
    if len(words) > text.MOST_CHARACTERS:
        raise RefusedError("msg_too_long")
    if len(attachments) > MOST_ATTACHMENTS:
        raise RefusedError("too_many_attachments")
    wrong = message_faults(blocks)
    for one in attachments:
        wrong += message_faults(one.get("blocks", []))
    if wrong:
        raise RefusedError("invalid_blocks", *wrong)
    if written(blocks) > MOST_TOGETHER:
        raise RefusedError("msg_blocks_too_long")
    if given.get("mrkdwn") is not False:
        found = text.faults(words)
        if found:
            raise RefusedError(
                "invalid_arguments", *(f"[ERROR] {one} [json-pointer:/text]" for one in found)
            )
    return {"text": words, "blocks": blocks, "attachments": attachments}


def _list(given: Json, name: str) -> list[Json]:
    value: Any = given.get(name) or []
    if not isinstance(value, list):
        raise RefusedError("invalid_blocks_format" if name == "blocks" else "invalid_arguments")
    return value


def place(call: Call, name: str = "channel") -> Channel:
    """Where the app may write: the channel, or the direct message with a person."""
    id_ = call.given[name]
    there = call.workspace
    person = there.people.get(id_)
    if person is not None and not person.deleted:
        return there.direct(id_)
    channel = there.channels.get(id_)
    if channel is None or (channel.kind != "public" and there.bot_user not in channel.members):
        raise RefusedError("channel_not_found")
    if channel.archived:
        raise RefusedError("is_archived")
    return channel


def _post(call: Call) -> Json:
    channel = place(call)
    if call.workspace.bot_user not in channel.members and (
        # https://docs.slack.dev/reference/scopes/chat.write.public
        "chat:write.public" not in call.token.scopes
    ):
        raise RefusedError("not_in_channel")
    for name in ("username", "icon_emoji", "icon_url"):
        if name in call.given:
            call.needs("chat:write.customize")
    content = checked(call.given)
    thread = call.given.get("thread_ts")
    if thread is not None and call.workspace.said(channel.id, thread) is None:
        # Slack posts it outside any thread; nobody means that, so it is refused.
        raise RefusedError("cannot_reply_to_message")
    message = _kept(call, channel, content)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message.shown(call.slack.app.id, call.workspace.bot),
    }


def _kept(call: Call, channel: Channel, content: Json, only_for: str | None = None) -> Message:
    there = call.workspace
    ts = call.slack.ts()
    message = Message(
        there.id,
        channel.id,
        ts,
        there.bot_user,
        content["text"],
        call.workspace.named(content["blocks"]),
        content["attachments"],
        call.given.get("thread_ts"),
        call.given.get("metadata"),
        only_for,
    )
    # https://docs.slack.dev/reference/methods/chat.getPermalink: p and the ts without its point.
    message.permalink = (
        f"https://{there.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    )
    message.broadcast = bool(call.given.get("reply_broadcast"))
    there.messages.append(message)
    return message


def _ephemeral(call: Call) -> Json:
    channel = place(call)
    user = call.given["user"]
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    if call.workspace.bot_user not in channel.members:
        raise RefusedError("not_in_channel")
    message = _kept(call, channel, checked(call.given), user)
    return {"message_ts": message.ts}


def _own(call: Call, error: str, name: str = "ts") -> Message:
    channel = call.workspace.channels.get(call.given["channel"])
    if channel is None:
        raise RefusedError("channel_not_found")
    message = call.workspace.said(channel.id, call.given[name])
    # An ephemeral message is in no channel: chat.update's page, "Ephemeral messages".
    if message is None or message.only_for is not None:
        raise RefusedError("message_not_found")
    if message.user != call.workspace.bot_user:
        raise RefusedError(error)
    return message


def _update(call: Call) -> Json:
    message = _own(call, "cant_update_message")
    if call.workspace.channels[message.channel].archived:
        raise RefusedError("is_archived")
    given = call.given
    if not {"text", "blocks", "attachments"} & set(given):
        raise RefusedError("no_text")
    content = checked(given, kept=bool(message.blocks) and "blocks" not in given)
    message.edits.append({"text": message.text, "blocks": message.blocks})
    # chat.update's page: fields that aren't given stay as they were.
    message.text = content["text"] if "text" in given else message.text
    if "blocks" in given:
        message.blocks = call.workspace.named(content["blocks"])
    if "attachments" in given:
        message.attachments = content["attachments"]
    if "metadata" in given:
        message.metadata = given["metadata"]
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message.shown(call.slack.app.id, call.workspace.bot),
    }


def _delete(call: Call) -> Json:
    message = _own(call, "cant_delete_message")
    message.deleted = True
    return {"channel": message.channel, "ts": message.ts}


def _permalink(call: Call) -> Json:
    channel = call.workspace.channels.get(call.given["channel"])
    if channel is None:
        raise RefusedError("channel_not_found")
    message = call.workspace.said(channel.id, call.given["message_ts"])
    if message is None or message.only_for is not None:
        raise RefusedError("message_not_found")
    return {"channel": channel.id, "permalink": message.permalink}


_SAID = ("text", "blocks", "attachments", "mrkdwn", "link_names", "parse")
_LOOK = ("username", "icon_emoji", "icon_url")
METHODS = (
    Method(
        "chat.postMessage",
        _post,
        ("chat:write",),
        POSTS_PER_MINUTE,
        ("channel",),
        (
            *_SAID,
            *_LOOK,
            "as_user",
            "metadata",
            "reply_broadcast",
            "thread_ts",
            "unfurl_links",
            "unfurl_media",
        ),
        per_channel=True,
    ),
    Method(
        "chat.update",
        _update,
        ("chat:write",),
        TIER_3,
        ("channel", "ts"),
        (*_SAID, "as_user", "metadata", "reply_broadcast"),
    ),
    Method(
        "chat.postEphemeral",
        _ephemeral,
        ("chat:write",),
        TIER_4,
        ("channel", "user"),
        (*_SAID, *_LOOK, "as_user", "thread_ts"),
    ),
    Method("chat.delete", _delete, ("chat:write",), TIER_3, ("channel", "ts"), ("as_user",)),
    Method("chat.getPermalink", _permalink, needs=("channel", "message_ts"), json=False),
)
