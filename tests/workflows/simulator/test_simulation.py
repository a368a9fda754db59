"""The simulator: a clock that nobody waits for, mocks, messages, and runs that never end."""

from __future__ import annotations

import pytest

from definitions.errors import communication
from tests.workflows.conftest import program_of
from workflows.simulator.simulation import (
    Bounds,
    Mocked,
    Simulation,
    SimulationError,
    UnmockedError,
)

WAITS = "  - a: { wait: { days: 300 } }\n  - b: { set: { done: '${ .n }' } }\n"
CALLS = "  - a: { call: http, with: { method: get, endpoint: 'https://x.example/{n}' } }\n"


def nothing(_wanted) -> None:
    return None


class TestSimulation:
    def test_waits_pass_at_once(self):
        simulation = Simulation(program_of(WAITS), nothing, starts_at=1_000)
        assert simulation.run({"n": 1}).output == {"done": 1}
        assert simulation.now == 1_000 + 300 * 86_400_000

    def test_a_mock_answers_after_its_time(self):
        simulation = Simulation(program_of(CALLS), lambda _: Mocked({"ok": True}, after_ms=250))
        state = simulation.run({"n": 5})
        assert (state.status, state.output, simulation.now) == ("completed", {"ok": True}, 250)

    def test_a_mock_may_fail(self):
        failing = Mocked(problem=communication("Down.", 503))
        state = Simulation(program_of(CALLS), lambda _: failing).run({"n": 5})
        assert state.error is not None
        assert (state.status, state.error.status) == ("faulted", 503)

    def test_what_is_not_mocked_is_named(self):
        with pytest.raises(SimulationError, match="http by /do/0/a"):
            Simulation(program_of(CALLS), nothing).run({"n": 5})

    def test_a_message_comes_at_its_time(self):
        simulation = Simulation(program_of(WAITS), nothing)
        simulation.say("run.cancel", at=5_000)
        assert simulation.run(None).status == "cancelled"
        assert simulation.now == 5_000

    def test_suspended_and_resumed(self):
        simulation = Simulation(program_of(WAITS), nothing)
        simulation.say("run.resume", at=9_000)
        simulation.say("run.suspend", at=5_000)
        assert simulation.run({"n": 2}).output == {"done": 2}

    def test_suspended_for_ever_it_stands_still(self):
        simulation = Simulation(program_of(WAITS), nothing)
        simulation.say("run.suspend", at=5_000)
        assert simulation.run(None).status == "suspended"
        assert not simulation.step()

    def test_a_run_without_end_is_given_up(self):
        text = "  - a: { wait: PT1S, then: a }\n"
        with pytest.raises(SimulationError, match="for ever"):
            Simulation(program_of(text), nothing, bounds=Bounds(facts=50)).run(None)

    def test_a_run_without_end_that_waits_for_nothing(self):
        endless = program_of("  - a: { set: { n: 1 }, then: a }\n")
        simulation = Simulation(endless, nothing, bounds=Bounds(steps=5_000, trace=150))
        with pytest.raises(SimulationError, match="5000 steps"):
            simulation.run(None)
        assert len(simulation.trace) == 150

    def test_who_has_no_time_says_so(self):
        endless = program_of("  - a: { set: { n: 1 }, then: a }\n")
        with pytest.raises(SimulationError, match="no time"):
            Simulation(endless, nothing, bounds=Bounds(over=lambda: True)).run(None)


RUNS = "  - a: { run: { workflow: { namespace: n, name: other, version: 1.0.0, input: 1 } } }\n"
CHILD_DOWN = Mocked(problem=communication("Down.", 503), after_ms=60_000)


class TestProcessesOfProcesses:
    def test_the_mock_is_its_end(self):
        simulation = Simulation(program_of(RUNS), lambda _: Mocked({"made": 1}, after_ms=60_000))
        assert simulation.run(None).output == {"made": 1}
        assert simulation.now == 60_000
        assert "run.waiting" in [row.kind for row in simulation.trace]

    def test_it_may_fault(self):
        state = Simulation(program_of(RUNS), lambda _: CHILD_DOWN).run(None)
        assert state.error is not None
        assert (state.status, state.error.status, state.error.instance) == (
            "faulted",
            503,
            "/do/0/a",
        )

    def test_one_that_is_too_slow(self):
        text = RUNS.replace("{ run:", "{ timeout: { after: PT1S }, run:")
        state = Simulation(program_of(text), lambda _: CHILD_DOWN).run(None)
        assert state.error is not None
        assert state.error.status == 408

    def test_not_awaited(self):
        text = RUNS.replace("{ run: {", "{ run: { await: false,")
        simulation = Simulation(program_of(text), lambda _: Mocked("other", after_ms=250))
        assert (simulation.run({"n": 1}).output, simulation.now) == ({"n": 1}, 250)
        failing = Simulation(program_of(text), lambda _: CHILD_DOWN)
        assert failing.run(None).status == "faulted"

    def test_unmocked(self):
        with pytest.raises(UnmockedError, match="n/other by /do/0/a"):
            Simulation(program_of(RUNS), nothing).run(None)


class TestPublishing:
    def test_events_without_end(self):
        text = "  - a: { emit: { event: { with: { type: a, source: /x } } }, then: a }\n"
        with pytest.raises(SimulationError, match="20 events"):
            Simulation(program_of(text), nothing, bounds=Bounds(events=20)).run(None)

    def test_every_listener_that_is_open_hears_it(self):
        hears = "{ listen: { to: { one: { with: { type: a } } } } }"
        text = f"  - both: {{ fork: {{ branches: [ b: {hears}, c: {hears} ] }} }}\n"
        simulation = Simulation(program_of(text), nothing)
        event = {"specversion": "1.0", "id": "1", "source": "/x", "type": "a", "data": 1}
        simulation.publish(event, at=5)
        assert simulation.run(None).output == [[1], [1]]

    def test_while_suspended_it_waits(self):
        text = "  - b: { listen: { to: { one: { with: { type: a } } } } }\n"
        simulation = Simulation(program_of(text), nothing)
        simulation.say("run.suspend", at=1)
        event = {"specversion": "1.0", "id": "1", "source": "/x", "type": "a", "data": 1}
        simulation.publish(event, at=5)
        simulation.say("run.resume", at=9)
        assert (simulation.run(None).output, simulation.now) == ([1], 9)
