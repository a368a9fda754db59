"""The pages' limits hold to the character, and their examples pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.shapes import Json
from tests.standins.slack.blocks import message_faults
from tests.standins.slack.examples import BLOCKS, MODALS
from tests.standins.slack.view_shapes import is_too_large, view_faults


def plain(length: int = 4) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def options(count: int, text: int = 4, value: int = 0) -> list[Json]:
    return [{"text": plain(text), "value": str(one).rjust(value, "v")} for one in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "go", **more}


def actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def field(element: Json) -> list[Json]:
    return [{"type": "input", "label": plain(), "element": {"action_id": "a", **element}}]


def section(**more: Any) -> list[Json]:
    return [{"type": "section", **more}]


def confirm(**changed: Json) -> Json:
    sound = {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)}
    return button(confirm={**sound, **changed})


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", **more}


def group(label: int, count: int) -> Json:
    return {"label": plain(label), "options": options(count)}


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_published_block_passes(name: str) -> None:
    assert message_faults([BLOCKS[name]]) == []


@pytest.mark.parametrize("name", sorted(MODALS))
def test_published_view_passes(name: str) -> None:
    assert view_faults(MODALS[name], "modal", "home") == []


LIMITS: dict[str, tuple[list[Json], list[Json]]] = {
    "section text": (section(text=plain(3000)), section(text=plain(3001))),
    "section text at least": (section(text=plain(1)), section(text=plain(0))),
    "section fields": (section(fields=[plain()] * 10), section(fields=[plain()] * 11)),
    "section field": (section(fields=[plain(2000)]), section(fields=[plain(2001)])),
    "section block_id": (
        section(text=plain(), block_id="b" * 255),
        section(text=plain(), block_id="b" * 256),
    ),
    "header": (
        [{"type": "header", "text": plain(150)}],
        [{"type": "header", "text": plain(151)}],
    ),
    "context": (
        [{"type": "context", "elements": [plain()] * 10}],
        [{"type": "context", "elements": [plain()] * 11}],
    ),
    "actions": (
        actions(*(button(action_id=str(one)) for one in range(25))),
        actions(*(button(action_id=str(one)) for one in range(26))),
    ),
    "button text": (actions(button(text=plain(75))), actions(button(text=plain(76)))),
    "button value": (actions(button(value="v" * 2000)), actions(button(value="v" * 2001))),
    "button url": (actions(button(url="u" * 3000)), actions(button(url="u" * 3001))),
    "button action_id": (
        actions(button(action_id="a" * 255)),
        actions(button(action_id="a" * 256)),
    ),
    "button label": (
        actions(button(accessibility_label="l" * 75)),
        actions(button(accessibility_label="l" * 76)),
    ),
    "confirm title": (actions(confirm()), actions(confirm(title=plain(101)))),
    "confirm text": (actions(confirm()), actions(confirm(text=plain(301)))),
    "confirm confirm": (actions(confirm()), actions(confirm(confirm=plain(31)))),
    "confirm deny": (actions(confirm()), actions(confirm(deny=plain(31)))),
    "options": (actions(select(options=options(100))), actions(select(options=options(101)))),
    "option text": (
        actions(select(options=options(1, 75))),
        actions(select(options=options(1, 76))),
    ),
    "option value": (
        actions(select(options=options(1, 4, 150))),
        actions(select(options=options(1, 4, 151))),
    ),
    "option groups": (
        actions(select(option_groups=[group(75, 100)] * 100)),
        actions(select(option_groups=[group(75, 1)] * 101)),
    ),
    "option group label": (
        actions(select(option_groups=[group(75, 1)])),
        actions(select(option_groups=[group(76, 1)])),
    ),
    "placeholder": (
        actions(select(options=options(1), placeholder=plain(150))),
        actions(select(options=options(1), placeholder=plain(151))),
    ),
    "overflow": (
        actions({"type": "overflow", "action_id": "o", "options": options(5)}),
        actions({"type": "overflow", "action_id": "o", "options": options(6)}),
    ),
    "checkboxes": (
        actions({"type": "checkboxes", "action_id": "c", "options": options(10)}),
        actions({"type": "checkboxes", "action_id": "c", "options": options(11)}),
    ),
    "radio buttons": (
        actions({"type": "radio_buttons", "action_id": "c", "options": options(10)}),
        actions({"type": "radio_buttons", "action_id": "c", "options": options(11)}),
    ),
    "image": (
        [{"type": "image", "image_url": "u" * 3000, "alt_text": "a" * 2000}],
        [{"type": "image", "image_url": "u" * 3000, "alt_text": "a" * 2001}],
    ),
    "input label": (
        [{"type": "input", "label": plain(2000), "element": {"type": "plain_text_input"}}],
        [{"type": "input", "label": plain(2001), "element": {"type": "plain_text_input"}}],
    ),
    "typed length": (
        field({"type": "plain_text_input", "max_length": 3000}),
        field({"type": "plain_text_input", "max_length": 3001}),
    ),
    "typed order": (
        field({"type": "plain_text_input", "min_length": 2, "max_length": 2}),
        field({"type": "plain_text_input", "min_length": 3, "max_length": 2}),
    ),
    "whole number": (
        field({"type": "number_input", "is_decimal_allowed": False, "min_value": "-10"}),
        field({"type": "number_input", "is_decimal_allowed": False, "min_value": "0.5"}),
    ),
    "blocks": ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_limit_holds_to_the_last(name: str) -> None:
    fits, is_too_much = LIMITS[name]
    assert message_faults(fits) == []
    assert message_faults(is_too_much) != []


WRONG: dict[str, list[Json]] = {
    "no type": [{"text": plain()}],
    "unknown type": [{"type": "marquee"}],
    "unknown field": section(text=plain(), colour="red"),
    "neither text nor fields": section(block_id="b"),
    "header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "button in mrkdwn": actions(button(text={"type": "mrkdwn", "text": "x"})),
    "style": actions(button(style="success")),
    "verbatim of plain text": section(text={**plain(), "verbatim": True}),
    "the same action twice": actions(button(), button()),
    "the same block twice": section(text=plain(), block_id="b") * 2,
    "options and groups": actions(select(options=options(1), option_groups=[group(4, 1)])),
    "no options": actions(select()),
    "the same value twice": actions(select(options=options(1) * 2)),
    "initial option not offered": actions(select(options=options(1), initial_option=options(2)[1])),
    "typed text in actions": actions({"type": "plain_text_input", "action_id": "t"}),
    "button in an input": field(button()),
    "no confirm title": actions(confirm(title=None)),  # type: ignore[arg-type]
    "day that is none": actions(
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-02-30"}
    ),
    "time that is none": actions(
        {"type": "timepicker", "action_id": "d", "initial_time": "24:00"}
    ),
    "moment of nine digits": actions(
        {"type": "datetimepicker", "action_id": "d", "initial_date_time": 999_999_999}
    ),
    "empty filter": actions({"type": "conversations_select", "action_id": "c", "filter": {}}),
    "image from two places": [
        {"type": "image", "alt_text": "a", "image_url": "u", "slack_file": {"id": "F1"}}
    ],
    "file in a message": field({"type": "file_input"}),
    "two in focus": [
        *field({"type": "plain_text_input", "focus_on_load": True}),
        *field({"type": "plain_text_input", "focus_on_load": True}),
    ],
    "unescaped": section(text={"type": "mrkdwn", "text": "profit & loss"}),
    "blocks that are none": "blocks",  # type: ignore[dict-item]
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRONG))
def test_wrong_blocks_are_named(name: str) -> None:
    found = message_faults(WRONG[name])
    assert found
    assert all("[json-pointer:/" in one for one in found)


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain(24), "blocks": [{"type": "divider"}], **more}


@pytest.mark.parametrize(
    ("name", "fits", "is_too_much"),
    [
        ("title", plain(24), plain(25)),
        ("close", plain(24), plain(25)),
        ("submit", plain(24), plain(25)),
        ("private_metadata", "m" * 3000, "m" * 3001),
        ("callback_id", "c" * 255, "c" * 256),
        ("blocks", [{"type": "divider"}] * 100, [{"type": "divider"}] * 101),
    ],
)
def test_limits_of_views(name: str, fits: Any, is_too_much: Any) -> None:
    assert view_faults(modal(**{name: fits}), "modal") == []
    assert view_faults(modal(**{name: is_too_much}), "modal") != []


def test_a_view_with_inputs_is_submitted() -> None:
    blocks = field({"type": "plain_text_input"})
    assert "submit" in view_faults(modal(blocks=blocks), "modal")[0]
    assert view_faults(modal(blocks=blocks, submit=plain()), "modal") == []


def test_a_home_tab_has_no_title_and_no_files() -> None:
    home = {"type": "home", "blocks": field({"type": "file_input"})}
    assert view_faults({**home, "title": plain()}, "home") != []
    assert "file_input" in view_faults(home, "home")[0]
    assert view_faults(home, "modal") != []


def test_a_view_may_weigh_250_kilobytes() -> None:
    wide = section(fields=[plain(2000)] * 10)
    assert not is_too_large(modal(blocks=wide))
    assert is_too_large(modal(blocks=wide * 13))
