"""Facts that came late or together are moved, and stay in their order."""

from __future__ import annotations

from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import START, Slow
from workflows.files.twin import Twin
from workflows.simulator.simulation import Mocked

TASKS = """\
  - a: { call: http, with: { method: post, endpoint: https://x.example } }
  - b: { wait: { seconds: 1 } }
  - c: { run: { workflow: { namespace: n, name: b, version: 1.0.0 } } }
"""


class TestTwin:
    def test_timers_fire_at_their_moment(self):
        program = program_of(TASKS)
        slow = Slow(program, lambda _: Mocked(7, after_ms=500), seed=3)
        slow.run()
        twin = Twin.of(program, slow.rows, moved=True)
        answered, started = twin.calls.values()
        assert started.at == answered.ended_at + 1000
        assert slow.machine.now > twin.machine.now

    def test_as_they_were(self):
        program = program_of(TASKS)
        slow = Slow(program, lambda _: Mocked(7, after_ms=500), seed=3)
        slow.run()
        twin = Twin.of(program, slow.rows, moved=False)
        assert twin.machine.now == slow.machine.now
        assert next(iter(twin.calls.values())).at == START

    def test_the_end_of_a_child_is_the_answer(self):
        program = program_of(TASKS)
        slow = Slow(program, lambda wanted: Mocked({"of": wanted.function}))
        slow.run()
        twin = Twin.of(program, slow.rows, moved=True)
        assert [made.output for made in twin.calls.values()] == [
            {"of": "http.call"},
            {"of": "run.start"},
        ]
