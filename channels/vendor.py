"""What a chat of a vendor can do for the round that carries messages there, and how it refuses.

Each vendor lays the same letter out in its own way. Never: a refusal that is told apart by its
text; it says what is lost, or how long to rest, or that nobody knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol, TypeAlias

from channels.said import Said
from definitions.values import JsonObject
from store.chat_messages import Posted
from store.chats import AppRow, PlaceRow, Secrets, Tokens
from store.keys import TenantKeys

SHORTEST_REST_SECONDS: Final = 1.0
LONGEST_REST_SECONDS: Final = 3_600.0

_SECONDS: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")

Lost: TypeAlias = Literal["place", "tokens", "person", "conversation", "message"]
"""What is not there any more. tokens: they are over, and new ones can be asked for."""


class AwayError(Exception):
    """No answer, or none that could be read; whether it was done, nobody knows."""


class RefusedError(Exception):
    """The vendor has said no, and nothing was done."""

    def __init__(self, vendor: str, code: str, lost: Lost | None = None) -> None:
        super().__init__(f"{vendor} refuses: {code}.")
        self.code = code
        self.lost = lost


class LimitedError(RefusedError):
    """Too much at once."""

    def __init__(self, vendor: str, seconds: float) -> None:
        super().__init__(vendor, "rate limit")
        self.seconds = seconds

    @classmethod
    def until(cls, vendor: str, retry_after: str) -> LimitedError:
        """As the header `Retry-After` says, within reason."""
        said = float(retry_after) if _SECONDS.fullmatch(retry_after) else 0.0
        return cls(vendor, min(max(said, SHORTEST_REST_SECONDS), LONGEST_REST_SECONDS))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an app is installed, opened."""

    app: AppRow
    secrets: Secrets
    row: PlaceRow
    tokens: Tokens

    @classmethod
    def opened(cls, keys: TenantKeys, app: AppRow, row: PlaceRow) -> Place:
        return cls(app, app.opened(keys), row, row.opened(keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a message shows now."""

    said: Said
    token: str
    """What its buttons bring back."""
    language: str
    stands: tuple[str, ...] = ()
    """How it has gone on since it was posted; then there is nothing to press any more."""
    viewers: tuple[str, ...] = ()
    """Accounts that may decide, where many read one message."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """Tokens in place of those that are over."""

    tokens: Tokens
    expires_at: datetime | None


class Vendor(Protocol):
    """One chat. Tries nothing twice by itself.

    Raises AwayError, LimitedError or RefusedError, whatever it is asked.
    """

    async def account_of(self, place: Place, email: str) -> str | None:
        """Whose verified address this is there; None: nobody's, or it can't be asked for."""
        ...

    async def conversation_with(
        self, place: Place, account: str, reference: JsonObject | None
    ) -> str:
        """Where one person is written to. `reference`: what was kept when they came."""
        ...

    async def post(
        self, place: Place, conversation: str, letter: Letter, delivery: str, thread: str | None
    ) -> Posted: ...

    async def update(self, place: Place, posted: Posted, letter: Letter) -> None: ...

    async def found(
        self,
        place: Place,
        conversation: str,
        delivery: str,
        since: datetime,
        thread: str | None = None,
    ) -> Posted | None:
        """A message of which nobody knows whether it was posted; None: not there, or unknowable."""
        ...

    async def renewed(self, place: Place) -> Renewed | None:
        """New tokens; None: this vendor's need none."""
        ...
