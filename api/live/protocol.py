"""The messages of `baton.live.1`, as docs/live.md describes them.

Never: a socket; texts come in, typed wishes go out, and the other way round.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from api.shapes import MAX_SEQUENCE
from definitions.values import Json, JsonObject, encode

SUBPROTOCOL: Final = "baton.live.1"
MAX_MESSAGE_BYTES: Final = 4096


class Close(IntEnum):
    """Why a socket ends."""

    AWAY = 1001
    TOO_BIG = 1009
    SLOW = 1013
    SIGNED_OUT = 4401
    TOO_MANY = 4429


class Topic(NamedTuple):
    """What can be watched."""

    name: Literal["runs", "run", "inbox"]
    run: str | None = None


RUNS: Final = Topic("runs")
"""All that may be seen."""

INBOX: Final = Topic("inbox")
"""Whether something else waits for who watches."""


class Watch(msgspec.Struct, tag="watch", forbid_unknown_fields=True):
    """Tell me from now on."""

    topic: Literal["runs", "run", "inbox"]
    run: str | None = None
    after: int = 0


class Unwatch(msgspec.Struct, tag="unwatch", forbid_unknown_fields=True):
    """No more of it."""

    topic: Literal["runs", "run", "inbox"]
    run: str | None = None


class Ping(msgspec.Struct, tag="ping", forbid_unknown_fields=True):
    """Asks for a sign of life."""


Wish: TypeAlias = Watch | Unwatch | Ping
_reader: msgspec.json.Decoder[Wish] = msgspec.json.Decoder(Wish)


class MalformedError(Exception):
    """A message that means nothing; the sentence says why."""


def read(message: str | bytes) -> Wish:
    if isinstance(message, bytes):
        raise MalformedError("Messages are text.")
    try:
        wish = _reader.decode(message)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise MalformedError(str(error).rstrip(".") + ".") from error
    if isinstance(wish, Ping):
        return wish
    if (wish.topic == "run") != (wish.run is not None):
        raise MalformedError("The topic run names a run, the others none.")
    if isinstance(wish, Watch) and not 0 <= wish.after <= MAX_SEQUENCE:
        raise MalformedError(f"after is a number from 0 to {MAX_SEQUENCE}.")
    return wish


def watching(topic: Topic) -> str:
    return _text({"type": "watching", **_named(topic)})


def run_changed(listed: JsonObject) -> str:
    return _text({"type": "run", "run": listed})


def trace(run: str, lines: list[Json], status: str, after: int) -> str:
    return _text({"type": "trace", "run": run, "items": lines, "status": status, "after": after})


def malformed(why: str) -> str:
    remedy = "Send a message that docs/live.md describes."
    return _text({"type": "refused", "topic": None, "detail": why, "remedy": remedy})


def not_found(run: str) -> str:
    """Also said of what belongs to somebody else: nobody learns that it exists."""
    return _refused(run, f"The run {run} was not found.", "Check the id, or list what there is.")


def unavailable(run: str) -> str:
    return _refused(run, "The database does not answer now.", "Watch again in a moment.")


def _refused(run: str, detail: str, remedy: str) -> str:
    topic = _named(Topic("run", run))
    return _text({"type": "refused", **topic, "detail": detail, "remedy": remedy})


def _named(topic: Topic) -> JsonObject:
    return {"topic": topic.name} if topic.run is None else {"topic": topic.name, "run": topic.run}


def _text(message: JsonObject) -> str:
    return encode(message).decode()


AGAIN: Final = _text({"type": "again", "topic": "runs"})
INBOX_CHANGED: Final = _text({"type": "inbox"})
INBOX_AGAIN: Final = _text({"type": "again", "topic": "inbox"})
PONG: Final = _text({"type": "pong"})
BEAT: Final = _text({"type": "beat"})
