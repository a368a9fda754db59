"""Cards: the vendor's examples pass, and what Teams wouldn't show is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.shapes import Json
from tests.standins.teams.cards import MOST_REFRESHED, schema_faults, teams_faults
from tests.standins.teams.examples import CARDS, approval


@pytest.mark.parametrize("name", sorted(CARDS))
def test_published_card_passes(name: str) -> None:
    assert schema_faults(CARDS[name]) == []
    assert teams_faults(CARDS[name]) == []


def test_an_approval_passes() -> None:
    assert teams_faults(approval("29:1", "8:orgid:2")) == []


def body(*elements: Json) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(elements)}


def pressed(**changed: Any) -> Json:
    action = {"type": "Action.Execute", "verb": "go", "fallback": "drop", **changed}
    return {**body(), "actions": [{k: v for k, v in action.items() if v is not None}]}


TEXT: Json = {"type": "Input.Text", "id": "one"}

WRONG: dict[str, Any] = {
    "no object": "card",
    "no type": {"version": "1.5"},
    "no version": {"type": "AdaptiveCard"},
    "a later version": {"type": "AdaptiveCard", "version": "1.6"},
    "unknown element": body({"type": "Marquee"}),
    "unknown property": body({"type": "TextBlock", "text": "x", "blinks": True}),
    "no text": body({"type": "TextBlock"}),
    "unknown word": body({"type": "TextBlock", "text": "x", "size": "huge"}),
    "no id": body({"type": "Input.Text"}),
    "the same id twice": body(TEXT, TEXT),
    "required without a message": body({**TEXT, "isRequired": True, "label": "One"}),
    "inside of columns": body({"type": "ColumnSet", "columns": [{"items": [{"type": "X"}]}]}),
    "no verb": pressed(verb=None),
    "no fallback": pressed(fallback=None),
    "unknown fallback": pressed(fallback="hide"),
    "unknown style": pressed(style="primary"),
    "seven primary actions": {
        **body(),
        "actions": [{"type": "Action.OpenUrl", "url": "https://x.example"}] * 7,
    },
    "shown card": {
        **body(),
        "actions": [{"type": "Action.ShowCard", "card": body({"type": "Marquee"})}],
    },
    "too many people": approval(*(f"29:{one}" for one in range(MOST_REFRESHED + 1))),
    "people by address": approval("ada@corp.example"),
    "refresh without a verb": approval(refresh={"action": {"type": "Action.Execute"}}),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_wrong_card_is_named(name: str) -> None:
    assert teams_faults(WRONG[name])


def test_sixty_people_are_refreshed() -> None:
    assert teams_faults(approval(*(f"29:{one}" for one in range(MOST_REFRESHED)))) == []


def test_words_are_taken_in_any_case() -> None:
    assert schema_faults(body({"type": "TextBlock", "text": "x", "size": "Large"})) == []
