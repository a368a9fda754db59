"""What a modal and a home tab must look like.

https://docs.slack.dev/reference/views/modal-views and https://docs.slack.dev/reference/views/home-tab-views:
title, close and submit 24, private_metadata 3000, callback_id 255, 100 blocks, `submit` required
where there is an input. Error `view_too_large`, 250 kB: https://docs.slack.dev/reference/methods/views.open
"""

from __future__ import annotations

import json
from typing import Any

from tests.standins.shapes import (
    Faults,
    Json,
    Rule,
    Shape,
    anything,
    boolean,
    faults_of,
    one_of,
    string,
)
from tests.standins.slack.blocks import MOST_IN_VIEW, check_blocks
from tests.standins.slack.composition import plain_text

MOST_BYTES = 250_000


def _all_blocks(value: Any, path: str, faults: Faults) -> None:
    check_blocks(value, MOST_IN_VIEW, path, faults)


_BASE: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}


def _submitted(value: Any, path: str, faults: Faults) -> None:
    blocks = value.get("blocks")
    inputs = [one for one in blocks if _is_input(one)] if isinstance(blocks, list) else []
    if inputs and value.get("submit") is None:
        faults.missing(path, "submit")


def _is_input(block: Any) -> bool:
    return isinstance(block, dict) and block.get("type") == "input"


def _no_files(value: Any, path: str, faults: Faults) -> None:
    blocks = value.get("blocks")
    for number, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if _is_input(block) and block.get("element", {}).get("type") == "file_input":
            faults.add(f"{path}/blocks/{number}/element", "unsupported type: file_input")


MODAL = Shape(
    {"type": one_of("modal"), "title": plain_text(24), "blocks": _all_blocks},
    {
        **_BASE,
        "close": plain_text(24),
        "submit": plain_text(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        # Sent back by apps that update what they were given; Slack takes and ignores it.
        "submit_disabled": anything,
    },
    (_submitted,),
)
HOME = Shape({"type": one_of("home"), "blocks": _all_blocks}, _BASE, (_no_files,))


def view_faults(view: Any, *kinds: str) -> list[str]:
    """What is wrong with a view that may be of these kinds."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in kinds:
        return [f"[ERROR] must be one of: {', '.join(kinds)} [json-pointer:/view/type]"]
    return faults_of(MODAL if kind == "modal" else HOME, view, "/view")


def is_too_large(view: Json) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES
