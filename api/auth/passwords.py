"""Checks and hashes passwords beside the event loop, a few at once, and always takes as long.

Never: a quicker answer for a person who is not there: then a hash of nothing is checked.
"""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
"""Each check takes 64 MiB and a core; more at once would starve everything else."""

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


class Passwords:
    """Of one process."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def fits(self, given: str, kept: str | None) -> bool:
        """Whether the password is the one of the hash; with no hash never, as slowly."""
        async with self._slots:
            right = await asyncio.to_thread(_fits, given, kept or _NOBODY)
        return right and kept is not None

    async def hashed(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(_hasher.hash, password)


def _fits(given: str, kept: str) -> bool:
    try:
        return _hasher.verify(kept, given)
    except (VerificationError, InvalidHashError):
        return False
