"""Slows down who guesses: by person and place, by place, by person, and at the second factor.

Kept in the database: a restart forgets nothing, and all processes count together. Whether a person
exists makes no difference. Never: a locked door for a person because a stranger knocked often: from
another place the bound is much wider.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.errors import ApiError
from store import guesses
from store.session import Database

WINDOW_SECONDS = 900.0
DAY_SECONDS = 86_400.0

FAILURES_HERE = 5
"""Of one person from one address."""

FAILURES_FROM_ADDRESS = 50
FAILURES_OF_PERSON = 100

FAILURES_OF_CODES = 20
"""In a day: a code has six digits only, and who comes so far knows the password."""

BEGUN_FROM_ADDRESS = 500
"""A whole office may come from one address in the morning, and each begins once."""

ASKED_FOR_PERSON = 3
ASKED_FROM_ADDRESS = 20


@dataclass(frozen=True, slots=True)
class Bound:
    """So many at once; then it refills evenly over the window."""

    of: tuple[str, ...]
    size: int
    window_seconds: float = WINDOW_SECONDS
    forgiving: bool = False
    """A success forgets it altogether; of the others it takes back its own try."""

    @property
    def key(self) -> str:
        return hashlib.sha256("\0".join(self.of).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def per_second(self) -> float:
        return self.size / self.window_seconds

    def wait_seconds(self, level: float) -> float:
        """Until there is room for one more."""
        return max(0.0, (level - (self.size - 1)) / self.per_second)


def of_sign_in(email: str, address: str) -> tuple[Bound, ...]:
    return (
        Bound(("sign-in", email, address), FAILURES_HERE, forgiving=True),
        Bound(("sign-in from", address), FAILURES_FROM_ADDRESS),
        Bound(("sign-in of", email), FAILURES_OF_PERSON),
    )


def of_code(tenant: str, person: str) -> tuple[Bound, ...]:
    return (Bound(("code", tenant, person), FAILURES_OF_CODES, DAY_SECONDS, forgiving=True),)


def of_forgotten(email: str, address: str) -> tuple[Bound, ...]:
    return (
        Bound(("forgotten", email), ASKED_FOR_PERSON, 4 * WINDOW_SECONDS),
        Bound(("forgotten from", address), ASKED_FROM_ADDRESS),
    )


def of_provider(address: str) -> tuple[Bound, ...]:
    """Sign-ins that are on their way to a provider; who comes back takes theirs back."""
    return (Bound(("provider", address), BEGUN_FROM_ADDRESS),)


def of_address(deed: str, address: str) -> tuple[Bound, ...]:
    return (Bound((deed, address), FAILURES_FROM_ADDRESS),)


def wait_seconds(bounds: Sequence[Bound], levels: Mapping[str, float]) -> int:
    """How long to wait before the next try; 0: now."""
    return math.ceil(max(bound.wait_seconds(levels[bound.key]) for bound in bounds))


class Guesses:
    """Counts tries as failures until they are known to be none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tried(self, bounds: Sequence[Bound]) -> None:
        """Counts one, or refuses it: what is refused is not counted, so that waiting helps."""
        async with self._database.shared() as session:
            levels = await guesses.levels(session, _rates(bounds))
            wait = wait_seconds(bounds, levels)
            if not wait:
                await guesses.change(session, levels, +1)
        if wait:
            raise ApiError(
                429,
                "too-many-guesses",
                "There were too many tries.",
                f"Wait {wait} seconds, then try again.",
                headers={"Retry-After": str(wait)},
            )

    async def succeeded(self, bounds: Sequence[Bound]) -> None:
        """It was no failure."""
        async with self._database.shared() as session:
            levels = await guesses.levels(session, _rates(bounds))
            await guesses.change(session, levels, -1)
            for bound in bounds:
                if bound.forgiving:
                    await guesses.forget(session, bound.key)


def _rates(bounds: Sequence[Bound]) -> dict[str, float]:
    return {bound.key: bound.per_second for bound in bounds}
