"""How a simulation is shown, without HTTP."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.simulations.service import LINES, simulate
from definitions.functions.catalogue import shipped
from tests.api.conftest import HELLO
from workflows.simulator.scenarios import Scenario

LOOP = "for: { in: '[range(150)]' }, do: [ b: { set: { x: 1 } } ]"


def shown(document: str, **scenarios: Scenario):
    return simulate(document, scenarios, shipped())


class TestSimulate:
    def test_traces_share_the_lines(self):
        document = HELLO.partition("  - greet")[0] + f"  - a: {{ {LOOP} }}\n"
        few = shown(document, one=Scenario())["scenarios"][0]["trace"]
        many = shown(document, **{f"n{n}": Scenario() for n in range(50)})["scenarios"]
        assert len(few) == 304
        assert {len(one["trace"]) for one in many} == {LINES // 50}

    def test_long_errors_are_clipped(self):
        raised = "{ type: 'urn:x', status: 500, detail: '${ \"x\" * 100000 }' }"
        document = HELLO.partition("  - greet")[0] + f"  - a: {{ raise: {{ error: {raised} }} }}\n"
        (outcome,) = shown(document, one=Scenario())["scenarios"]
        assert outcome["status"] == "faulted"
        assert len(str(outcome)) < 20_000

    def test_a_definition_with_errors(self):
        with pytest.raises(ApiError) as refused:
            shown(HELLO.replace("set:", "sett:"), one=Scenario())
        assert refused.value.status_code == 422
