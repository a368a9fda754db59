"""What was said in a conversation: conversations.history, conversations.replies.

https://docs.slack.dev/reference/methods/conversations.history: newest first; answers in threads are
not among them, unless they were shown to the channel too; metadata only of those who ask for it.
https://docs.slack.dev/reference/methods/conversations.replies: the first message, then the answers.
https://docs.slack.dev/apis/web-api/rate-limits: an app of the workspace's own has tier 3 here.
Never: a conversation without the scope of its kind.
"""

from __future__ import annotations

from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.directory import page
from tests.standins.slack.rates import TIER_3
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.workspace import Channel, Kind, Message

_SCOPES: dict[Kind, str] = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
_MOST_OF_HISTORY, _MOST_OF_REPLIES = 999, 1000


def _channel(call: Call) -> Channel:
    there = call.workspace
    channel = there.channels.get(call.given["channel"])
    if channel is None:
        raise RefusedError("channel_not_found")
    call.needs(_SCOPES[channel.kind])
    if there.bot_user not in channel.members:
        raise RefusedError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    return channel


def _moment(call: Call, name: str, usual: float) -> float:
    value: Any = call.given.get(name)
    if value is None:
        return usual
    try:
        return float(value)
    except ValueError:
        raise RefusedError(f"invalid_ts_{name}") from None


def _within(call: Call, found: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest", 0), _moment(call, "latest", call.slack.clock.now() + 1)
    if call.given.get("inclusive"):
        return [one for one in found if oldest <= float(one.ts) <= latest]
    return [one for one in found if oldest < float(one.ts) < latest]


def _shown(call: Call, message: Message) -> Json:
    shown = message.shown(call.slack.app.id, call.workspace.bot)
    if not call.given.get("include_all_metadata"):
        shown.pop("metadata", None)
    return shown


def _paged(call: Call, found: list[Message], most: int, usual: int) -> Json:
    shown, more = page(call, found, most, usual)
    said: Json = {
        "messages": [_shown(call, one) for one in shown],
        "has_more": bool(more["response_metadata"]["next_cursor"]),
    }
    return {**said, **more} if said["has_more"] else said


def _said(call: Call, channel: Channel) -> list[Message]:
    return [
        one
        for one in call.workspace.messages
        if one.channel == channel.id and not one.deleted and one.only_for is None
    ]


def _history(call: Call) -> Json:
    said = _said(call, _channel(call))
    found = _within(call, [one for one in said if one.thread_ts is None or one.broadcast])
    found.sort(key=lambda one: float(one.ts), reverse=True)
    return _paged(call, found, _MOST_OF_HISTORY, 100)


def _replies(call: Call) -> Json:
    channel, ts = _channel(call), str(call.given["ts"])
    said = _said(call, channel)
    if not any(one.ts == ts for one in said):
        raise RefusedError("thread_not_found")
    first = [one for one in said if one.ts == ts]
    answers = _within(call, [one for one in said if one.thread_ts == ts])
    return _paged(call, [*first, *answers], _MOST_OF_REPLIES, _MOST_OF_REPLIES)


_TAKES = ("cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest")
METHODS = (
    Method("conversations.history", _history, per_minute=TIER_3, needs=("channel",), takes=_TAKES),
    Method(
        "conversations.replies",
        _replies,
        per_minute=TIER_3,
        needs=("channel", "ts"),
        takes=_TAKES,
        # Its page names one content type, the form's; JSON misses `channel` and `ts` there.
        json=False,
    ),
)
