"""Examples from Slack's pages, each with the page where it stands.

Blocks: https://docs.slack.dev/reference/block-kit/blocks/<name>-block; views: the answers on
https://docs.slack.dev/reference/methods/views.open, views.push, views.update and views.publish.
"""

from __future__ import annotations

from tests.standins.shapes import Json


def plain(text: str, **more: bool) -> Json:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


_LABEL = plain("Label", emoji=True)
_DATE: Json = {
    "type": "datepicker",
    "action_id": "datepicker123",
    "initial_date": "1990-04-28",
    "placeholder": plain("Select a date"),
}
_VALUES = [
    {"text": plain("*this is plain_text text*", emoji=True), "value": f"value-{number}"}
    for number in range(5)
]

BLOCKS: dict[str, Json] = {
    "section": {
        "type": "section",
        "text": mrkdwn("A message *with some bold text* and _some italicized text_."),
    },
    "section with fields": {
        "type": "section",
        "text": mrkdwn("A message *with some bold text* and _some italicized text_."),
        "fields": [mrkdwn("High"), plain("String", emoji=True)],
    },
    "section with a date": {
        "type": "section",
        "text": mrkdwn("*Sally* has requested you set the deadline for the Nano launch project"),
        "accessory": _DATE,
    },
    "image": {
        "type": "image",
        "title": plain("Please enjoy this photo of a kitten"),
        "block_id": "image4",
        "image_url": "http://placekitten.com/500/500",
        "alt_text": "An incredibly cute kitten.",
    },
    "actions with a menu": {
        "type": "actions",
        "block_id": "actions1",
        "elements": [
            {
                "type": "static_select",
                "placeholder": plain("Which witch is the witchiest witch?"),
                "action_id": "select_2",
                "options": [
                    {"text": plain("Matilda"), "value": "matilda"},
                    {"text": plain("Glinda"), "value": "glinda"},
                    {"text": plain("Granny Weatherwax"), "value": "grannyWeatherwax"},
                    {"text": plain("Hermione"), "value": "hermione"},
                ],
            },
            {
                "type": "button",
                "text": plain("Cancel"),
                "value": "cancel",
                "action_id": "button_1",
            },
        ],
    },
    "actions with three": {
        "type": "actions",
        "block_id": "actionblock789",
        "elements": [
            _DATE,
            {"type": "overflow", "options": _VALUES, "action_id": "overflow"},
            {
                "type": "button",
                "text": plain("Click Me"),
                "value": "click_me_123",
                "action_id": "button",
            },
        ],
    },
    "context": {
        "type": "context",
        "elements": [
            {
                "type": "image",
                "image_url": "https://image.freepik.com/free-photo/red-drawing-pin_1156-445.jpg",
                "alt_text": "images",
            },
            mrkdwn("Location: **Dogpatch**"),
        ],
    },
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain("Budget Performance")},
    "input": {"type": "input", "element": {"type": "plain_text_input"}, "label": _LABEL},
    "input of many lines": {
        "type": "input",
        "element": {"type": "plain_text_input", "multiline": True},
        "label": _LABEL,
    },
    "input of a channel": {
        "type": "input",
        "element": {
            "type": "channels_select",
            "placeholder": plain("Select a channel", emoji=True),
        },
        "label": _LABEL,
    },
    "input of people": {
        "type": "input",
        "element": {
            "type": "multi_users_select",
            "placeholder": plain("Select users", emoji=True),
        },
        "label": _LABEL,
    },
    "input of checkboxes": {
        "type": "input",
        "element": {"type": "checkboxes", "options": _VALUES[:3]},
        "label": _LABEL,
    },
    "input with a hint": {
        "type": "input",
        "element": {"type": "plain_text_input"},
        "label": _LABEL,
        "hint": plain("some hint", emoji=True),
    },
    "input that tells": {
        "type": "input",
        "dispatch_action": True,
        "element": {"type": "plain_text_input", "action_id": "plain_text_input-action"},
        "label": _LABEL,
    },
    "rich text": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Hello there, I am a "},
                    {"type": "text", "text": "bold", "style": {"bold": True}},
                    {"type": "text", "text": " rich text block!"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 0,
                "border": 1,
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "item 1"}],
                    }
                ],
            },
        ],
    },
}

MODALS: dict[str, Json] = {
    "views.open": {
        "type": "modal",
        "callback_id": "identify_your_modals",
        "title": plain("Quite a plain modal"),
        "submit": plain("Create"),
        "private_metadata": "Shh it is a secret",
        "blocks": [
            {
                "type": "input",
                "block_id": "a_block_id",
                "label": plain("A simple label", emoji=True),
                "optional": False,
                "element": {"type": "plain_text_input", "action_id": "an_action_id"},
            }
        ],
    },
    "views.push": {
        "type": "modal",
        "callback_id": "view_4",
        "clear_on_close": True,
        "title": plain("Pushed Modal", emoji=True),
        "close": plain("Back", emoji=True),
        "submit": plain("Save", emoji=True),
        "blocks": [
            {
                "type": "input",
                "block_id": "edit_details",
                "element": {"type": "plain_text_input", "action_id": "detail_input"},
                "label": plain("Edit details"),
            }
        ],
    },
    "views.update": {
        "type": "modal",
        "callback_id": "view_2",
        "clear_on_close": True,
        "title": plain("Updated Modal", emoji=True),
        "close": plain("Close", emoji=True),
        "blocks": [
            {
                "type": "section",
                "block_id": "s_block",
                "text": plain("I am but an updated modal", emoji=True),
                "accessory": {
                    "type": "button",
                    "action_id": "button_4",
                    "text": plain("Click me"),
                },
            }
        ],
    },
    "views.publish": {
        "type": "home",
        "callback_id": "identify_your_home_tab",
        "private_metadata": "Shh it is a secret",
        "blocks": [
            {
                "type": "section",
                "block_id": "2WGp9",
                "text": {
                    **mrkdwn("A simple section with some sample sentence."),
                    "verbatim": False,
                },
            }
        ],
    },
}

# https://docs.slack.dev/authentication/verifying-requests-from-slack
SIGNED_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
SIGNED_AT = "1531420618"
SIGNED_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SIGNED = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
