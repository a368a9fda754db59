"""The cookies by which a browser is known again: of a sign-in, also of one that is not done yet.

Never: one that a script can read, that another site's form brings along, or, over HTTPS, that
another host of the same domain could have set (`__Host-`).
"""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.settings import ApiSettings

SESSION = "baton_session"
HALF = "baton_half_sign_in"
PROVIDER = "baton_provider_sign_in"
"""Of the browser that is on its way to a provider of identities."""


def name_of(cookie: str, settings: ApiSettings) -> str:
    return f"__Host-{cookie}" if settings.secure else cookie


def given(connection: HTTPConnection, settings: ApiSettings, cookie: str) -> str | None:
    return connection.cookies.get(name_of(cookie, settings))


def put(
    answer: Response, settings: ApiSettings, cookie: str, token: str, seconds: int | None
) -> None:
    """Without seconds it goes when the browser is closed."""
    answer.set_cookie(
        name_of(cookie, settings),
        token,
        max_age=seconds,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def take(answer: Response, settings: ApiSettings, cookie: str) -> None:
    put(answer, settings, cookie, "", 0)
