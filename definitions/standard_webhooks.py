"""Signs messages as Standard Webhooks says, so that receivers verify them with any library for it.

What is signed is the id, the time and the very bytes of the body. Never: a secret made here, for
that needs chance; and never one in a sentence.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

PREFIX: Final = "whsec_"
VERSION: Final = "v1"
FEWEST_BYTES: Final = 24
MOST_BYTES: Final = 64
ID_HEADER: Final = "webhook-id"
TIME_HEADER: Final = "webhook-timestamp"
SIGNATURE_HEADER: Final = "webhook-signature"


def secret_of(key: bytes) -> str:
    """As people copy it to the receiver."""
    if not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError(f"A secret has {FEWEST_BYTES} to {MOST_BYTES} bytes.")
    return PREFIX + base64.b64encode(key).decode()


def signature(secret: str, message: str, at_seconds: int, body: bytes) -> str:
    """One signature with its version."""
    signed = f"{message}.{at_seconds}.".encode() + body
    mac = hmac.digest(_key(secret), signed, hashlib.sha256)
    return f"{VERSION},{base64.b64encode(mac).decode()}"


def headers(secrets: Sequence[str], message: str, at_seconds: int, body: bytes) -> dict[str, str]:
    """While a secret is replaced there is one signature by each, and any of them is enough."""
    signed = [signature(secret, message, at_seconds, body) for secret in secrets]
    return {
        ID_HEADER: message,
        TIME_HEADER: str(at_seconds),
        SIGNATURE_HEADER: " ".join(signed),
    }


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("This is no secret of a webhook; it is base64 after whsec_.") from error
