"""Cards before people in Teams: what they press, and what comes back of it.

`adaptiveCard/action`: https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/
universal-action-model
"""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from channels import words
from channels.modal import Filled, Modal
from channels.said import Decision, Said
from channels.teams import card, form
from channels.vendor import Letter
from tests.standins.listening import Says, listening
from tests.standins.teams.person import MESSAGE_TYPE, CannotDoError
from tests.standins.teams.server import teams_standing_in
from tests.standins.teams.tenant import Activity

APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")
REJECT = Decision(name="reject", label="Reject", style="danger", comment="required")


def letter(*viewers):
    said = Said("Laptop", "Dora asks.", "Laptop", decisions=[APPROVE, REJECT])
    return Letter(said=said, token="t", language="en", viewers=viewers)


@asynccontextmanager
async def before_ada(made):
    """The card, before a person, and the bot that hears what they do."""
    async with teams_standing_in() as teams, listening() as bot:
        ada = teams.person(teams.tenant.hires("Ada"))
        teams.delivery.bot_url = bot.url
        activity = Activity("1", ada.personal.id, {})
        activity.views[ada.person.id] = made
        teams.tenant.activities["1"] = activity
        yield ada, activity, bot


def shows(made):
    return Says({"statusCode": 200, "type": card.TYPE, "value": made})


def tells():
    return Says({"statusCode": 200, "type": MESSAGE_TYPE, "value": "So"})


def pressed(bot):
    return bot.heard[-1].json["value"]["action"]


class TestPressed:
    async def test_a_decision_with_its_comment(self):
        async with before_ada(card.write(letter())) as (ada, activity, bot):
            bot.says.append(tells())
            await ada.click(activity, "decide", {"comment": " Fine "})
        assert pressed(bot)["verb"] == "decide"
        data = pressed(bot)["data"]
        assert (data["token"], data["decision"]) == ("t", "approve")
        assert form.read(data, ()) == Filled("Fine", {})

    async def test_an_old_client_sends_a_message(self):
        async with before_ada(card.write(letter())) as (ada, activity, bot):
            await ada.click(activity, "form", old_client=True)
        said = bot.heard[-1].json
        assert said["type"] == "message"
        assert said["value"]["verb"] == "form"
        assert (said["value"]["token"], said["value"]["decision"]) == ("t", "reject")

    async def test_a_form_is_filled_in_or_left(self):
        asked = Modal(
            subject="Laptop", decision=REJECT, fields=[], token="t/reject", words=words.of("en")
        )
        async with before_ada(card.write(letter())) as (ada, activity, bot):
            bot.says.append(shows(form.write(asked)))
            await ada.click(activity, "form")
            with pytest.raises(CannotDoError, match="required"):
                await ada.click(activity, "submit")
            bot.says.append(tells())
            await ada.click(activity, "submit", {"comment": "Too dear"})
            assert form.read(pressed(bot)["data"], ()).comment == "Too dear"
            assert pressed(bot)["data"]["token"] == "t/reject"
            bot.says.append(shows(card.write(letter())))
            await ada.click(activity, "refresh")
            assert pressed(bot)["data"] == {"token": "t/reject"}
            assert ada.sees(activity)["actions"][0]["verb"] == "decide"

    async def test_a_viewer_finds_their_own_buttons(self):
        async with before_ada({}) as (ada, activity, bot):
            shared = letter(ada.person.id)
            activity.views[ada.person.id] = card.write(shared, may_decide=False)
            bot.says.append(shows(card.write(shared)))
            await ada.open(activity)
            assert pressed(bot)["verb"] == "refresh"
            assert [one["verb"] for one in ada.sees(activity)["actions"]] == ["decide", "form"]
