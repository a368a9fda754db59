"""Lets the organisation's app into a workspace of Slack: by its own page, or by a bot's token.

What is sent along lies as a hash in the database, for ten minutes, once, for this app and whoever
has begun. Never: a code believed that nobody here has asked for; a token in a log or an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from urllib.parse import urlencode

from api.audit.service import audited, write
from api.auth.credentials import hash_of
from api.auth.entering import new_token
from api.auth.principal import Principal
from api.chats import service
from api.chats.refusals import in_words
from api.chats.vendors import speaking
from api.errors import ApiError, invalid
from api.services import Services
from channels.slack import manifest
from channels.slack.setup import Let, Setup
from channels.vendor import AwayError, LimitedError, RefusedError
from definitions.values import JsonObject
from store import chat_installs, chats, people, tenants
from store.audit import Deed
from store.chats import SLACK, AppRow, Installed, Secrets, Tokens

Code: TypeAlias = Literal[
    "refused",
    "over",
    "unknown-app",
    "not-allowed",
    "wrong-keys",
    "code",
    "wrong-address",
    "whole-organisation",
    "vendor-answer",
    "vendor-away",
    "vendor-busy",
]
AUTHORIZE = "/oauth/v2/authorize"
_LONGEST = 2_000
_CODES: Mapping[str, Code] = {
    "invalid_client_id": "wrong-keys",
    "bad_client_secret": "wrong-keys",
    "invalid_code": "code",
    "code_already_used": "code",
    "code_expired": "code",
    "bad_redirect_uri": "wrong-address",
}


class InstallTroubleError(Exception):
    """`code` has words on the page of chats; `detail` is for the log."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code: Code = code
        self.detail = detail


async def begin(services: Services, principal: Principal) -> JsonObject:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    deed = service.deed_of(principal, "begin-installation", SLACK, details)
    state = new_token()
    async with audited(services, principal, deed) as session:
        row = await service.found(session, SLACK)
        _ready(row, row.opened(keys))
        if not service.installable(services):
            raise ApiError(
                409,
                "not-https",
                "Slack sends people back to https addresses alone.",
                "Set BATON_PUBLIC_URL to an https address, or install the app at Slack's page and"
                " give the token of its bot.",
            )
        await chat_installs.begin(session, hash_of(state), row.id, principal.person)
    asked = {
        "client_id": row.client_id,
        "scope": ",".join(manifest.SCOPES),
        "redirect_uri": _redirect(services, row),
        "state": state,
    }
    return {"url": f"{services.chats.slack_url}{AUTHORIZE}?{urlencode(asked)}"}


async def by_token(services: Services, principal: Principal, token: str) -> JsonObject:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    if not token.startswith("xoxb-"):
        raise invalid(
            "This is no token of a bot: those begin with xoxb-.",
            "Copy the “Bot User OAuth Token” from “OAuth & Permissions” of the app.",
        )
    async with services.database.tenant(principal.tenant) as session:
        await service.found(session, SLACK)
    with in_words("Slack"):
        async with speaking() as web:
            bot, scopes = await Setup(services.chats.slack_api, web, token).bot()
    if not bot.bot_id:
        raise invalid("This is the token of a person.", "Copy the one of the bot.")
    if bot.is_enterprise_install:
        raise invalid(
            "This app was installed for a whole Enterprise Grid.",
            "Install it in one workspace, and give the token that it has there.",
        )
    installed = Installed(
        team=bot.team_id,
        name=bot.team or bot.team_id,
        bot=bot.user_id,
        scopes=scopes,
        tokens=Tokens(bot=token),
    )
    deed = service.deed_of(principal, "install", SLACK, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        row = await service.found(session, SLACK)
        await chats.install(session, keys, row.id, installed, principal.person)
        details |= {"team": installed.team, "name": installed.name}
        return await service.shown_app(services, session, keys, row)


async def finish(services: Services, address: str, given: Mapping[str, Sequence[str]]) -> str:
    """Answers the name of the workspace."""
    state = _one(given["state"])
    row = await _app(services, address)
    if row is None:
        raise InstallTroubleError("unknown-app", "There is no app of Slack at this address.")
    if state is None:
        raise InstallTroubleError("over", "There is no state, or more than one.")
    keys = await services.keyring.of(row.tenant_id)
    async with services.database.tenant(row.tenant_id) as session:
        person = await chat_installs.take(session, hash_of(state), row.id)
    if person is None:
        raise InstallTroubleError("over", "This state is not known, or its time is over.")
    await _may(services, row, person)
    if given["error"]:
        raise InstallTroubleError("refused", f"Slack says: {given['error'][0][:100]!r}.")
    code = _one(given["code"])
    if code is None:
        raise InstallTroubleError("code", "There is no code, or more than one.")
    installed = await _exchanged(services, row, row.opened(keys), code)
    async with services.database.tenant(row.tenant_id) as session:
        await tenants.hold(session)
        now = await chats.app(session, SLACK)
        if now is None or (now.id, now.client_id) != (row.id, row.client_id):
            raise InstallTroubleError("unknown-app", "The app was changed meanwhile.")
        await chats.install(session, keys, row.id, installed, person)
        told: JsonObject = {"team": installed.team, "name": installed.name}
        deed = Deed(person, "chat.install", f"chat:{SLACK}", None, told)
        await write(session, keys, None, deed)
    return installed.name


async def _app(services: Services, address: str) -> AppRow | None:
    if not (address.isascii() and address.isprintable() and len(address) <= _LONGEST):
        return None
    row = await chats.app_at(services.database, address)
    return row if row is not None and row.kind == SLACK else None


async def _may(services: Services, row: AppRow, person: str) -> None:
    """They may have left, or lost the right, since they have begun."""
    async with services.database.tenant(row.tenant_id) as session:
        tenant = await tenants.get(session)
        known = await people.get(session, person)
        if known is not None and known.disabled_at is None and not tenant.rests:
            rights = await services.access.rights(session, tenant, known)
            if rights.may("chats:write"):
                return
    raise InstallTroubleError("not-allowed", "Who has begun this may do it no more.")


async def _exchanged(services: Services, row: AppRow, secrets: Secrets, code: str) -> Installed:
    redirect = _redirect(services, row)
    try:
        async with speaking() as web:
            setup = Setup(services.chats.slack_api, web)
            let = await setup.let_in(row.client_id, secrets.client, code, redirect)
    except LimitedError as error:
        raise InstallTroubleError("vendor-busy", str(error)) from error
    except RefusedError as error:
        raise InstallTroubleError(_CODES.get(error.code, "vendor-answer"), str(error)) from error
    except AwayError as error:
        raise InstallTroubleError("vendor-away", str(error)) from error
    return _installed(let)


def _installed(let: Let) -> Installed:
    if let.is_enterprise_install or let.team is None:
        detail = "The app was installed for a whole Enterprise Grid."
        raise InstallTroubleError("whole-organisation", detail)
    if not let.access_token or let.token_type != "bot":  # noqa: S105 - a kind
        raise InstallTroubleError("vendor-answer", "Slack has given no token of a bot.")
    ends = datetime.now(UTC) + timedelta(seconds=let.expires_in) if let.expires_in else None
    return Installed(
        team=let.team.id,
        name=let.team.name or let.team.id,
        bot=let.bot_user_id,
        scopes=[one for one in let.scope.split(",") if one],
        tokens=Tokens(bot=let.access_token, refresh=let.refresh_token),
        expires_at=ends,
    )


def _redirect(services: Services, row: AppRow) -> str:
    return f"{service.base(services.settings, row)}/{manifest.INSTALLED_AT}"


def _ready(row: AppRow, secrets: Secrets) -> None:
    lacks = service.missing(row, secrets)
    if lacks:
        raise ApiError(
            409,
            "chat-not-ready",
            f"{service.NAMES[row.kind]} is not set up yet: {', '.join(lacks)}.",
            f"Copy what is missing from the vendor's pages: PUT /api/v1/chats/{row.kind}.",
        )


def _one(given: Sequence[str]) -> str | None:
    """Whoever sends one twice has something in mind."""
    one = given[0] if len(given) == 1 else ""
    return one if 0 < len(one) <= _LONGEST else None
