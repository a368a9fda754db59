"""Examples from the vendor's pages, each with the page where it stands."""

from __future__ import annotations

from tests.standins.shapes import Json

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_ASKS: list[Json] = [
    {"type": "TextBlock", "text": "Present a form and submit it back to the originator"},
    {"type": "Input.Text", "id": "firstName", "placeholder": "What is your first name?"},
    {"type": "Input.Text", "id": "lastName", "placeholder": "What is your last name?"},
    {
        "type": "ActionSet",
        "actions": [
            {
                "type": "Action.Execute",
                "title": "Submit",
                "verb": "personalDetailsFormSubmit",
                "fallback": "drop",
            }
        ],
    },
]

CARDS: dict[str, Json] = {
    # https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model (its
    # fall-back is the word Action.Submit, which the schema doesn't have: here it is `drop`)
    "execute": {"$schema": SCHEMA, "type": "AdaptiveCard", "version": "1.4", "body": _ASKS},
    "refresh": {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "originator": "c9b4352b-a76b-43b9-88ff-80edddaa243b",
        "version": "1.4",
        "refresh": {
            "action": {
                "type": "Action.Execute",
                "title": "Submit",
                "verb": "personalDetailsCardRefresh",
            },
            "userIds": [],
        },
        "body": _ASKS,
    },
    # https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-messages
    "simple": {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": "1.5",
        "body": [
            {
                "items": [
                    {
                        "size": "large",
                        "text": " Simple Adaptivecard Example with a Textbox",
                        "type": "TextBlock",
                        "weight": "bolder",
                        "wrap": True,
                    }
                ],
                "spacing": "extraLarge",
                "type": "Container",
                "verticalContentAlignment": "center",
            }
        ],
    },
    # https://adaptivecards.io/explorer/FactSet.html
    "facts": {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": "1.5",
        "body": [
            {"type": "TextBlock", "text": "Please confirm your data:", "style": "heading"},
            {
                "type": "FactSet",
                "facts": [
                    {"title": "First Name", "value": "John"},
                    {"title": "Last Name", "value": "Smith"},
                ],
            },
        ],
    },
}


def approval(*people: str, **more: object) -> Json:
    """A card as an approval has it: two decisions, a comment, refreshed for some."""
    submit: Json = {"type": "Action.Submit", "data": {"task": "t1", "decision": "approve"}}
    approve: Json = {
        "type": "Action.Execute",
        "title": "Approve",
        "verb": "approve",
        "data": {"task": "t1"},
        "fallback": submit,
    }
    reject: Json = {**approve, "title": "Reject", "verb": "reject", "style": "destructive"}
    refresh: Json = {
        "action": {"type": "Action.Execute", "verb": "refresh", "data": {"task": "t1"}},
        "userIds": list(people),
    }
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "refresh": refresh,
        "body": [
            {"type": "TextBlock", "text": "Five chairs", "wrap": True},
            {"type": "Input.Text", "id": "comment", "label": "Comment", "maxLength": 20},
        ],
        "actions": [approve, reject],
        **more,
    }
