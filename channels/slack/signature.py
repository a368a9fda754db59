"""Proves that a request comes from Slack: its signature of version 0, over the bytes as they came.

https://docs.slack.dev/authentication/verifying-requests-from-slack. Never: a request that counts
without a secret, one older than five minutes, or one from a future as far; a comparison that tells
by its time how much was right.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SIGNATURE: Final = "X-Slack-Signature"
TIMESTAMP: Final = "X-Slack-Request-Timestamp"
SKEW_SECONDS: Final = 300
_VERSION: Final = "v0"
_LONGEST_TIMESTAMP: Final = 12


def sign(secret: str, timestamp: int, body: bytes) -> str:
    base = f"{_VERSION}:{timestamp}:".encode() + body
    return f"{_VERSION}={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"


def proves(
    secret: str, timestamp: str | None, signature: str | None, body: bytes, now: float
) -> bool:
    """Whether who has sent this has the secret, and has sent it just now."""
    if not secret or timestamp is None or signature is None:
        return False
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP):
        return False
    if abs(now - int(timestamp)) > SKEW_SECONDS:
        return False
    right = sign(secret, int(timestamp), body)
    return hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace"))
