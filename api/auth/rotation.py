"""When what opens an account has changed, all other sign-ins end and this one gets a new token.

Never: a token that was stolen before a change and opens anything after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from api.auth import cookies
from api.auth.credentials import hash_of, unauthenticated
from api.auth.entering import new_token
from api.auth.principal import Principal
from api.auth.proof import own_session
from api.services import Services
from store import half_sign_ins, sessions


@dataclass(frozen=True, slots=True)
class Renewed:
    """The token goes into the cookie and nowhere else."""

    token: str
    seconds: int
    ended: Sequence[str]
    """Ids of the sign-ins that are over."""


async def renew(session: AsyncSession, principal: Principal) -> Renewed:
    """In the transaction of the change."""
    own = own_session(principal)
    token = new_token()
    ended = await sessions.end_all(session, principal.person, but=own)
    await half_sign_ins.end_all(session, principal.person)
    row = await sessions.rotate(session, own, hash_of(token))
    if row is None:
        raise unauthenticated("The sign-in is over.")
    left = row.expires_at - datetime.now(UTC)
    return Renewed(token, max(0, int(left.total_seconds())), ended)


def told(services: Services, answer: Response, renewed: Renewed) -> Response:
    """After the commit: this browser gets its new cookie, the others are let go."""
    for ended in renewed.ended:
        services.live.signed_out(ended)
    cookies.put(answer, services.settings, cookies.SESSION, renewed.token, renewed.seconds)
    return answer
