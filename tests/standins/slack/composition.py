"""Block Kit's composition objects: texts, options, the question before an action.

Each rule's page stands above it; all are under
https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from typing import Any

from tests.standins.shapes import (
    Faults,
    Rule,
    Shape,
    boolean,
    listing,
    one_of,
    some_of,
    string,
)
from tests.standins.slack import text

ACTION_ID = string(255)
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element (action_id)"""


def _markup(value: Any, path: str, faults: Faults) -> None:
    for sentence in text.faults(value["text"]) if isinstance(value.get("text"), str) else ():
        faults.add(f"{path}/text", sentence)


# /text-object: 1 to 3000 characters; `emoji` only with plain_text, `verbatim` only
# with mrkdwn.
def plain_text(most: int = 3000) -> Rule:
    return Shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": boolean})


def mrkdwn(most: int = 3000) -> Rule:
    fields: dict[str, Rule] = {"type": one_of("mrkdwn"), "text": string(most)}
    return Shape(fields, {"verbatim": boolean}, (_markup,))


def any_text(most: int = 3000) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        marked = isinstance(value, dict) and value.get("type") == "mrkdwn"
        (mrkdwn(most) if marked else plain_text(most))(value, path, faults)

    return rule


# /confirmation-dialog-object: 100, 300, 30, 30; all four are required.
CONFIRM = Shape(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)


# /option-object: text 75, value 150 (75 in older editions of the page), description
# 75; mrkdwn only for radio buttons and checkboxes; url (3000) only in overflow menus.
def option(*, marked: bool = False, url: bool = False) -> Rule:
    words = any_text if marked else plain_text
    optional: dict[str, Rule] = {"description": words(75)}
    if url:
        optional["url"] = string(3000)
    return Shape({"text": words(75), "value": string(150)}, optional)


# /option-group-object: label 75, 100 options.
OPTION_GROUP = Shape({"label": plain_text(75), "options": listing(option(), 100)})

# /conversation-filter-object: not empty, and `include` not either.
FILTER = Shape(
    optional={
        "include": listing(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=(some_of("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

# /dispatch-action-configuration-object says when typing tells the app.
DISPATCH = Shape(
    optional={"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)}
)

# /slack-file-object: a URL or an id, never both.
SLACK_FILE = Shape(
    optional={"id": string(), "url": string()},
    also=(lambda value, path, faults: _either(value, path, faults, "id", "url"),),
)


def _either(value: Any, path: str, faults: Faults, first: str, second: str) -> None:
    if (value.get(first) is None) == (value.get(second) is None):
        faults.add(path, f"must have either {first} or {second}")
