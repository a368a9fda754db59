"""What has come, once it is proven: of which app, of whose organisation, from where.

Never: an organisation by anything but the address at which the app calls and the token that it
shows; whoever has not proven it learns nothing of why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import structlog

from api.chat.teams import words
from api.services import Services
from channels.channel import LANGUAGE
from channels.teams import identity, where
from channels.teams.identity import UnprovenError
from channels.teams.login import Client
from channels.teams.requests import Activity
from channels.teams.where import Where
from channels.vendor import Place
from store import chat_people, chats, tenants
from store.chat_people import Whose
from store.chats import REMOVED, TEAMS, AppRow, Installed, PlaceRow, Tokens
from store.keys import TenantKeys
from store.people import PersonRow
from store.session import Database
from store.tenants import TenantRow

_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,100}")
BY = "teams"
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Came:
    """An activity that is believed."""

    activity: Activity
    keys: TenantKeys
    tenant: TenantRow
    place: Place
    whose: Whose
    """The account that has sent it, as it is known."""

    @property
    def client(self) -> Client:
        """As which we call back."""
        return Client(self.place.app.client_id, self.place.secrets.client, self.place.row.team)

    @property
    def where(self) -> Where:
        """In which conversation."""
        return where.of(self.activity.service_url, self.activity.conversation.id)

    def language(self, person: PersonRow | None = None) -> str:
        if person is None:
            return words.language_of(self.activity.locale)
        return person.language or self.tenant.language or LANGUAGE


async def prove(
    services: Services, address: str, authorization: str | None, activity: Activity
) -> Came:
    """Raises UnprovenError; AwayError where nobody can say."""
    app = await _app(services.database, address)
    microsoft = services.microsoft
    try:
        await identity.check(authorization, activity, app, microsoft.keys, microsoft.now())
    except UnprovenError as error:
        _log.warning("teams.unproven", tenant=app.tenant_id, reason=error.reason)
        raise
    structlog.contextvars.bind_contextvars(tenant=app.tenant_id)
    keys = await services.keyring.of(app.tenant_id)
    async with services.database.tenant(app.tenant_id) as session:
        tenant = await tenants.get(session)
        team = app.team or ""
        row = await chats.place(session, app.id, team)
        if row is None or (row.state == REMOVED and not activity.removed_us):
            # Nobody says that a tenant has let the app in; whoever comes from there shows it.
            await chats.install(session, keys, app.id, _installed(app, row), BY)
            row = await chats.place(session, app.id, team)
        if row is None:
            raise UnprovenError("the app is gone")
        whose = await chat_people.whose(session, row.id, activity.sender.id)
    return Came(activity, keys, tenant, Place.opened(keys, app, row), whose)


async def _app(database: Database, address: str) -> AppRow:
    if _ADDRESS.fullmatch(address) is None:
        raise UnprovenError("an unknown address")
    app = await chats.app_at(database, address)
    if app is None or app.kind != TEAMS:
        _log.warning("teams.unproven", reason="an unknown address")
        raise UnprovenError("an unknown address")
    return app


def _installed(app: AppRow, before: PlaceRow | None) -> Installed:
    team = app.team or ""
    name = team if before is None else before.name
    return Installed(
        team=team, name=name, bot=f"28:{app.client_id}", scopes=[], tokens=Tokens(bot="")
    )
