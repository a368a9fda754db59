"""Installing and removing: the authorize page, oauth.v2.access, auth.revoke, apps.uninstall.

https://docs.slack.dev/authentication/installing-with-oauth,
https://docs.slack.dev/authentication/using-token-rotation, and the methods' pages.
"""

from __future__ import annotations

import base64
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Incoming, Method, arguments
from tests.standins.slack.rates import TIER_1, TIER_3, TIER_4
from tests.standins.slack.refusals import RefusedError, TooManyError
from tests.standins.slack.state import Slack
from tests.standins.slack.tokens import EXPIRES_IN


class NotShownError(Exception):
    """The authorize page says what is wrong, and nobody is sent anywhere."""


def _fits(asked: str, registered: str) -> bool:
    """The same address, or one below it: installing-with-oauth, "Redirect URLs"."""
    one, other = urlsplit(asked), urlsplit(registered)
    if one.fragment or (one.scheme, one.netloc) != (other.scheme, other.netloc):
        return False
    return one.path == other.path or one.path.startswith(other.path.rstrip("/") + "/")


def authorize(slack: Slack, query: str, team: str | None = None) -> str:
    """Where the person is sent who was asked."""
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    if len(given) != len(pairs):
        raise NotShownError("an argument stands twice")
    if given.get("client_id") != slack.app.client_id:
        raise NotShownError("invalid_client_id")
    scopes = tuple(one for one in given.get("scope", "").split(",") if one)
    unknown = set(scopes) - set(slack.app.scopes)
    if unknown or not (scopes or given.get("user_scope")):
        raise NotShownError(f"invalid_scope: {', '.join(sorted(unknown))}")
    asked = given.get("redirect_uri")
    redirect = asked or slack.app.redirects[0]
    if not any(_fits(redirect, one) for one in slack.app.redirects):
        raise NotShownError("bad_redirect_uri")
    state = {"state": given["state"]} if "state" in given else {"state": ""}
    if not slack.approves:
        return f"{redirect}?{urlencode({'error': 'access_denied', **state})}"
    there = slack.workspaces.get(team or given.get("team", ""), slack.workspace)
    installer = next(one for one in there.people.values() if not one.is_bot)
    code = slack.tokens.code(there.id, installer.id, redirect, scopes, asked=asked is not None)
    joint = "&" if urlsplit(redirect).query else "?"
    return f"{redirect}{joint}{urlencode({'code': code.value, **state})}"


def _client(slack: Slack, given: Json, authorization: str) -> None:
    """Basic authentication is preferred; the arguments are taken too, as the page says."""
    scheme, _, text = authorization.partition(" ")
    client, secret = given.pop("client_id", None), given.pop("client_secret", None)
    if scheme.lower() == "basic":
        try:
            client, _, secret = base64.b64decode(text, validate=True).decode().partition(":")
        except ValueError:
            raise RefusedError("invalid_client_id") from None
        client, secret = unquote(client), unquote(secret)
    if client != slack.app.client_id:
        raise RefusedError("invalid_client_id")
    if secret != slack.app.client_secret:
        raise RefusedError("bad_client_secret")


# No token goes before it, so it is no method like the others.
ACCESS = Method("oauth.v2.access", lambda _call: {}, per_minute=TIER_4, json=False)


def access(slack: Slack, incoming: Incoming) -> Json:
    given = arguments(incoming, ACCESS, [])
    _client(slack, given, incoming.authorization)
    wait = slack.rates.wait("", ACCESS.name, ACCESS.per_minute, None)
    if wait is not None:
        raise TooManyError(wait)
    grant = given.get("grant_type") or "authorization_code"
    if grant == "refresh_token":
        token, refresh = slack.tokens.rotates(str(given.get("refresh_token")))
        installer = ""
    elif grant == "authorization_code":
        code = slack.tokens.spends(str(given.get("code")), given.get("redirect_uri"))
        there = slack.workspaces[code.team]
        token, refresh = slack.tokens.issue(code.team, there.bot_user, code.scopes)
        installer = code.installer
    else:
        raise RefusedError("invalid_grant_type")
    there = slack.workspaces[token.team]
    found: Json = {
        "ok": True,
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(token.scopes),
        "bot_user_id": there.bot_user,
        "app_id": slack.app.id,
        "team": {"name": there.name, "id": there.id},
        "enterprise": None,
        "is_enterprise_install": slack.app.whole_organisation,
    }
    if installer:
        found["authed_user"] = {"id": installer}
    if refresh is not None:
        found |= {"refresh_token": refresh.value, "expires_in": EXPIRES_IN}
    return found


def _revoke(call: Call) -> Json:
    if call.given.get("test"):
        return {"revoked": False}
    call.token.ended = "token_revoked"
    return {"revoked": True}


def _uninstall(call: Call) -> Json:
    app = call.slack.app
    if call.given["client_id"] != app.client_id:
        raise RefusedError("invalid_client_id")
    if call.given["client_secret"] != app.client_secret:
        raise RefusedError("bad_client_secret")
    call.slack.tokens.ends(call.workspace.id)
    return {}


METHODS = (
    Method("auth.revoke", _revoke, per_minute=TIER_3, takes=("test",), json=False),
    Method(
        "apps.uninstall", _uninstall, per_minute=TIER_1, needs=("client_id", "client_secret"),
        json=False,
    ),
)  # fmt: skip
