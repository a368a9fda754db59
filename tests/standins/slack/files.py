"""Files in three steps: an address, the bytes, and the end that shares them.

https://docs.slack.dev/reference/methods/files.getUploadURLExternal and
https://docs.slack.dev/reference/methods/files.completeUploadExternal
"""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.chat import place
from tests.standins.slack.rates import TIER_4
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.state import Slack
from tests.standins.slack.workspace import File, Message

MOST_BYTES = 1_073_741_824
"""https://slack.com/help/articles/201330736: 1 GB."""
MOST_SNIPPET = 1_048_576


def _address(call: Call) -> Json:
    length = call.given["length"]
    if not isinstance(length, int) or length < 1:
        raise RefusedError(
            "invalid_arguments", "[ERROR] must be more than 0 [json-pointer:/length]"
        )
    most = MOST_SNIPPET if "snippet_type" in call.given else MOST_BYTES
    if length > most:
        raise RefusedError(
            "snippet_too_large" if most == MOST_SNIPPET else "file_upload_size_restricted"
        )
    there = call.workspace
    id_ = f"F{there.id[1:]}{there.number():04}"
    there.files[id_] = File(id_, call.given["filename"], length, there.bot_user)
    return {"upload_url": f"{call.slack.url}/upload/{there.id}/{id_}", "file_id": id_}


def takes(slack: Slack, team: str, id_: str, content_type: str, body: bytes) -> tuple[int, str]:
    """The upload itself: the bytes as they are, or as the first part of a form."""
    there = slack.workspaces.get(team)
    file = there.files.get(id_) if there is not None else None
    if file is None or file.content is not None:
        return 404, "not found"
    content = body
    if content_type.startswith("multipart/form-data"):
        head = f"content-type: {content_type}\r\n\r\n".encode()
        parts = list(message_from_bytes(head + body, policy=policy.HTTP).iter_parts())
        found = parts[0].get_payload(decode=True) if parts else b""
        content = found if isinstance(found, bytes) else b""
    if len(content) != file.length:
        return 400, "length mismatch"
    file.content = content
    return 200, f"OK - {len(content)}"


def _complete(call: Call) -> Json:
    there, given = call.workspace, call.given
    asked: Any = given["files"]
    if not isinstance(asked, list) or not asked:
        raise RefusedError("invalid_arguments", "[ERROR] must be an array [json-pointer:/files]")
    wanted: list[Json] = asked
    files = [there.files.get(str(one.get("id"))) for one in wanted]
    if any(one is None or one.content is None or one.completed for one in files):
        raise RefusedError("file_not_found")
    names = [given["channel_id"]] if "channel_id" in given else []
    names += [one for one in str(given.get("channels") or "").split(",") if one]
    channels = [place(Call(call.slack, call.token, {"channel": one})) for one in names]
    if any(there.bot_user not in one.members for one in channels):
        raise RefusedError("not_in_channel")
    if "thread_ts" in given and len(channels) != 1:
        raise RefusedError("invalid_arguments", "[ERROR] thread_ts goes with one channel")
    shown: list[Json] = []
    for file, one in zip(files, wanted, strict=True):
        assert file is not None
        file.completed = True
        file.title = one.get("title") or file.name
        file.channels = [channel.id for channel in channels]
        shown.append(_shown(call, file))
    for channel in channels:
        words = str(given.get("initial_comment") or "")
        there.messages.append(
            Message(
                there.id, channel.id, call.slack.ts(), there.bot_user, words,
                thread_ts=given.get("thread_ts"),
            )
        )  # fmt: skip
    return {"files": shown}


def _shown(call: Call, file: File) -> Json:
    base = f"https://files.slack.com/files-pri/{call.workspace.id}-{file.id}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "user": file.user,
        "url_private": f"{base}/{file.name}",
        "permalink": f"https://{call.workspace.domain}.slack.com/files/{file.user}/{file.id}",
    }


METHODS = (
    Method(
        "files.getUploadURLExternal",
        _address,
        ("files:write",),
        TIER_4,
        ("filename", "length"),
        ("alt_txt", "snippet_type"),
        json=False,
    ),
    Method(
        "files.completeUploadExternal",
        _complete,
        ("files:write",),
        TIER_4,
        ("files",),
        ("channel_id", "channels", "initial_comment", "thread_ts", "blocks"),
    ),
)
