"""Tokens and codes: who may speak for which workspace, until when, and with which scopes.

https://docs.slack.dev/authentication/installing-with-oauth (codes live ten minutes, once),
https://docs.slack.dev/authentication/using-token-rotation (twelve hours; a refresh token is used
once), https://docs.slack.dev/authentication/tokens (xoxb-, xoxp-, xapp-, xoxe.)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

from tests.standins.clock import Clock
from tests.standins.slack.refusals import RefusedError

EXPIRES_IN = 43_200
CODE_SECONDS = 600
TokenKind = Literal["bot", "user", "app"]


@dataclass
class Token:
    value: str
    kind: TokenKind
    team: str
    user: str
    scopes: tuple[str, ...]
    expires: float | None = None
    ended: str = ""
    """Why it is good no more: the error of who calls with it."""


@dataclass
class Refresh:
    value: str
    team: str
    user: str
    scopes: tuple[str, ...]
    used: bool = False


@dataclass
class Code:
    value: str
    team: str
    installer: str
    redirect: str
    asked_redirect: bool
    """The address stood in the question, so that it stands in the exchange too."""
    scopes: tuple[str, ...]
    made: float
    used: bool = False


@dataclass
class Tokens:
    clock: Clock
    rotation: bool = True
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    refreshes: dict[str, Refresh] = field(default_factory=dict[str, Refresh])
    codes: dict[str, Code] = field(default_factory=dict[str, Code])

    def app_level(self, *scopes: str) -> Token:
        """As made by hand on the app's page; Socket Mode needs connections:write."""
        token = Token(f"xapp-1-A0-{secrets.token_hex(16)}", "app", "", "", scopes)
        self.tokens[token.value] = token
        return token

    def code(
        self, team: str, installer: str, redirect: str, scopes: tuple[str, ...], *, asked: bool
    ) -> Code:
        value = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        code = Code(value, team, installer, redirect, asked, scopes, self.clock.now())
        self.codes[value] = code
        return code

    def spends(self, value: str, redirect: str | None) -> Code:
        # The errors of https://docs.slack.dev/reference/methods/oauth.v2.access
        code = self.codes.get(value)
        if code is None:
            raise RefusedError("invalid_code")
        if code.used:
            raise RefusedError("code_already_used")
        if code.made + CODE_SECONDS < self.clock.now():
            raise RefusedError("invalid_code")
        if (redirect is not None or code.asked_redirect) and redirect != code.redirect:
            raise RefusedError("bad_redirect_uri")
        code.used = True
        return code

    def issue(self, team: str, user: str, scopes: tuple[str, ...]) -> tuple[Token, Refresh | None]:
        number = f"{secrets.randbelow(10**12)}-{secrets.token_hex(16)}"
        if not self.rotation:
            token = Token(f"xoxb-{number}", "bot", team, user, scopes)
            self.tokens[token.value] = token
            return token, None
        until = self.clock.now() + EXPIRES_IN
        token = Token(f"xoxe.xoxb-1-{number}", "bot", team, user, scopes, until)
        refresh = Refresh(f"xoxe-1-{secrets.token_hex(32)}", team, user, scopes)
        self.tokens[token.value] = token
        self.refreshes[refresh.value] = refresh
        return token, refresh

    def rotates(self, value: str) -> tuple[Token, Refresh | None]:
        refresh = self.refreshes.get(value)
        if refresh is None or refresh.used:
            raise RefusedError("invalid_refresh_token")
        refresh.used = True
        return self.issue(refresh.team, refresh.user, refresh.scopes)

    def known(self, value: str | None) -> Token:
        """Whose token it is, if it is good at this moment."""
        if not value:
            raise RefusedError("not_authed")
        token = self.tokens.get(value)
        if token is None:
            raise RefusedError("invalid_auth")
        if token.ended:
            raise RefusedError(token.ended)
        if token.expires is not None and token.expires <= self.clock.now():
            raise RefusedError("token_expired")
        return token

    def ends(self, team: str) -> list[Token]:
        """All of a workspace: the app was removed, and its bot user with it (account_inactive)."""
        ended = [one for one in self.tokens.values() if one.team == team and not one.ended]
        for one in ended:
            one.ended = "account_inactive"
        for refresh in self.refreshes.values():
            refresh.used = refresh.used or refresh.team == team
        return ended

    def of(self, team: str) -> Token:
        """The newest that is good: what a test calls with."""
        good = [one for one in self.tokens.values() if one.team == team and not one.ended]
        return good[-1]
