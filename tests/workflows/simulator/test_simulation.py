"""The simulator: a clock that nobody waits for, mocks, messages, and runs that never end."""

from __future__ import annotations

import pytest

from definitions.errors import communication
from tests.workflows.conftest import program_of
from workflows.simulator.simulation import Mocked, Simulation, SimulationError

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
        with pytest.raises(SimulationError, match=r"http\.call by /do/0/a"):
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
            Simulation(program_of(text), nothing).run(None, most_facts=50)
