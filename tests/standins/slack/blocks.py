"""Block Kit's blocks, each and all of a message or a view together.

Pages: https://docs.slack.dev/reference/block-kit/blocks and, per block, the one named beside it.
A block that isn't here (video, table, markdown, file, task cards) is refused: what Baton sends is
to be checked, and what isn't checked isn't to be sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.standins.shapes import (
    Faults,
    Json,
    Rule,
    Shape,
    boolean,
    by_type,
    listing,
    one_of,
    only_one,
    some_of,
    string,
)
from tests.standins.slack.composition import any_text, plain_text
from tests.standins.slack.elements import (
    ELEMENTS,
    IMAGE,
    IMAGE_FIELDS,
    IN_ACTIONS,
    IN_INPUTS,
    IN_SECTIONS,
)
from tests.standins.slack.rich_text import RICH_TEXT

# https://docs.slack.dev/reference/block-kit/blocks: 50 in a message, 100 in a modal or home tab.
MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
# Every block's page: block_id, 255.
_ID: dict[str, Rule] = {"block_id": string(255)}


def _standing(where: frozenset[str], *, image: bool = False) -> Rule:
    shapes = {name: ELEMENTS[name] for name in where}
    return by_type({**shapes, "image": IMAGE} if image else shapes)


def _in_context(value: Any, path: str, faults: Faults) -> None:
    image = isinstance(value, dict) and value.get("type") == "image"
    (IMAGE if image else any_text())(value, path, faults)


BLOCKS: dict[str, Rule] = {
    # /section-block: text 1 to 3000, 10 fields of 2000.
    "section": Shape(
        {"type": one_of("section")},
        {
            **_ID,
            "text": any_text(3000),
            "fields": listing(any_text(2000), 10),
            "accessory": _standing(IN_SECTIONS, image=True),
            "expand": boolean,
        },
        (some_of("text", "fields"),),
    ),
    # /header-block: 150.
    "header": Shape({"type": one_of("header"), "text": plain_text(150)}, _ID),
    # /divider-block
    "divider": Shape({"type": one_of("divider")}, _ID),
    # /context-block: 10 elements.
    "context": Shape({"type": one_of("context"), "elements": listing(_in_context, 10)}, _ID),
    # /actions-block: 25 elements.
    "actions": Shape(
        {"type": one_of("actions"), "elements": listing(_standing(IN_ACTIONS), 25)}, _ID
    ),
    # /image-block: alt_text 2000, title 2000, image_url 3000.
    "image": Shape(
        {"type": one_of("image"), "alt_text": string(2000)},
        {**_ID, **IMAGE_FIELDS, "title": plain_text(2000)},
        (only_one(*IMAGE_FIELDS),),
    ),
    # /input-block: label 2000, hint 2000.
    "input": Shape(
        {
            "type": one_of("input"),
            "label": plain_text(2000),
            "element": _standing(IN_INPUTS),
        },
        {**_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
}
_ANY_BLOCK = by_type(BLOCKS)


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive ones."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name]
    if block.get("type") == "actions":
        yield from block["elements"]


def _unique(blocks: list[Json], path: str, faults: Faults) -> None:
    # Blocks' pages: block_id differs in a message; elements' pages: action_id in its block.
    seen: set[str] = set()
    focused = 0
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name is not None and name in seen:
            faults.add(f"{path}/{number}/block_id", f"`{name}` already exists")
        if name is not None:
            seen.add(name)
        actions: set[str] = set()
        for element in elements_of(block):
            action = element.get("action_id")
            if action is not None and action in actions:
                faults.add(f"{path}/{number}", f"action_id `{action}` already exists")
            if action is not None:
                actions.add(action)
            focused += element.get("focus_on_load") is True
    if focused > 1:
        # Elements' pages: only one may have focus_on_load.
        faults.add(path, "has focus_on_load more than once")


def check_blocks(blocks: Any, most: int, path: str, faults: Faults) -> None:
    before = len(faults.lines)
    listing(_ANY_BLOCK, most, 0)(blocks, path, faults)
    if len(faults.lines) == before:
        _unique(blocks, path, faults)


def message_faults(blocks: Any) -> list[str]:
    """What is wrong with the blocks of a message."""
    faults = Faults()
    check_blocks(blocks, MOST_IN_MESSAGE, "/blocks", faults)
    if not faults.lines:
        for number, block in enumerate(blocks):
            # /file-input-element: modals only.
            kind = block.get("element", {}).get("type")
            if kind == "file_input":
                faults.add(f"/blocks/{number}/element", "unsupported type: file_input")
    return faults.lines


def written(value: Any) -> int:
    """How many characters of text and addresses there are, at any depth."""
    if isinstance(value, dict):
        own = [one for name, one in value.items() if name in ("text", "url")]
        here = sum(len(one) for one in own if isinstance(one, str))
        return here + sum(written(one) for one in value.values())
    return sum(written(one) for one in value) if isinstance(value, list) else 0
