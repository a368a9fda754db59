"""Codes: those that an authenticator app shows, and those for who has lost it.

Pure. Never: a code of another step than this one, the one before and the one after.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

ISSUER = "Baton"
DIGITS = 6
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Clocks of telephones are wrong by some seconds, and people take their time to type."""

SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_CHARACTERS = 16
GROUP = 4
# Without what is easily taken for something else.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def fitting_step(secret: bytes, code: str, now: float) -> int | None:
    """The step that the code belongs to, if it is near enough."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    this = int(now // STEP_SECONDS)
    fitting = [
        step
        for step in range(max(0, this - DRIFT_STEPS), this + DRIFT_STEPS + 1)
        if hmac.compare_digest(code_at(secret, step), code)
    ]
    return max(fitting, default=None)


def code_at(secret: bytes, step: int) -> str:
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def address_of(secret: bytes, account: str) -> str:
    """What the QR code says."""
    return _totp(secret).get_provisioning_uri(account, ISSUER)


def new_recovery_codes() -> list[str]:
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def shown(code: str) -> str:
    """In groups, so that it can be copied by hand."""
    return "-".join(_groups(code))


def plain(code: str) -> str:
    """As it was made, however somebody has typed it."""
    return "".join(character for character in code.lower() if character not in "- \t")


def _groups(code: str) -> Sequence[str]:
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]


def _recovery_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_CHARACTERS))


def _totp(secret: bytes) -> TOTP:
    # All apps know SHA-1; for an HMAC of which six digits are shown it is as good as any.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
