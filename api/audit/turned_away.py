"""Lines about those who are turned away before it is asked what they may.

They come too often, from elsewhere, or with what is over. The lines stand in the tenant that was
meant, once a minute for each key or person and each reason. Never: an answer that waits for its
line, or a line of somebody of whom no tenant knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.audit.origin import origin_of
from api.errors import ApiError
from api.services import Services
from store import audit
from store.audit import NOBODY, Deed
from store.person_keys import PERSON

KEY = "key:"
"""How the subject begins that is an API key."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is turned away, as far as it is known."""

    tenant: str
    person: str
    key: str | None = None
    """Id of the API key, if they came with one."""
    proven: bool = True
    """Else somebody only claims to be that person."""


def turned_away(
    services: Services, meant: Meant, refusal: ApiError, action: str | None = None
) -> None:
    """Into the trail, after the answer."""
    subject = PERSON + meant.person if meant.key is None else KEY + meant.key
    known = f"{subject} {refusal.code}"
    if services.turned_away.get(known):
        return
    services.turned_away.put(known, True)
    minute = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M")
    deed = Deed(
        meant.person if meant.proven else NOBODY,
        action or ("session.use" if meant.key is None else "key.use"),
        subject,
        details={"problem": refusal.code},
        refused=refusal.detail,
        once=f"turned away {refusal.code} {minute}",
        origin=replace(origin_of(None), key=meant.key),
    )

    async def note() -> None:
        keys = await services.keyring.of(meant.tenant)
        async with services.database.tenant(meant.tenant) as session:
            await audit.add(session, keys, deed)

    services.background.start(note())
