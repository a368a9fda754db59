"""How a simulation is shown, without HTTP."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.simulations.service import LINES, Subject, simulate
from definitions import read
from definitions.functions.catalogue import shipped
from definitions.values import encode
from tests.api.conftest import HELLO
from workflows.simulator.scenarios import Scenario

LOOP = "for: { in: '[range(150)]' }, do: [ b: { set: { x: 1 } } ]"


def shown(document: str, **scenarios: Scenario):
    return simulate(Subject(document), scenarios, shipped())


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

    def test_what_lies_elsewhere_is_not_read(self):
        document = HELLO + "  - far: { call: 'https://x.example/function.yaml' }\n"
        with pytest.raises(ApiError) as refused:
            shown(document, one=Scenario())
        (fault,) = refused.value.more["errors"]
        assert (fault["code"], fault["pointer"]) == ("external", "/do/1/far/call")
        assert "Publish" in fault["remedy"]

    def test_what_publishing_has_put_into_it_is_tried(self):
        document = HELLO + "  - far: { call: 'https://x.example/function.yaml' }\n"
        whole = read(HELLO.replace("Hello", "Goodbye")).document
        outcomes = simulate(Subject(document, encode(whole)), {"one": Scenario()}, shipped())
        assert outcomes["coverage"]["tasks"]["count"] == 1

    def test_who_was_asked_and_what_came_of_it(self):
        call = "call: 'approval:1.0.0@default', with: { subject: x, approvers: [{ manager: 1 }] }"
        document = HELLO.partition("  - greet")[0] + f"  - ask: {{ {call} }}\n"
        given = {
            "people": {"manager 1": "Ann"},
            "decisions": [{"by": "Ann", "decision": "approve"}],
        }
        scenario = Scenario.model_validate(given)
        (outcome,) = shown(document, one=scenario)["scenarios"]
        assert outcome["faults"] == []
        (asked,) = outcome["approvals"]
        assert (asked["subject"], asked["by"], asked["decision"]) == ("x", "Ann", "approve")
