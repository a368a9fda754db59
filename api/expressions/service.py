"""Tries expressions on data, and tells the words of their language.

Never: a value that nobody has sent, or more steps than a run would take.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache

from definitions import jq
from definitions.diagnostics import CATALOGUE
from definitions.expressions import inner, is_expression
from definitions.jq import words as language
from definitions.jq.outside import CLOCK, ENVIRONMENT
from definitions.runtime_variables import VARIABLES
from definitions.values import Json, JsonObject, encode
from workflows.machine.trace import clip

MOST_RESULTS = 100
SHOWN_BYTES = 64 * 1024
"""Of all results together; what goes beyond is clipped."""


def evaluate(expression: str, data: Json, variables: Mapping[str, Json]) -> JsonObject:
    """Takes its time: to be called beside the event loop."""
    source = inner(expression) if is_expression(expression) else expression
    seen = {**variables, CLOCK: time.time()}
    try:
        compiled = jq.compile(source, (*seen, ENVIRONMENT))
    except jq.JqSyntaxError as fault:
        offset = expression.find(source) + fault.position
        remedy = CATALOGUE["expression-syntax"].remedy
        return _failed("syntax", fault.message, remedy, min(offset, len(expression)))
    except RecursionError:
        said = "The expression is nested too deeply."
        return _failed("limit", said, "Write it in smaller parts.", None)
    try:
        results = compiled.evaluate(data, seen, jq.Budget())
    except jq.JqBudgetError as error:
        return _failed("limit", str(error), "Split the work over several tasks.", None)
    except jq.JqError as error:
        remedy = "Try it on other data, or say what counts where this is missing, as in `.a? // 0`."
        return _failed("data", str(error)[:SHOWN_BYTES], remedy, None)
    return {
        "results": _shown(results[:MOST_RESULTS]),
        "more": len(results) > MOST_RESULTS,
        "fault": None,
    }


def _shown(results: list[Json]) -> list[Json]:
    """So much together is told in full, the rest how it begins."""
    left, shown = SHOWN_BYTES, list[Json]()
    for one in results:
        size = len(encode(one))
        left -= size
        shown.append(one if left >= 0 else clip(one))
    return shown


def _failed(kind: str, message: str, remedy: str, offset: int | None) -> JsonObject:
    fault: JsonObject = {"kind": kind, "message": message, "remedy": remedy, "offset": offset}
    return {"results": [], "more": False, "fault": fault}


@cache
def words() -> JsonObject:
    functions: list[Json] = [
        {
            "name": one.name,
            "arity": one.arity,
            "signature": one.signature,
            "category": one.category,
            "summary": one.summary,
            "example": one.example,
            "result": one.result,
        }
        for one in language.words()
    ]
    return {
        "functions": functions,
        "keywords": [*language.keywords()],
        "formats": [*language.formats()],
        "variables": [
            {"name": f"${name}", "summary": summary} for name, summary in VARIABLES.items()
        ],
    }
