"""What Slack answers to a call that it doesn't take.

https://docs.slack.dev/apis/web-api/#responses: 200, `ok` false and `error`; 429 is the one status
besides (https://docs.slack.dev/apis/web-api/rate-limits).
"""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """Becomes `{"ok": false, "error": …}`."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)
        self.more = more
        self.status = 200
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> dict[str, Any]:
        found = {"response_metadata": {"messages": self.messages}} if self.messages else {}
        return {"ok": False, "error": self.error, **self.more, **found}


class TooManyError(RefusedError):
    """429, and how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.status = 429
        self.headers = {"retry-after": str(seconds)}


class GoneError(RefusedError):
    """A response address that can't be used any more."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.status = 404
