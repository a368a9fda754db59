"""What a person does reaches the app as the pages say, and only what a person can do."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.standins.listening import Says
from tests.standins.shapes import Json
from tests.standins.slack.conftest import Office
from tests.standins.slack.examples import BLOCKS, MODALS, plain
from tests.standins.slack.filling import CannotDoError
from tests.standins.slack.person import BadAnswerError
from tests.standins.slack.signing import Forged
from tests.standins.slack.workspace import Message, View

FORM: Json = {
    **MODALS["views.open"],
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "amount",
            "label": plain("Amount"),
            "element": {
                "type": "number_input",
                "action_id": "amount",
                "is_decimal_allowed": True,
                "min_value": "0",
            },
        },
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Why"),
            "optional": True,
            "element": {"type": "plain_text_input", "action_id": "why", "max_length": 5},
        },
        {
            "type": "input",
            "block_id": "who",
            "label": plain("Who"),
            "optional": True,
            "element": {
                "type": "external_select",
                "action_id": "who",
                "min_query_length": 1,
                "initial_option": {"text": plain("Nobody"), "value": "-"},
            },
        },
    ],
}


async def asked(office: Office) -> Message:
    await office.client.chat_postMessage(
        channel=office.channel.id,
        text="Budget",
        blocks=[BLOCKS["section with a date"], BLOCKS["actions with a menu"]],
    )
    return office.ada.messages[-1]


async def form(office: Office) -> View:
    trigger = office.slack.trigger(office.there.id, office.ada.person.id)
    await office.client.views_open(trigger_id=trigger, view=FORM)
    return office.ada.views[-1]


async def test_a_click_is_told_with_all_around_it(office: Office) -> None:
    message = await asked(office)
    await office.ada.click(message, "datepicker123", "2026-11-22")
    sent = await office.ada.click(message, "button_1")
    assert sent.ok
    payload = office.app.heard[-1].payload
    (action,) = payload["actions"]
    assert (action["action_id"], action["value"], action["type"]) == (
        "button_1",
        "cancel",
        "button",
    )
    assert payload["user"]["id"] == office.ada.person.id
    assert payload["team"] == {"id": office.there.id, "domain": "corp"}
    assert payload["container"]["message_ts"] == message.ts
    assert payload["channel"]["id"] == office.channel.id
    assert payload["message"]["blocks"] == message.blocks
    values = [one for block in payload["state"]["values"].values() for one in block.values()]
    assert {"type": "datepicker", "selected_date": "2026-11-22"} in values
    headers, body = office.app.heard[-1].headers, office.app.heard[-1].body
    verifier = SignatureVerifier(office.slack.app.signing_secret)
    assert verifier.is_valid_request(body, headers)
    await office.client.views_open(trigger_id=payload["trigger_id"], view=FORM)


@pytest.mark.parametrize("forged", [Forged.SECRET, Forged.OLD, Forged.UNSIGNED])
async def test_a_forged_click_is_no_request(office: Office, forged: Forged) -> None:
    await office.ada.click(await asked(office), "button_1", forged=forged)
    heard = office.app.heard[-1]
    verifier = SignatureVerifier(office.slack.app.signing_secret)
    assert not verifier.is_valid_request(heard.body, heard.headers)


async def test_what_the_app_gave_no_name_gets_one(office: Office) -> None:
    button = {"type": "button", "text": plain("Go"), "value": "go"}
    await office.client.chat_postMessage(
        channel=office.channel.id, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    message = office.ada.messages[-1]
    assert (await office.ada.click(message, message.blocks[0]["elements"][0]["action_id"])).ok


async def test_a_replay_is_the_same_to_the_byte(office: Office) -> None:
    sent = await office.ada.click(await asked(office), "button_1")
    await office.standin.delivery.replays(sent)
    first, second = office.app.heard
    assert (first.body, first.headers["x-slack-signature"]) == (
        second.body,
        second.headers["x-slack-signature"],
    )


async def test_who_does_not_see_it_cannot_press(office: Office) -> None:
    message = await asked(office)
    office.channel.kind = "private"
    with pytest.raises(CannotDoError):
        await office.ben.click(message, "button_1")
    with pytest.raises(CannotDoError):
        await office.ada.click(message, "nothing")
    with pytest.raises(CannotDoError):
        await office.ada.click(message, "select_2", "nobody")
    message.deleted = True
    with pytest.raises(CannotDoError):
        await office.ada.click(message, "button_1")


async def test_a_form_is_filled_in_and_closed(office: Office) -> None:
    view = await form(office)
    with pytest.raises(CannotDoError):
        await office.ada.submit(view, {"amount": None})
    with pytest.raises(CannotDoError):
        await office.ada.submit(view, {"amount": "-1"})
    with pytest.raises(CannotDoError):
        await office.ada.submit(view, {"amount": "1", "why": "much too long"})
    await office.ada.submit(view, {"amount": "12.5", "why": "chair"})
    payload = office.app.heard[-1].payload
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"] == {
        "amount": {"amount": {"type": "number_input", "value": "12.5"}},
        "why": {"why": {"type": "plain_text_input", "value": "chair"}},
        "who": {
            "who": {
                "type": "external_select",
                "selected_option": {"text": plain("Nobody"), "value": "-"},
            }
        },
    }
    assert view.closed


async def test_the_app_answers_a_form(office: Office) -> None:
    view = await form(office)
    errors = {"amount": "More than there is"}
    office.app.says.append(Says({"response_action": "errors", "errors": errors}))
    await office.ada.submit(view, {"amount": "12"})
    assert (office.ada.errors, view.closed) == (errors, False)
    office.app.says.append(Says({"response_action": "push", "view": FORM}))
    await office.ada.submit(view)
    office.app.says.append(Says({"response_action": "update", "view": MODALS["views.update"]}))
    top = office.ada.views[-1]
    await office.ada.submit(top, {"amount": "1"})
    assert top.content["callback_id"] == "view_2"
    office.app.says.append(Says({"response_action": "clear"}))
    await office.ada.submit(top)
    assert office.ada.views == []


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": True},
        {"response_action": "dance"},
        {"response_action": "errors", "errors": {"nothing": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
    ],
    ids=["no-action", "unknown", "no-such-block", "no-errors", "no-view"],
)
async def test_what_slack_does_not_take_for_an_answer(
    office: Office, answer: dict[str, Any]
) -> None:
    view = await form(office)
    office.app.says.append(Says(answer))
    with pytest.raises(BadAnswerError):
        await office.ada.submit(view, {"amount": "1"})


async def test_closing_is_told_where_it_is_asked_for(office: Office) -> None:
    view = await form(office)
    await office.ada.close(view)
    payload = office.app.heard[-1].payload
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    quiet = await form(office)
    quiet.content["notify_on_close"] = False
    assert await office.ada.close(quiet) is None


async def test_options_are_asked_for(office: Office) -> None:
    view = await form(office)
    office.app.says.append(Says({"options": [{"text": plain("Ben"), "value": "ben"}]}))
    (found,) = await office.ada.suggestions(view, "who", "b")
    assert found["value"] == "ben"
    payload = office.app.heard[-1].payload
    assert (payload["type"], payload["value"]) == ("block_suggestion", "b")
    await office.ada.submit(view, {"amount": "1", "who": "ben"})
    with pytest.raises(CannotDoError):
        await office.ada.suggestions(await form(office), "who", "")
    view = office.ada.views[-1]
    many = [{"text": plain("Ben"), "value": str(number)} for number in range(101)]
    office.app.says.append(Says({"options": many}))
    with pytest.raises(BadAnswerError):
        await office.ada.suggestions(view, "who", "b")


async def test_a_command_is_answered(office: Office) -> None:
    office.app.says.append(Says({"text": "Two things wait", "response_type": "ephemeral"}))
    await office.ada.command("list", office.channel)
    said = office.app.heard[-1].form
    assert (said["command"], said["text"], said["team_id"]) == ("/baton", "list", office.there.id)
    assert office.ada.messages[-1].text == "Two things wait"
    assert office.ben.messages == []
    office.app.says.append(Says({"text": "a & b"}))
    with pytest.raises(BadAnswerError):
        await office.ada.command("list")


async def test_the_home_is_opened(office: Office) -> None:
    await office.client.views_publish(user_id=office.ada.person.id, view=MODALS["views.publish"])
    await office.ada.open_home()
    event = office.app.heard[-1].json["event"]
    assert (event["type"], event["tab"], event["user"]) == (
        "app_home_opened",
        "home",
        office.ada.person.id,
    )
    assert event["view"]["type"] == "home"
