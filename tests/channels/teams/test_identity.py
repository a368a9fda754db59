"""The token of the bot's channel: each way to forge one is told apart, and none gets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import msgspec
import pytest

from channels.teams import requests
from channels.teams.identity import AGAIN_SECONDS, KEPT_SECONDS, Keys, UnprovenError, check
from channels.vendor import AwayError
from definitions import errors
from definitions.errors import ProblemError
from store.chats import AppRow
from tests.standins.listening import listening
from tests.standins.teams.server import APP, teams_standing_in
from tests.standins.teams.tokens import Forged

REASONS = {
    Forged.NO_TOKEN: "no token",
    Forged.NOT_BEARER: "no token",
    Forged.ISSUER: "another issuer",
    Forged.AUDIENCE: "another audience",
    Forged.SIGNATURE: "a signature that does not hold",
    Forged.UNKNOWN_KEY: "unknown key",
    Forged.EXPIRED: "expired",
    Forged.EARLY: "not valid yet",
    Forged.UNSIGNED: "another algorithm",
    Forged.SYMMETRIC: "another algorithm",
    Forged.ENDORSEMENT: "a key that may not speak for Teams",
    Forged.SERVICE_URL: "another service address",
    Forged.NO_SERVICE_URL: "no service address",
    Forged.BODY_SERVICE_URL: "another service address",
    Forged.TENANT: "another tenant",
}


class Asking:
    """Asks the stand-in, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.away = False

    async def ask(self, uri: str) -> tuple[int, bytes]:
        self.asked.append(uri)
        if self.away:
            raise ProblemError(errors.communication("It is away.", 502))
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(uri)
        return answer.status_code, answer.content


class Office:
    """A stand-in, a bot that listens, and somebody who says something."""

    def __init__(self, teams, bot, app) -> None:
        self.teams, self.bot, self.app = teams, bot, app
        self.ada = teams.person(teams.tenant.hires("Ada Byron"))
        self.asking = Asking()
        self.passed = 1_000.0
        self.keys = Keys(self.asking, teams.metadata_url, lambda: self.passed)

    async def checks(self, forged=None, app=None) -> None:
        await self.ada.say("help", forged=forged)
        heard = self.bot.heard[-1]
        activity = requests.activity(heard.body)
        shown = heard.headers.get("authorization")
        await check(shown, activity, app or self.app, self.keys, self.teams.clock.now())


@pytest.fixture
async def office():
    async with teams_standing_in() as teams, listening() as bot:
        teams.delivery.bot_url = bot.url
        app = AppRow(
            id="a",
            tenant_id="t",
            kind="teams",
            address="x",
            client_id=APP,
            team=teams.tenant.id,
            secrets=b"",
            calls_us=False,
            changed_at=datetime.now(UTC),
            changed_by="s",
        )
        yield Office(teams, bot, app)


async def test_what_is_sound(office):
    await office.checks()
    await office.checks()
    assert len(office.asking.asked) == 2


@pytest.mark.parametrize("forged", [*Forged], ids=lambda one: one.name)
async def test_what_is_not(office, forged):
    with pytest.raises(UnprovenError) as refused:
        await office.checks(forged)
    assert refused.value.reason == REASONS[forged]


async def test_the_claim_as_the_page_spells_it(office):
    office.teams.signing.service_url_claim = "serviceUrl"
    await office.checks()


async def test_an_app_without_a_tenant_hears_nobody(office):
    with pytest.raises(UnprovenError):
        await office.checks(app=replace(office.app, team=None))


async def test_an_activity_without_a_tenant(office):
    await office.ada.say("help")
    heard = office.bot.heard[-1]
    activity = requests.activity(heard.body)
    bare = msgspec.structs.replace(
        activity,
        channel_data=None,
        conversation=msgspec.structs.replace(activity.conversation, tenant_id=None),
    )
    shown = heard.headers.get("authorization")
    with pytest.raises(UnprovenError, match="another tenant"):
        await check(shown, bare, office.app, office.keys, office.teams.clock.now())


@pytest.mark.parametrize(
    "shown", ["Bearer x", "Bearer a.b.c", "Bearer " + "x" * 20_000, "Bearer é"]
)
async def test_what_is_no_token(office, shown):
    await office.ada.say("help")
    activity = requests.activity(office.bot.heard[-1].body)
    with pytest.raises(UnprovenError):
        await check(shown, activity, office.app, office.keys, office.teams.clock.now())


class TestKeys:
    async def test_rotated_without_overlap(self, office):
        await office.checks()
        office.teams.signing.rotates("second", overlap=False)
        office.passed += AGAIN_SECONDS
        await office.checks()

    async def test_unknown_ones_are_not_asked_for_all_the_time(self, office):
        await office.checks()
        for _ in range(5):
            with pytest.raises(UnprovenError):
                await office.checks(Forged.UNKNOWN_KEY)
        assert len(office.asking.asked) == 2

    async def test_read_anew_once_a_day(self, office):
        await office.checks()
        office.passed += KEPT_SECONDS
        await office.checks()
        assert len(office.asking.asked) == 4

    async def test_where_they_can_not_be_read_those_that_are_known_are_good(self, office):
        await office.checks()
        office.asking.away = True
        office.passed += KEPT_SECONDS
        await office.checks()

    async def test_and_where_none_were_ever_read_nobody_can_say(self, office):
        office.asking.away = True
        with pytest.raises(AwayError):
            await office.checks()
        with pytest.raises(AwayError):
            await office.checks()
        assert len(office.asking.asked) == 1
        office.asking.away = False
        office.passed += 2
        await office.checks()
