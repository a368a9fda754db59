"""What a person may do with an element, and how Slack tells the app of it.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload (`actions`) and
https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload (`state.values`).
Never: what Slack's own clients don't let a person do; a test that tries is told so.
"""

from __future__ import annotations

import re
from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.blocks import elements_of

# The field that says what was chosen, and the one that says what is chosen at first.
_SAYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
STATELESS = {"button", "overflow"}


class CannotDoError(AssertionError):
    """No person could do this in Slack."""


def _options(element: Json, offered: list[Json]) -> list[Json]:
    found: list[Json] = [*(element.get("options") or []), *offered]
    for group in element.get("option_groups") or []:
        found += group["options"]
    return found


def _option(element: Json, value: str, offered: list[Json]) -> Json:
    for one in _options(element, offered):
        if one["value"] == value:
            return one
    raise CannotDoError(f"{element['action_id']} offers no {value!r}")


def _text(element: Json, value: str) -> str:
    kind = element["type"]
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if kind == "plain_text_input" and not least <= len(value) <= most:
        raise CannotDoError(f"{len(value)} characters where {least} to {most} fit")
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise CannotDoError(f"{value!r} is no address")
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", value):
        raise CannotDoError(f"{value!r} is no URL")
    if kind == "number_input":
        decimal = element["is_decimal_allowed"]
        if not re.fullmatch(r"-?\d+(\.\d+)?" if decimal else r"-?\d+", value):
            raise CannotDoError(f"{value!r} is no number here")
        low, high = element.get("min_value"), element.get("max_value")
        outside = (low is not None and float(value) < float(low)) or (
            high is not None and float(value) > float(high)
        )
        if outside:
            raise CannotDoError(f"{value} is outside {low} to {high}")
    return value


def chosen(element: Json, value: Any, offered: list[Json] | None = None) -> Json:
    """`{"type": …, "selected_option": …}`: what stands in state and action alike."""
    kind = element["type"]
    name, _ = _SAYS[kind]
    more = offered or []
    if name == "selected_option":
        value = None if value is None else _option(element, value, more)
    elif name == "selected_options":
        value = [_option(element, one, more) for one in value]
        most = element.get("max_selected_items")
        if most is not None and len(value) > most:
            raise CannotDoError(f"more than {most} chosen")
    elif name == "value" and value is not None:
        value = _text(element, value)
    return {"type": kind, name: value}


def action(
    element: Json, block: str, value: Any, ts: str, offered: list[Json] | None = None
) -> Json:
    """One of `actions`."""
    shown: Json = {"action_id": element["action_id"], "block_id": block, "action_ts": ts}
    if element["type"] == "button":
        kept = {
            name: element[name] for name in ("text", "value", "url", "style") if name in element
        }
        return {**shown, "type": "button", **kept}
    return {**shown, **chosen(element, value, offered)}


def first(element: Json) -> Json:
    name, initial = _SAYS[element["type"]]
    none: Any = [] if name.endswith("s") and name != "files" else None
    return {"type": element["type"], name: element.get(initial, none) if initial else none}


def state(blocks: list[Json], filled: Json) -> Json:
    """`values`: for each block and action what is chosen, at first or since."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in {*STATELESS, "image"}:
                continue
            name = element["action_id"]
            since = filled.get(block["block_id"], {}).get(name)
            values.setdefault(block["block_id"], {})[name] = since or first(element)
    return values


def is_empty(value: Json) -> bool:
    return all(one in (None, "", []) for name, one in value.items() if name != "type")


def find(blocks: list[Json], action_id: str) -> tuple[str, Json]:
    """Block and element of an action, the first of that name."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return block["block_id"], element
    names = [one.get("action_id") for block in blocks for one in elements_of(block)]
    raise CannotDoError(f"there is no {action_id!r}; there are {names}")
