"""The messages of `baton.live.1`, as docs/live.md describes them.

Never: a socket; texts come in, typed wishes go out, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


Name: TypeAlias = Literal["runs", "run", "inbox", "sketch"]

_PLACE: Final = re.compile(r"[a-zA-Z0-9-]{1,63}/[a-zA-Z0-9-]{1,63}", re.ASCII)


class Topic(NamedTuple):
    """What can be watched."""

    name: Name
    run: str | None = None
    process: str | None = None
    """Namespace/name."""


RUNS: Final = Topic("runs")
"""All that may be seen."""

INBOX: Final = Topic("inbox")
"""Whether something else waits for who watches."""


class Watch(msgspec.Struct, tag="watch", forbid_unknown_fields=True):
    """Tell me from now on."""

    topic: Name
    run: str | None = None
    after: int = 0
    process: str | None = None


class Unwatch(msgspec.Struct, tag="unwatch", forbid_unknown_fields=True):
    """No more of it."""

    topic: Name
    run: str | None = None
    process: str | None = None


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
    if (wish.topic == "sketch") != (wish.process is not None):
        raise MalformedError("The topic sketch names a process, the others none.")
    if wish.process is not None and _PLACE.fullmatch(wish.process) is None:
        raise MalformedError("A process is named by its namespace and name: namespace/name.")
    if isinstance(wish, Watch) and not 0 <= wish.after <= MAX_SEQUENCE:
        raise MalformedError(f"after is a number from 0 to {MAX_SEQUENCE}.")
    return wish


def watching(topic: Topic) -> str:
    return _text({"type": "watching", **_named(topic)})


def run_changed(listed: JsonObject) -> str:
    return _text({"type": "run", "run": listed})


def trace(run: str, lines: list[Json], status: str, after: int) -> str:
    return _text({"type": "trace", "run": run, "items": lines, "status": status, "after": after})


class SketchState(NamedTuple):
    """How it stands, for one who has it open."""

    place: str
    revision: int | None
    """None: there is none."""
    saved_by: str | None
    yours: bool
    """Saved by who hears it."""
    others: Sequence[str]
    """Names of the others who have it open."""
    twice: bool
    """Who hears it has it open elsewhere too."""


def sketch(state: SketchState) -> str:
    return _text(
        {
            "type": "sketch",
            "process": state.place,
            "revision": state.revision,
            "savedByName": state.saved_by,
            "yours": state.yours,
            "others": [*state.others],
            "twice": state.twice,
        }
    )


def malformed(why: str) -> str:
    remedy = "Send a message that docs/live.md describes."
    return _text({"type": "refused", "topic": None, "detail": why, "remedy": remedy})


def not_found(run: str) -> str:
    """Also said of what belongs to somebody else: nobody learns that it exists."""
    detail = f"The run {run} was not found."
    return _refused(Topic("run", run), detail, "Check the id, or list what there is.")


def not_yours(topic: Topic) -> str:
    """The same whether there is such a process or not."""
    detail = f"You may not draw the process {topic.process}."
    return _refused(topic, detail, "Ask an administrator for the right to change processes.")


def unavailable(run: str) -> str:
    detail = "The database does not answer now."
    return _refused(Topic("run", run), detail, "Watch again in a moment.")


def _refused(topic: Topic, detail: str, remedy: str) -> str:
    return _text({"type": "refused", **_named(topic), "detail": detail, "remedy": remedy})


def _named(topic: Topic) -> JsonObject:
    named: JsonObject = {"topic": topic.name}
    if topic.run is not None:
        named["run"] = topic.run
    if topic.process is not None:
        named["process"] = topic.process
    return named


def _text(message: JsonObject) -> str:
    return encode(message).decode()


AGAIN: Final = _text({"type": "again", "topic": "runs"})
INBOX_CHANGED: Final = _text({"type": "inbox"})
INBOX_AGAIN: Final = _text({"type": "again", "topic": "inbox"})
PONG: Final = _text({"type": "pong"})
BEAT: Final = _text({"type": "beat"})
