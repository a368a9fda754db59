"""A card as Teams takes it: the schema, and Teams' own limits.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
(version 1.5, six primary actions),
https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model (1.4 and a
fall-back for Action.Execute),
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
(60 people in `userIds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.standins.shapes import Faults, Json, faults_of
from tests.standins.teams.elements import CARD

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
MOST_REFRESHED = 60
MOST_PRIMARY = 6
EXECUTES_SINCE = "1.4"


def schema_faults(card: Any) -> list[str]:
    """What the schema has against it."""
    return faults_of(CARD, card)


def parts(value: Any) -> Iterator[Json]:
    """Each object in the card that has a type, the outer ones first; fall-backs aside."""
    if isinstance(value, dict):
        given: Json = value
        if isinstance(given.get("type"), str):
            yield given
        for name, one in given.items():
            if name not in {"fallback", "refresh", "data", "msteams"}:
                yield from parts(one)
    elif isinstance(value, list):
        items: list[Any] = value
        for one in items:
            yield from parts(one)


def actions(card: Json) -> list[Json]:
    """All that can be pressed."""
    return [one for one in parts(card) if one["type"].startswith("Action.")]


def inputs(card: Json) -> list[Json]:
    return [
        one
        for one in parts(card)
        if one["type"].startswith("Input.") and one["type"] != "Input.Choice"
    ]


def teams_faults(card: Any) -> list[str]:
    """What Teams has against it besides."""
    found = schema_faults(card)
    if found:
        return found
    faults = Faults()
    if "version" not in card:
        faults.missing("", "version")
    _inputs(card, faults)
    _actions(card, faults)
    refresh = card.get("refresh")
    if refresh is not None:
        people: list[str] = refresh.get("userIds") or []
        if len(people) > MOST_REFRESHED:
            faults.add("/refresh/userIds", f"no more than {MOST_REFRESHED} items allowed")
        if any(not one.startswith(("29:", "8:orgid:")) for one in people):
            faults.add("/refresh/userIds", "must be ids of people in Teams, 29:…")
        if "verb" not in refresh["action"]:
            faults.missing("/refresh/action", "verb")
    return faults.lines


def _inputs(card: Json, faults: Faults) -> None:
    names = [one["id"] for one in inputs(card)]
    if len(set(names)) != len(names):
        faults.add("", "has two inputs with the same id")
    for one in inputs(card):
        # cards-reference, "Form validation": a label and a message where something is required.
        if one.get("isRequired") and not (one.get("label") and one.get("errorMessage")):
            faults.add(f"/{one['id']}", "is required, without a label or an errorMessage")


def _actions(card: Json, faults: Faults) -> None:
    for one in actions(card):
        path = f"/{one.get('id') or one.get('verb') or one.get('title')}"
        if one["type"] != "Action.Execute":
            continue
        if card.get("version", EXECUTES_SINCE) < EXECUTES_SINCE and "fallback" not in one:
            faults.add(path, "needs version 1.4, or a fallback")
        if "verb" not in one:
            faults.missing(path, "verb")
        fallback = one.get("fallback")
        old = fallback.get("type") if isinstance(fallback, dict) else fallback
        if old not in {"Action.Submit", "Action.OpenUrl", "drop"}:
            faults.add(path, "has no fallback for clients that know no Action.Execute")
    places = [card, *(one for one in parts(card) if one["type"] == "ActionSet")]
    for place in places:
        primary = [
            one for one in place.get("actions") or [] if one.get("mode", "primary") == "primary"
        ]
        if len(primary) > MOST_PRIMARY:
            faults.add("/actions", f"no more than {MOST_PRIMARY} primary actions allowed")
