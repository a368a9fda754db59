"""What a run says of itself, from traces that the machine itself has made."""

from __future__ import annotations

import pytest

from api.runs.explanation import explain, stuck
from definitions import compile_program, content_hash, read
from definitions.contracts import TraceRow
from definitions.errors import HOME, Problem
from definitions.values import Json, JsonObject
from workflows.machine.commands import SUSPEND
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation

HEAD = "document: { dsl: '1.0.3', namespace: tests, name: told, version: '1.0.0' }\ndo:\n"
ASK = "call: http, with: { method: get, endpoint: https://a.example/x }"
GONE = Problem(HOME + "communication", 503, title="Gone", detail="Nobody is there.")
CREATED = "2026-01-01T00:00:00Z"


def simulated(tasks: str, *ends: Mocked) -> Simulation:
    reading = read(HEAD + tasks)
    assert reading.workflow is not None, reading.diagnostics
    answers = iter(ends)

    def mock(_wanted: WantCall) -> Mocked | None:
        return next(answers)

    assert reading.document is not None
    program = compile_program(reading.workflow, reading.document, content_hash(reading.document))
    return Simulation(program, mock)


def told(simulation: Simulation, steps: int = 0, given: Json = None) -> list[JsonObject]:
    simulation.start(given)
    for _ in range(steps):
        simulation.step()
    state = simulation.state
    return explain(state.status, CREATED, state.error, simulation.trace)


class TestOpen:
    def test_before_its_beginning(self):
        (said,) = explain("pending", CREATED, None, [])
        assert said["code"] == "pending"
        assert (
            said["sentence"]
            == f"It was accepted at {CREATED} and begins as soon as a worker is free."
        )

    def test_a_wait_says_until_when(self):
        (said,) = told(simulated("  - nap: { wait: { hours: 1 } }\n"))
        assert said["sentence"] == "'nap' waits until 1970-01-01T01:00:00.000Z."
        assert (said["code"], said["task"]) == ("waits-until", "/do/0/nap")

    def test_who_is_asked(self):
        waiting = {"approval": "a1", "asked": ["Ann", "Bob"]}
        rows = [
            TraceRow(1, "/do/0/ask", "/do/0/ask:0", "task.started", 0, {"type": "call"}),
            TraceRow(2, "/do/0/ask", "/do/0/ask:0", "task.waiting", 0, waiting),
        ]
        (said,) = explain("waiting", CREATED, None, rows)
        assert (said["code"], said["approval"], said["asked"]) == ("asks", "a1", ["Ann", "Bob"])
        since = "1970-01-01T00:00:00.000Z"
        assert said["sentence"] == f"'ask' waits for an answer of Ann and Bob since {since}."

    def test_a_call_says_since_when(self):
        (said,) = told(simulated(f"  - ask: {{ {ASK} }}\n", Mocked(after_ms=10)))
        assert said["sentence"] == "'ask' waits for an answer since 1970-01-01T00:00:00.000Z."

    def test_only_the_innermost_of_each_branch(self):
        said = told(
            simulated(
                "  - both:\n      fork:\n        branches:\n"
                "          - a: { do: [{ inner: { wait: PT1S } }] }\n"
                "          - b: { wait: PT2S }\n"
            )
        )
        assert sorted(str(one["task"]).rpartition("/")[2] for one in said) == ["b", "inner"]

    def test_a_retry_says_when_which_and_why(self):
        again = f"try: [{{ ask: {{ {ASK} }} }}], catch: {{ retry: {{ delay: PT5S }} }}"
        simulation = simulated(f"  - careful: {{ {again} }}\n", Mocked(problem=GONE))
        (said,) = told(simulation, 1)
        assert said["code"] == "retries"
        assert "tries again at 1970-01-01T00:00:05.000Z, for the 1st time: Nobody is there." in str(
            said["sentence"]
        )

    def test_a_suspended_one_says_since_when_and_why(self):
        simulation = simulated("  - nap: { wait: { hours: 1 } }\n")
        simulation.say(SUSPEND, {"reason": "an audit"}, at=1000)
        said = told(simulation, 1)
        assert [one["code"] for one in said] == ["suspended", "waits-until"]
        assert "since 1970-01-01T00:00:01.000Z, because: an audit." in str(said[0]["sentence"])

    def test_a_trace_that_has_not_come_yet(self):
        (said,) = explain("running", CREATED, None, [])
        assert said["code"] == "works"

    def test_events_by_type(self):
        row = TraceRow(1, "/do/0/l", "/do/0/l:0", "task.waiting", 0, {"types": ["a.b", "c"]})
        (said,) = explain("waiting", CREATED, None, [row])
        assert said["sentence"] == "'l' waits for an event of a.b or c."

    def test_another_run(self):
        row = TraceRow(1, "/do/0/l", "/do/0/l:0", "task.waiting", 0, {"run": "0199"})
        (said,) = explain("waiting", CREATED, None, [row])
        assert said["sentence"] == "'l' waits for the run 0199."

    def test_a_call_that_may_have_happened(self):
        error: JsonObject = {"type": "x/outcome-unknown", "status": 500}
        row = TraceRow(1, "/do/0/pay", "/do/0/pay:2", "task.unsettled", 0, {"error": error})
        (said,) = explain("waiting", CREATED, None, [row])
        assert (said["code"], said["visit"]) == ("unsettled", "/do/0/pay:2")
        assert "nobody knows whether it happened" in str(said["sentence"])
        assert "say here whether it happened" in str(said["remedy"])


class TestStuck:
    def test_says_since_when_and_what_to_do(self):
        said = stuck(CREATED)
        assert said["since"] == CREATED
        assert CREATED in str(said["sentence"])
        assert "cancel" in str(said["remedy"])


class TestEnded:
    @pytest.mark.parametrize("status", ["completed", "cancelled"])
    def test_without_a_fault(self, status: str):
        (said,) = explain(status, CREATED, None, [])
        assert said["code"] == status

    def test_a_cancelled_run_says_why(self):
        line = TraceRow(1, "", "", "run.cancelled", 0, {"reason": "Too late."})
        (said,) = explain("cancelled", CREATED, None, [line])
        assert said["sentence"] == "It has been cancelled, because: Too late."
        assert said["reason"] == "Too late."

    def test_a_fault_says_task_input_attempt_answer_and_remedy(self):
        twice = "retry: { limit: { attempt: { count: 2 } } }"
        again = f"try: [{{ ask: {{ {ASK} }} }}], catch: {{ {twice} }}"
        simulation = simulated(
            f"  - careful: {{ {again} }}\n", *[Mocked(problem=GONE) for _ in range(3)]
        )
        (said,) = told(simulation, 5, {"order": 7})
        assert said["code"] == "faulted"
        assert said["sentence"] == "'ask' faulted in its 3rd attempt: Nobody is there."
        assert (said["attempt"], said["input"]) == (3, {"order": 7})
        assert said["remedy"] == "See whether the other system is up, then start again."

    def test_a_refusal_is_not_told_to_try_again(self):
        refused = Problem(HOME + "communication", 404, detail="No such order.")
        (said,) = told(simulated(f"  - ask: {{ {ASK} }}\n", Mocked(problem=refused)), 1)
        assert said["remedy"] == (
            "Read what it said, correct the request or the input, and start again."
        )

    def test_a_fault_before_any_task(self):
        (said,) = explain("faulted", CREATED, Problem("x/y", 400, "/", detail="No."), [])
        assert said["sentence"] == "It faulted: No."
        assert said["remedy"] == "The process itself ended so. Its words say why."
