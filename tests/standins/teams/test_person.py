"""What a person does reaches the bot as the pages say, and answers are held to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.listening import Says
from tests.standins.teams.cards import CONTENT_TYPE
from tests.standins.teams.conftest import Office
from tests.standins.teams.examples import CARDS, approval
from tests.standins.teams.person import MESSAGE_TYPE, BadAnswerError, CannotDoError
from tests.standins.teams.tokens import Forged


def card_answer(card: Any) -> Says:
    return Says({"statusCode": 200, "type": CONTENT_TYPE, "value": card})


async def test_words_come_with_all_around_them(office: Office) -> None:
    await office.ada.say("my approvals")
    heard = office.bot.heard[-1].json
    assert (heard["type"], heard["text"], heard["channelId"]) == (
        "message",
        "my approvals",
        "msteams",
    )
    assert heard["from"]["aadObjectId"] == office.ada.person.object_id
    assert heard["channelData"]["tenant"]["id"] == office.tenant.id
    assert heard["serviceUrl"] == office.teams.service_url
    await office.ada.say("my approvals", office.channel)
    heard = office.bot.heard[-1].json
    assert heard["text"] == "<at>Baton</at> my approvals"
    assert heard["channelData"]["channel"]["id"] == office.channel.id
    with pytest.raises(CannotDoError):
        await office.ben.say("hello", office.channel)


async def test_a_press_brings_ones_own_card(office: Office) -> None:
    office.channel.members.append(office.ben.person.id)
    activity = await office.shows(office.channel, approval())
    office.bot.says.append(card_answer(CARDS["simple"]))
    await office.ada.click(activity, "approve", {"comment": "Yes"})
    heard = office.bot.heard[-1].json
    assert (heard["type"], heard["name"]) == ("invoke", "adaptiveCard/action")
    assert heard["replyToId"] == activity.id
    assert heard["value"]["action"]["data"] == {"task": "t1", "comment": "Yes"}
    assert heard["value"]["trigger"] == "manual"
    assert office.ada.sees(activity) == CARDS["simple"]
    assert office.ben.sees(activity)["body"][0]["text"] == "Five chairs"
    path = f"conversations/{office.channel.id}/activities/{activity.id}"
    changed = {
        "type": "message",
        "attachments": [{"contentType": CONTENT_TYPE, "content": CARDS["facts"]}],
    }
    await office.calls("PUT", path, changed)
    assert office.ada.sees(activity) == office.ben.sees(activity) == CARDS["facts"]


async def test_an_old_client_sends_a_message(office: Office) -> None:
    activity = await office.shows(office.channel, approval())
    await office.ada.click(activity, "approve", {"comment": "Yes"}, old_client=True)
    heard = office.bot.heard[-1].json
    assert heard["type"] == "message"
    assert heard["value"] == {"task": "t1", "decision": "approve", "comment": "Yes"}


async def test_a_card_is_refreshed_for_those_it_names(office: Office) -> None:
    office.channel.members.append(office.ben.person.id)
    activity = await office.shows(office.channel, approval(office.ada.person.id))
    office.bot.says.append(card_answer(CARDS["simple"]))
    await office.ada.open(activity)
    heard = office.bot.heard[-1].json
    assert heard["value"]["trigger"] == "automatic"
    assert heard["value"]["action"]["verb"] == "refresh"
    assert office.ada.sees(activity) == CARDS["simple"]
    assert await office.ben.open(activity) is None
    office.bot.says.append(Says({"statusCode": 200, "type": MESSAGE_TYPE, "value": "As it is"}))
    await office.ben.open(activity, by_hand=True)
    assert office.ben.told == ["As it is"]


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ({"statusCode": 200, "type": MESSAGE_TYPE, "value": "Done"}, True),
        (
            {
                "statusCode": 400,
                "type": "application/vnd.microsoft.error",
                "value": {"code": "BadRequest", "message": "Too late"},
            },
            True,
        ),
        ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {}}, False),
        ({"statusCode": 200, "type": MESSAGE_TYPE, "value": {}}, False),
        ({"statusCode": 200, "type": CONTENT_TYPE, "value": {"type": "AdaptiveCard"}}, False),
        ({"statusCode": 200, "type": "text/plain", "value": "x"}, False),
        ({}, False),
    ],
    ids=["message", "error", "bare-error", "no-words", "bad-card", "unknown", "nothing"],
)
async def test_answers_are_of_the_pages_table(office: Office, answer: Any, *, taken: bool) -> None:
    activity = await office.shows(office.channel, approval())
    office.bot.says.append(Says(answer))
    if taken:
        await office.ada.click(activity, "approve")
        assert office.ada.told or office.ada.refused
    else:
        with pytest.raises(BadAnswerError):
            await office.ada.click(activity, "approve")


async def test_what_nobody_can_do(office: Office) -> None:
    activity = await office.shows(office.channel, approval())
    with pytest.raises(CannotDoError):
        await office.ben.click(activity, "approve")
    with pytest.raises(CannotDoError):
        await office.ada.click(activity, "dance")
    with pytest.raises(CannotDoError):
        await office.ada.click(activity, "approve", {"comment": "x" * 21})
    with pytest.raises(CannotDoError):
        await office.ada.click(activity, "approve", {"amount": "1"})


async def test_what_is_forged_in_the_body(office: Office) -> None:
    await office.ada.say("x", forged=Forged.TENANT)
    heard = office.bot.heard[-1].json
    assert heard["channelData"]["tenant"]["id"] != office.tenant.id
    await office.ada.say("x", forged=Forged.BODY_SERVICE_URL)
    assert office.bot.heard[-1].json["serviceUrl"] != office.teams.service_url
    sent = await office.ada.say("x")
    await office.teams.delivery.replays(sent)
    assert office.bot.heard[-1].body == office.bot.heard[-2].body
    assert office.bot.heard[-1].headers["authorization"] == sent.headers["authorization"]


async def test_the_bot_comes_and_goes(office: Office) -> None:
    await office.ada.installs()
    await office.ada.removes()
    told = [(one.json["type"], one.json.get("action")) for one in office.bot.heard]
    assert told == [
        ("conversationUpdate", None),
        ("installationUpdate", "add"),
        ("installationUpdate", "remove"),
    ]
    await office.ada.removes(office.channel)
    assert office.bot.heard[-1].json["membersRemoved"][0]["id"].startswith("28:")
    await office.ada.deletes(office.channel)
    assert office.bot.heard[-1].json["channelData"]["eventType"] == "channelDeleted"


async def test_a_bot_that_does_not_answer(office: Office) -> None:
    office.teams.delivery.patience = 0.05
    office.bot.says.append(Says(waits=True))
    assert (await office.ada.say("x")).reason == "timeout"
    office.teams.delivery.bot_url = "http://127.0.0.1:9/nobody"
    assert (await office.ada.say("x")).reason == "connection_failed"
