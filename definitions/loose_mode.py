"""Documents whose expressions are in loose mode, as strict ones: every text that is jq is enclosed.

The standard has it that such a text is evaluated, and stays what it is where that fails. Never: a
budget that is spent taken for such a failure.
"""

from __future__ import annotations

import json
from copy import deepcopy

from definitions import jq
from definitions.expression_slots import texts
from definitions.expressions import is_expression
from definitions.models import Workflow
from definitions.pointers import unescape
from definitions.values import Json, JsonObject


def is_loose(workflow: Workflow) -> bool:
    return workflow.evaluate is not None and workflow.evaluate.mode == "loose"


def enclosed(workflow: Workflow, document: JsonObject) -> JsonObject:
    """A copy in which `${ }` says what is evaluated."""
    made = deepcopy(document)
    for slot in texts(workflow, document):
        if not slot.bare and not is_expression(slot.text) and _is_jq(slot.text):
            # A comment in the text ends with its line.
            tried = f"${{ try ({slot.text}\n) catch {json.dumps(slot.text)} }}"
            _put(made, slot.pointer, tried)
    return made


def _is_jq(text: str) -> bool:
    try:
        jq.compile(text)
    except jq.JqSyntaxError:
        return False
    return True


def _put(document: JsonObject, pointer: str, text: str) -> None:
    *above, last = [unescape(step) for step in pointer.split("/")[1:]]
    value: Json = document
    for step in above:
        value = _inside(value, step)
    if isinstance(value, list):
        value[int(last)] = text
    elif isinstance(value, dict):
        value[last] = text


def _inside(value: Json, step: str) -> Json:
    if isinstance(value, list):
        return value[int(step)]
    return value[step] if isinstance(value, dict) else None
