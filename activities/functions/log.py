"""`log`: a line of the process's author in the structured log.

What authors put here leaves the run's encryption, because they ask for it. Never: a secret, which
is masked, or a character that a terminal would obey.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

import structlog

from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject

LEVELS: Mapping[str, int] = {
    "trace": logging.DEBUG,
    "debug": logging.DEBUG,
    "information": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
    "critical": logging.CRITICAL,
}
MOST_DATA = 4_000
"""Characters of the values beside the message."""

_log = structlog.stdlib.get_logger()


async def write(arguments: JsonObject, caller: Caller) -> Json:
    said = caller.masked({"message": arguments["message"], "data": arguments.get("data", {})})
    match said:
        case {"message": str(message), "data": data}:
            values = {"data": clipped(data)} if data else {}
        case _:
            message, values = "", {}
    _log.log(
        LEVELS[str(arguments.get("level", "information"))],
        "function.log",
        message=plain(message),
        **values,
        tenant=caller.tenant,
        run=caller.run,
        workflow=caller.workflow,
        task=caller.task,
    )
    return message


def plain(text: str) -> str:
    """With everything escaped that a terminal would obey."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def clipped(data: Json) -> Json:
    text = json.dumps(data)
    return data if len(text) <= MOST_DATA else text[:MOST_DATA]
