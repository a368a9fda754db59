"""Block Kit's elements: what a person presses, chooses and fills in.

Each rule's page is under https://docs.slack.dev/reference/block-kit/block-elements, named above it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.standins.shapes import (
    Faults,
    Rule,
    Shape,
    boolean,
    integer,
    listing,
    one_of,
    only_one,
    string,
)
from tests.standins.slack.composition import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    OPTION_GROUP,
    SLACK_FILE,
    option,
    plain_text,
)

# Fields that several have: `confirm`, `focus_on_load`, `placeholder` (150 characters on each page).
_CONFIRMED: dict[str, Rule] = {"confirm": CONFIRM}
_FOCUSED: dict[str, Rule] = {"focus_on_load": boolean}
_HINTED: dict[str, Rule] = {"placeholder": plain_text(150)}
_MENU: dict[str, Rule] = {**_CONFIRMED, **_FOCUSED, **_HINTED, "action_id": ACTION_ID}
_MANY: dict[str, Rule] = {**_MENU, "max_selected_items": integer(1)}
_TYPED: dict[str, Rule] = {
    **_FOCUSED,
    **_HINTED,
    "action_id": ACTION_ID,
    "dispatch_action_config": DISPATCH,
}


def _element(
    kind: str,
    required: dict[str, Rule] | None = None,
    optional: dict[str, Rule] | None = None,
    *also: Rule,
) -> Rule:
    return Shape({"type": one_of(kind), **(required or {})}, optional or {}, also)


def _day(value: Any, path: str, faults: Faults) -> None:
    try:
        date.fromisoformat(value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "")
    except (TypeError, ValueError):
        faults.add(path, "must be a date as YYYY-MM-DD")


def _initial_is_offered(value: Any, path: str, faults: Faults) -> None:
    """What is chosen at first equals one of the options exactly."""
    groups: list[Any] = value.get("option_groups") or []
    offered = [*(value.get("options") or [])]
    for group in groups:
        offered += group.get("options") or []
    first = value.get("initial_option")
    for one in [*([] if first is None else [first]), *(value.get("initial_options") or [])]:
        if one not in offered:
            faults.add(path, "has an initial option that is not among the options")


def _values_differ(value: Any, path: str, faults: Faults) -> None:
    # composition-objects/option-object: the value is unique where it is offered.
    values = [one.get("value") for one in value.get("options") or [] if isinstance(one, dict)]
    if len(set(values)) != len(values):
        faults.add(path, "has two options with the same value")


def _ordered(low: str, high: str) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        least, most = value.get(low), value.get(high)
        try:
            wrong = least is not None and most is not None and float(least) > float(most)
        except (TypeError, ValueError):
            wrong = True
        if wrong:
            faults.add(path, f"has {low} above {high}")

    return rule


def _whole(value: Any, path: str, faults: Faults) -> None:
    # number-input-element: decimals only where is_decimal_allowed.
    for name in ("initial_value", "min_value", "max_value"):
        one = value.get(name)
        if one is None:
            continue
        allowed = r"-?\d+(\.\d+)?" if value.get("is_decimal_allowed") else r"-?\d+"
        if not isinstance(one, str) or not re.fullmatch(allowed, one):
            faults.add(f"{path}/{name}", "must be a number as a string")


# /image-element, and the image block has the same: 3000, 2000.
IMAGE_FIELDS: dict[str, Rule] = {"image_url": string(3000), "slack_file": SLACK_FILE}
IMAGE = _element("image", {"alt_text": string(2000)}, IMAGE_FIELDS, only_one(*IMAGE_FIELDS))

# /select-menu-element and /multi-select-menu-element: 100 options or 100 groups, never both.
_LISTS: dict[str, Rule] = {
    "options": listing(option(), 100),
    "option_groups": listing(OPTION_GROUP, 100),
}
_OFFERED = (only_one("options", "option_groups"), _initial_is_offered, _values_differ)
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": FILTER}
_URLS: dict[str, Rule] = {"response_url_enabled": boolean}

ELEMENTS: dict[str, Rule] = {
    # /button-element: text 75, url 3000, value 2000, accessibility_label 75.
    "button": _element(
        "button",
        {"text": plain_text(75)},
        {
            **_CONFIRMED,
            "action_id": ACTION_ID,
            "url": string(3000),
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    # /checkboxes-element: 10 options.
    "checkboxes": _element(
        "checkboxes",
        {"options": listing(option(marked=True), 10)},
        {
            **_CONFIRMED,
            **_FOCUSED,
            "action_id": ACTION_ID,
            "initial_options": listing(option(marked=True), 10),
        },
        _initial_is_offered,
        _values_differ,
    ),
    # /date-picker-element
    "datepicker": _element("datepicker", None, {**_MENU, "initial_date": _day}),
    # /datetime-picker-element: ten digits.
    "datetimepicker": _element(
        "datetimepicker",
        None,
        {
            **_CONFIRMED,
            **_FOCUSED,
            "action_id": ACTION_ID,
            "initial_date_time": integer(1_000_000_000, 9_999_999_999),
        },
    ),
    # /time-picker-element: 24 hours, HH:mm.
    "timepicker": _element(
        "timepicker",
        None,
        {
            **_MENU,
            "initial_time": string(5, 5, r"([01]\d|2[0-3]):[0-5]\d"),
            "timezone": string(),
        },
    ),
    # /email-input-element, /url-input-element
    "email_text_input": _element("email_text_input", None, {**_TYPED, "initial_value": string()}),
    "url_text_input": _element("url_text_input", None, {**_TYPED, "initial_value": string()}),
    # /number-input-element
    "number_input": _element(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
        _whole,
        _ordered("min_value", "max_value"),
    ),
    # /plain-text-input-element: min_length 0 to 3000, max_length 1 to 3000.
    "plain_text_input": _element(
        "plain_text_input",
        None,
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        _ordered("min_length", "max_length"),
    ),
    # /file-input-element: 1 to 10 files.
    "file_input": _element(
        "file_input",
        None,
        {"action_id": ACTION_ID, "filetypes": listing(string()), "max_files": integer(1, 10)},
    ),
    # /overflow-menu-element: up to 5 options.
    "overflow": _element(
        "overflow",
        {"options": listing(option(url=True), 5)},
        {**_CONFIRMED, "action_id": ACTION_ID},
        _values_differ,
    ),
    # /radio-button-group-element: 10 options.
    "radio_buttons": _element(
        "radio_buttons",
        {"options": listing(option(marked=True), 10)},
        {**_CONFIRMED, **_FOCUSED, "action_id": ACTION_ID, "initial_option": option(marked=True)},
        _initial_is_offered,
        _values_differ,
    ),
    "static_select": _element(
        "static_select", None, {**_MENU, **_LISTS, "initial_option": option()}, *_OFFERED
    ),
    "multi_static_select": _element(
        "multi_static_select",
        None,
        {**_MANY, **_LISTS, "initial_options": listing(option(), 100)},
        *_OFFERED,
    ),
    "external_select": _element(
        "external_select",
        None,
        {**_MENU, "initial_option": option(), "min_query_length": integer(0)},
    ),
    "multi_external_select": _element(
        "multi_external_select",
        None,
        {**_MANY, "initial_options": listing(option(), 100), "min_query_length": integer(0)},
    ),
    "users_select": _element("users_select", None, {**_MENU, "initial_user": string()}),
    "multi_users_select": _element(
        "multi_users_select", None, {**_MANY, "initial_users": listing(string())}
    ),
    "conversations_select": _element(
        "conversations_select",
        None,
        {**_MENU, **_CONVERSATIONS, **_URLS, "initial_conversation": string()},
    ),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        None,
        {**_MANY, **_CONVERSATIONS, "initial_conversations": listing(string())},
    ),
    "channels_select": _element(
        "channels_select", None, {**_MENU, **_URLS, "initial_channel": string()}
    ),
    "multi_channels_select": _element(
        "multi_channels_select", None, {**_MANY, "initial_channels": listing(string())}
    ),
}

# Where each stands: the line "Works with block types" of each element's page.
TYPED = frozenset({"email_text_input", "url_text_input", "number_input", "plain_text_input"})
IN_SECTIONS = frozenset(ELEMENTS) - TYPED - {"file_input", "datetimepicker"}
IN_ACTIONS = frozenset(ELEMENTS) - TYPED - {"file_input"}
IN_INPUTS = frozenset(ELEMENTS) - {"button", "overflow"}
