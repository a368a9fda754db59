"""Adaptive Cards 1.5: what a card may be made of.

Schema: http://adaptivecards.io/schemas/1.5.0/adaptive-card.json; pages of each type:
https://adaptivecards.io/explorer/. Words of an enumeration are taken in any case, as there.
Never: a property or a type that the schema doesn't have, but for `msteams`, which is Teams' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.standins.shapes import (
    Faults,
    Rule,
    Shape,
    anything,
    boolean,
    by_type,
    listing,
    one_of,
    string,
)


def _word(*allowed: str) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, str) or value.lower() not in {one.lower() for one in allowed}:
            faults.add(path, f"must be one of: {', '.join(allowed)}")

    return rule


def _number(value: Any, path: str, faults: Faults) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        faults.add(path, "must be a number")


def _mapping(value: Any, path: str, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.add(path, "must be an object")


def _either(first: Rule, second: Rule, is_first: type) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        (first if isinstance(value, is_first) else second)(value, path, faults)

    return rule


def _later(shapes: Mapping[str, Rule]) -> Rule:
    """Of a mapping that is filled in below: cards hold cards."""

    def rule(value: Any, path: str, faults: Faults) -> None:
        by_type(shapes)(value, path, faults)

    return rule


ELEMENTS: dict[str, Rule] = {}
ACTIONS: dict[str, Rule] = {}
SELECTABLE: dict[str, Rule] = {}
"""Actions that an element may have as a whole: all but Action.ShowCard."""
_element, _action, _selected = _later(ELEMENTS), _later(ACTIONS), _later(SELECTABLE)
_WORDS = string(least=0)
_DROP = _word("drop")
_HORIZONTAL = _word("left", "center", "right")
_VERTICAL = _word("top", "center", "bottom")
_STYLE = _word("default", "emphasis", "good", "attention", "warning", "accent")
_SPACING = _word("default", "none", "small", "medium", "large", "extraLarge", "padding")
_SIZE = _word("auto", "stretch", "small", "medium", "large")

_BACKGROUND = _either(
    _WORDS,
    Shape(
        {"url": string()},
        {
            "type": one_of("BackgroundImage"),
            "fillMode": _word("cover", "repeatHorizontally", "repeatVertically", "repeat"),
            "horizontalAlignment": _HORIZONTAL,
            "verticalAlignment": _VERTICAL,
        },
    ),
    str,
)
_ITEM: dict[str, Rule] = {"requires": _mapping, "id": _WORDS, "isVisible": boolean}
_BLOCK: dict[str, Rule] = {
    **_ITEM,
    "fallback": _either(_DROP, _element, str),
    "height": _word("auto", "stretch"),
    "separator": boolean,
    "spacing": _SPACING,
}
_BOX: dict[str, Rule] = {
    "selectAction": _selected,
    "style": _STYLE,
    "verticalContentAlignment": _VERTICAL,
    "bleed": boolean,
    "backgroundImage": _BACKGROUND,
    "minHeight": _WORDS,
    "rtl": boolean,
}
_INPUT: dict[str, Rule] = {
    **_BLOCK,
    "errorMessage": _WORDS,
    "isRequired": boolean,
    "label": _WORDS,
}
_ACTION: dict[str, Rule] = {
    "title": _WORDS,
    "iconUrl": _WORDS,
    "id": _WORDS,
    "style": _word("default", "positive", "destructive"),
    "fallback": _either(_DROP, _action, str),
    "tooltip": _WORDS,
    "isEnabled": boolean,
    "mode": _word("primary", "secondary"),
    "requires": _mapping,
}
_DATA = _either(_WORDS, _mapping, str)
_LOOK: dict[str, Rule] = {
    "color": _word("default", "dark", "light", "accent", "good", "warning", "attention"),
    "fontType": _word("default", "monospace"),
    "isSubtle": boolean,
    "size": _word("default", "small", "medium", "large", "extraLarge"),
    "weight": _word("default", "lighter", "bolder"),
}


def _shape(kind: str, required: dict[str, Rule], optional: Mapping[str, Rule]) -> Rule:
    return Shape({"type": one_of(kind), **required}, optional)


_FACT = Shape({"title": _WORDS, "value": _WORDS}, {"type": one_of("Fact")})
_CHOICE = Shape({"title": _WORDS, "value": _WORDS}, {"type": one_of("Input.Choice")})
_WIDTH = _either(_WORDS, _number, str)
_COLUMN = Shape(
    {},
    {
        **_BLOCK,
        **_BOX,
        "type": one_of("Column"),
        "items": listing(_element, least=0),
        "width": _WIDTH,
        "fallback": _either(_DROP, anything, str),
    },
)
_RUN = _either(
    _WORDS,
    _shape(
        "TextRun",
        {"text": _WORDS},
        {
            **_LOOK,
            "highlight": boolean,
            "italic": boolean,
            "strikethrough": boolean,
            "underline": boolean,
            "selectAction": _selected,
        },
    ),
    str,
)
_ALIGNED: dict[str, Rule] = {
    "horizontalCellContentAlignment": _HORIZONTAL,
    "verticalCellContentAlignment": _VERTICAL,
}
_CELL = Shape({"items": listing(_element, least=0)}, {**_BOX, "type": one_of("TableCell")})
_ROW = Shape(
    {},
    {
        **_ALIGNED,
        "type": one_of("TableRow"),
        "cells": listing(_CELL, least=0),
        "style": _STYLE,
    },
)
_WIDE = Shape({}, {**_ALIGNED, "type": one_of("TableColumnDefinition"), "width": _WIDTH})
_IMAGE = _shape(
    "Image",
    {"url": string()},
    {
        **_BLOCK,
        "altText": _WORDS,
        "backgroundColor": _WORDS,
        "height": _WORDS,
        "horizontalAlignment": _HORIZONTAL,
        "selectAction": _selected,
        "size": _SIZE,
        "style": _word("default", "person"),
        "width": _WORDS,
    },
)

ELEMENTS.update(
    {
        "TextBlock": _shape(
            "TextBlock",
            {"text": _WORDS},
            {
                **_BLOCK,
                **_LOOK,
                "horizontalAlignment": _HORIZONTAL,
                "maxLines": _number,
                "wrap": boolean,
                "style": _word("default", "heading"),
            },
        ),
        "RichTextBlock": _shape(
            "RichTextBlock",
            {"inlines": listing(_RUN, least=0)},
            {**_BLOCK, "horizontalAlignment": _HORIZONTAL},
        ),
        "Image": _IMAGE,
        "ImageSet": _shape("ImageSet", {"images": listing(_IMAGE)}, {**_BLOCK, "imageSize": _SIZE}),
        "FactSet": _shape("FactSet", {"facts": listing(_FACT)}, _BLOCK),
        "Container": _shape("Container", {"items": listing(_element, least=0)}, {**_BLOCK, **_BOX}),
        "ColumnSet": _shape(
            "ColumnSet",
            {},
            {
                **_BLOCK,
                "columns": listing(_COLUMN, least=0),
                "selectAction": _selected,
                "style": _STYLE,
                "bleed": boolean,
                "minHeight": _WORDS,
                "horizontalAlignment": _HORIZONTAL,
            },
        ),
        "Table": _shape(
            "Table",
            {},
            {
                **_BLOCK,
                "columns": listing(_WIDE, least=0),
                "rows": listing(_ROW, least=0),
                "firstRowAsHeader": boolean,
                # The schema of 1.5.0 has the plural, and the vendor's own samples the singular.
                "firstRowAsHeaders": boolean,
                "showGridLines": boolean,
                "gridStyle": _STYLE,
                **_ALIGNED,
            },
        ),
        "ActionSet": _shape("ActionSet", {"actions": listing(_action)}, _BLOCK),
        "Input.Text": _shape(
            "Input.Text",
            {"id": string()},
            {
                **_INPUT,
                "isMultiline": boolean,
                "maxLength": _number,
                "placeholder": _WORDS,
                "regex": _WORDS,
                "style": _word("text", "tel", "url", "email", "password"),
                "inlineAction": _selected,
                "value": _WORDS,
            },
        ),
        "Input.Number": _shape(
            "Input.Number",
            {"id": string()},
            {**_INPUT, "max": _number, "min": _number, "placeholder": _WORDS, "value": _number},
        ),
        "Input.Toggle": _shape(
            "Input.Toggle",
            {"id": string(), "title": _WORDS},
            {**_INPUT, "value": _WORDS, "valueOff": _WORDS, "valueOn": _WORDS, "wrap": boolean},
        ),
        "Input.ChoiceSet": _shape(
            "Input.ChoiceSet",
            {"id": string()},
            {
                **_INPUT,
                "choices": listing(_CHOICE, least=0),
                "isMultiSelect": boolean,
                "style": _word("compact", "expanded", "filtered"),
                "value": _WORDS,
                "placeholder": _WORDS,
                "wrap": boolean,
            },
        ),
        **{
            kind: _shape(
                kind,
                {"id": string()},
                {**_INPUT, "max": _WORDS, "min": _WORDS, "placeholder": _WORDS, "value": _WORDS},
            )
            for kind in ("Input.Date", "Input.Time")
        },
    }
)

EXECUTE = _shape(
    "Action.Execute",
    {},
    {**_ACTION, "verb": _WORDS, "data": _DATA, "associatedInputs": _word("auto", "none")},
)
_TARGET = _either(
    _WORDS,
    Shape({"elementId": string()}, {"type": one_of("TargetElement"), "isVisible": boolean}),
    str,
)
SELECTABLE.update(
    {
        "Action.Execute": EXECUTE,
        "Action.OpenUrl": _shape("Action.OpenUrl", {"url": string()}, _ACTION),
        "Action.Submit": _shape(
            "Action.Submit",
            {},
            {**_ACTION, "data": _DATA, "associatedInputs": _word("auto", "none")},
        ),
        "Action.ToggleVisibility": _shape(
            "Action.ToggleVisibility", {"targetElements": listing(_TARGET)}, _ACTION
        ),
    }
)
REFRESH = Shape(
    {"action": EXECUTE},
    {"type": one_of("Refresh"), "userIds": listing(string(), least=0), "expires": _WORDS},
)
CARD = Shape(
    {"type": one_of("AdaptiveCard")},
    {
        "$schema": _WORDS,
        "version": string(pattern=r"1\.[0-5]"),
        "refresh": REFRESH,
        "authentication": _mapping,
        "body": listing(_element, least=0),
        "actions": listing(_action, least=0),
        "selectAction": _selected,
        "fallbackText": _WORDS,
        "backgroundImage": _BACKGROUND,
        "minHeight": _WORDS,
        "rtl": boolean,
        "speak": _WORDS,
        "lang": _WORDS,
        "verticalContentAlignment": _VERTICAL,
        "msteams": _mapping,
        "metadata": _mapping,
        # Of Outlook; Teams ignores it: the page on the universal action model.
        "originator": _WORDS,
    },
)
ACTIONS.update(
    {**SELECTABLE, "Action.ShowCard": _shape("Action.ShowCard", {"card": CARD}, _ACTION)}
)
