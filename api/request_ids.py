"""The id that a request or a socket goes by in logs and answers.

Never: text from outside that could pretend to be something else in a log.
"""

from __future__ import annotations

import re
from typing import cast
from uuid import uuid4

from starlette.types import Scope

_ACCEPTABLE = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def request_id(scope: Scope) -> str:
    """The one that the caller has given, if it is a plain one; else a new one."""
    for name, value in cast("list[tuple[bytes, bytes]]", scope["headers"]):
        if name == b"x-request-id":
            given = value.decode("latin-1")
            if _ACCEPTABLE.fullmatch(given):
                return given
    return uuid4().hex
