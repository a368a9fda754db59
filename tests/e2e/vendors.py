"""Slack and Teams for the journeys: the servers that stand in for them, and what somebody does
before them, asked for by HTTP since a journey is another program.

Never: more than a person could do or see there, or what Baton itself could be asked.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.standins.serving import served
from tests.standins.slack.person import Acting as InSlack
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.teams.person import Acting as InTeams
from tests.standins.teams.server import APP, TeamsStandIn, teams_standing_in


@dataclass(frozen=True)
class Vendors:
    slack: SlackStandIn
    teams: TeamsStandIn
    desk: str
    """Where the journeys ask."""

    @property
    def settings(self) -> dict[str, str]:
        """Of a stack that takes them for Slack and Teams."""
        return {
            "BATON_SLACK_URL": self.slack.slack.url,
            "BATON_BOT_FRAMEWORK_URL": self.teams.metadata_url,
            "BATON_TEAMS_LOGIN_URL": self.teams.url,
            "BATON_TEAMS_HOSTS": "127.0.0.1",
        }


@dataclass(frozen=True)
class SlackDesk:
    slack: SlackStandIn

    async def manifest(self, request: Request) -> Response:
        """Somebody makes the app of it; its page shows the keys."""
        manifest = await request.json()
        app = self.slack.slack.app
        settings, features = manifest["settings"], manifest["features"]
        app.events_url = settings["event_subscriptions"]["request_url"]
        app.interactivity_url = settings["interactivity"]["request_url"]
        app.commands = {one["command"]: one["url"] for one in features["slash_commands"]}
        # A manifest has only what begins with https, which is asked of nobody here.
        app.redirects = [app.events_url.rpartition("/")[0] + "/installed"]
        app.events = tuple(settings["event_subscriptions"]["bot_events"])
        app.scopes = tuple(manifest["oauth_config"]["scopes"]["bot"])
        return JSONResponse(
            {
                "clientId": app.client_id,
                "clientSecret": app.client_secret,
                "signingSecret": app.signing_secret,
            }
        )

    async def hires(self, request: Request) -> Response:
        for email in await request.json():
            self._person(email)
        return Response(status_code=204)

    async def founds(self, request: Request) -> Response:
        name = (await request.json())["name"]
        found = self.slack.slack.workspace.founds(name)
        return JSONResponse({"id": found.id})

    async def messages(self, request: Request) -> Response:
        """What stands before a person: words, and what can be pressed."""
        seat = self._person(request.path_params["email"])
        return JSONResponse(
            [{"text": _words(one.blocks), "buttons": _buttons(one.blocks)} for one in seat.messages]
        )

    async def presses(self, request: Request) -> Response:
        """A button of the newest message with these words."""
        given = await request.json()
        seat = self._person(request.path_params["email"])
        found = [one for one in seat.messages if given["in"] in str(_words(one.blocks))]
        sent = await seat.click(found[-1], given["button"])
        return JSONResponse({"ok": sent.ok, "reason": sent.reason})

    def _person(self, email: str) -> InSlack:
        people = self.slack.slack.workspace.people.values()
        known = next((one for one in people if one.email == email), None)
        name = email.partition("@")[0]
        return self.slack.person(known or self.slack.slack.workspace.hires(name, email))

    def routes(self) -> list[Route]:
        return [
            Route("/slack/manifest", self.manifest, methods=["PUT"]),
            Route("/slack/people", self.hires, methods=["POST"]),
            Route("/slack/channels", self.founds, methods=["POST"]),
            Route("/slack/people/{email}/messages", self.messages),
            Route("/slack/people/{email}/presses", self.presses, methods=["POST"]),
        ]


@dataclass(frozen=True)
class TeamsDesk:
    teams: TeamsStandIn

    async def bot(self, request: Request) -> Response:
        """Somebody registers the bot, with the address that Baton gives; Azure shows the keys."""
        self.teams.delivery.bot_url = (await request.json())["endpoint"]
        # As Azure makes them, without a space.
        secret = secrets.token_urlsafe(30)
        self.teams.login.secrets = [secret]
        keys = {"clientId": APP, "clientSecret": secret, "team": self.teams.tenant.id}
        return JSONResponse(keys)

    async def installs(self, request: Request) -> Response:
        sent = await self._person(request.path_params["email"]).installs()
        return JSONResponse({"ok": all(one.ok for one in sent)})

    async def messages(self, request: Request) -> Response:
        seat = self._person(request.path_params["email"])
        said = self.teams.tenant.said(seat.personal)
        return JSONResponse([{"text": f"{one.text} {_words(one.card)}"} for one in said])

    def _person(self, email: str) -> InTeams:
        people = self.teams.tenant.people.values()
        known = next((one for one in people if one.email == email), None)
        name = email.partition("@")[0]
        return self.teams.person(known or self.teams.tenant.hires(name, email))

    def routes(self) -> list[Route]:
        return [
            Route("/teams/bot", self.bot, methods=["PUT"]),
            Route("/teams/people/{email}/installation", self.installs, methods=["POST"]),
            Route("/teams/people/{email}/messages", self.messages),
        ]


def _words(shown: Any) -> str:
    """All that can be read, in its order."""
    if isinstance(shown, list):
        return " ".join(_words(one) for one in shown)
    if not isinstance(shown, dict):
        return ""
    own = [text for name in ("text", "title", "value") if isinstance(text := shown.get(name), str)]
    return " ".join([*own, *(_words(one) for one in shown.values())])


def _buttons(blocks: list[Any]) -> list[str]:
    rows = [one["elements"] for one in blocks if one["type"] == "actions"]
    return [one["action_id"] for row in rows for one in row]


@asynccontextmanager
async def vendors() -> AsyncIterator[Vendors]:
    async with slack_standing_in() as slack, teams_standing_in() as teams:
        desk = Starlette(routes=[*SlackDesk(slack).routes(), *TeamsDesk(teams).routes()])
        async with served(desk) as url:
            yield Vendors(slack, teams, url)
