"""Signs as Slack signs, written out, and in the wrong ways that an app must not take.

https://docs.slack.dev/authentication/verifying-requests-from-slack: `v0:{timestamp}:{raw body}`,
HMAC-SHA256, `v0=` and hexadecimal digits; older than five minutes is refused.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import Enum, auto

SKEW_SECONDS = 300


class Forged(Enum):
    """How a request is not what Slack sent just now."""

    SECRET = auto()
    """Signed with another app's secret."""
    UNSIGNED = auto()
    NO_TIME = auto()
    OLD = auto()
    """Soundly signed, and more than five minutes ago."""
    EARLY = auto()
    """Soundly signed, for a time more than five minutes from now."""
    TIME = auto()
    """An old signature under a new time."""
    BODY = auto()
    """The body was changed after it was signed."""
    VERSION = auto()
    EMPTY = auto()
    """A signature of nothing."""


def signature(secret: str, timestamp: int | str, body: bytes, version: str = "v0") -> str:
    text = f"{version}:{timestamp}:".encode() + body
    return f"{version}={hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()}"


def signed(
    secret: str, now: float, body: bytes, forged: Forged | None = None
) -> tuple[dict[str, str], bytes]:
    """Headers that show who sent the body, and the body as it is sent."""
    at = int(now)
    if forged is Forged.OLD:
        at -= SKEW_SECONDS + 1
    elif forged is Forged.EARLY:
        at += SKEW_SECONDS + 60
    given = signature("of-another-app" if forged is Forged.SECRET else secret, at, body)
    if forged is Forged.VERSION:
        given = signature(secret, at, body, "v1")
    elif forged is Forged.TIME:
        given = signature(secret, at - SKEW_SECONDS - 1, body)
    elif forged is Forged.EMPTY:
        given = "v0="
    headers = {"x-slack-request-timestamp": str(at), "x-slack-signature": given}
    if forged is Forged.UNSIGNED:
        del headers["x-slack-signature"]
    elif forged is Forged.NO_TIME:
        del headers["x-slack-request-timestamp"]
    return headers, (body + b" " if forged is Forged.BODY else body)
