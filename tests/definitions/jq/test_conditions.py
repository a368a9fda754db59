"""What the designer says of conditions is what the language makes of them.

The designer's own test reads the same file. Never: a reading of its own; only an evaluation.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest

from definitions import jq
from definitions.expressions import inner, is_expression
from definitions.jq import Budget
from definitions.values import Json


class Told(TypedDict):
    """A condition, and data for which it holds and fails."""

    expression: str
    holds: list[Json]
    fails: list[Json]
    variables: NotRequired[dict[str, Json]]


class Conditions(TypedDict):
    """The file."""

    read: list[Told]
    alike: list[tuple[str, str]]


CONDITIONS = cast(
    "Conditions",
    json.loads(
        (Path(__file__).parents[3] / "designer/src/model/jq/conditions.json").read_text("utf-8")
    ),
)
READ = CONDITIONS["read"]


def holds(expression: str, data: Json, variables: dict[str, Json]) -> bool:
    code = inner(expression) if is_expression(expression) else expression
    results = jq.compile(code).evaluate(data, variables, Budget())
    return bool(results) and results[0] is not None and results[0] is not False


@pytest.mark.parametrize("told", READ, ids=[one["expression"] for one in READ])
def test_a_condition_means_what_its_words_say(told: Told):
    expression, variables = told["expression"], told.get("variables", {})
    assert all(holds(expression, data, variables) for data in told["holds"])
    assert not any(holds(expression, data, variables) for data in told["fails"])


@pytest.mark.parametrize(("one", "other"), CONDITIONS["alike"])
def test_what_is_read_as_the_same_means_the_same(one: str, other: str):
    for told in READ:
        for data in (*told["holds"], *told["fails"]):
            try:
                expected = holds(other, data, {})
            except jq.JqError as error:
                with pytest.raises(type(error)):
                    holds(one, data, {})
            else:
                assert holds(one, data, {}) == expected
