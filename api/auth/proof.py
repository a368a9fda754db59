"""What is delicate about oneself asks for more than a cookie: a sign-in, and that it is fresh.

Never: a password, a factor or a key changed by an API key, or by who finds a screen left open.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from api.auth.principal import Principal
from api.errors import ApiError

FRESH = timedelta(minutes=15)


def own_session(principal: Principal) -> str:
    """The id of the sign-in; an API key has none."""
    if principal.session is None:
        raise ApiError(
            409,
            "session-needed",
            "This is for people who have signed in, not for API keys.",
            "Sign in with a browser and do it there.",
        )
    return principal.session


def fresh_session(principal: Principal) -> str:
    own = own_session(principal)
    proven = principal.proven_at
    if proven is None or datetime.now(UTC) - proven > FRESH:
        raise ApiError(
            403,
            "prove-again",
            "It is some time since you have proved who you are.",
            "Give your password once more (POST /api/v1/me/proof), or sign in again.",
        )
    return own
