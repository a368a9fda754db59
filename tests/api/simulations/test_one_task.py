"""The documents in which the designer tries one step alone are played as it expects.

Its own tests read the same file. Never: a document of this test's own making.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, cast

import pytest

from api.simulations import service
from definitions.functions.catalogue import shipped
from definitions.values import Json, JsonObject
from workflows.simulator.scenarios import Scenario


class Step(TypedDict):
    """A task of some document, and the document in which it stands alone."""

    name: str
    made: JsonObject
    gives: JsonObject


STEPS = cast(
    "list[Step]",
    json.loads((Path(__file__).parents[3] / "designer/src/model/jq/steps.json").read_text("utf-8")),
)


def last(trace: list[JsonObject], kind: str, task: str) -> Json:
    lines = [line for line in trace if line["kind"] == kind and line["task"] == task]
    return cast("JsonObject", lines[-1]["body"]).get("output") if lines else None


@pytest.mark.parametrize("step", STEPS, ids=[step["name"] for step in STEPS])
def test_a_step_alone(step: Step):
    made, gives = step["made"], step["gives"]
    task = cast("str", made["task"])
    given = {"input": made["input"], "calls": {task: {"output": {"ok": True}}}}
    document = cast("JsonObject", made["document"])
    played = service.simulate(
        service.Subject(document), {"step": Scenario.model_validate(given)}, shipped()
    )
    [outcome] = cast("list[JsonObject]", played["scenarios"])
    trace = cast("list[JsonObject]", outcome["trace"])
    kinds = [line["kind"] for line in trace if line["task"] == task]
    ends = {"done": "task.completed", "skipped": "task.skipped", "failed": "task.faulted"}
    assert ends[cast("str", gives["kind"])] in kinds
    assert last(trace, "task.completed", task) == gives.get("output")
    if "arguments" in gives:
        sent = last(trace, "task.completed", cast("str", made["arguments"]))
        assert sent == gives["arguments"]
    begun = [cast("str", line["task"]) for line in trace if line["kind"] == "task.started"]
    if "way" in gives:
        assert begun[-1].endswith(f"/{gives['way']}")
