"""Each fact of a run with what came of it; a masked one by its trace."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from definitions.run_file import RunFileError
from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import Slow
from workflows.files import masking
from workflows.files.stepping import steps
from workflows.machine.rebuilding import rebuild
from workflows.simulator.simulation import Mocked

TASKS = """\
  - a: { call: http, with: { method: post, endpoint: https://x.example }, export: { as: . } }
  - b: { wait: { seconds: 1 } }
  - c: { set: { n: 1 } }
"""


@pytest.fixture
def file():
    slow = Slow(program_of(TASKS), lambda _: Mocked(7))
    slow.run("Ada")
    return slow.file()


class TestSteps:
    def test_each_fact(self, file):
        made = steps(file)
        assert [(one.number, one.fact.kind, one.status) for one in made] == [
            (1, "run.started", "running"),
            (2, "call.finished", "waiting"),
            (3, "timer.fired", "completed"),
        ]
        assert [type(one.wanted[0]).__name__ for one in made[:2]] == ["WantCall", "WantTimer"]
        assert [one.changed for one in made] == [{}, {"context": 7}, {"output": {"n": 1}}]

    def test_all_of_the_trace(self, file):
        assert [row for one in steps(file) for row in one.trace] == file.trace

    def test_each_is_what_the_facts_until_there_make(self, file):
        program = program_of(TASKS)
        for one in steps(file):
            machine = rebuild(program, file.facts[: one.number])
            assert machine.state.status == one.status

    def test_masked_by_its_trace(self, file):
        plain = steps(file)
        file.values = "masked"
        file.facts = [masking.fact(one) for one in file.facts]
        file.trace = [masking.trace(one) for one in file.trace]
        made = steps(file)
        assert [one.status for one in made] == [one.status for one in plain]
        assert [len(one.trace) for one in made] == [len(one.trace) for one in plain]

    def test_a_process_in_python(self, file):
        file.text, file.facts = None, []
        made = steps(file)
        assert [one.fact for one in made] == [None] * len(file.trace)
        assert made[-1].status == "completed"

    def test_of_nothing(self, file):
        file.facts, file.trace = [], []
        assert steps(file) == []

    @pytest.mark.parametrize(
        "harm",
        [
            lambda file: setattr(file, "run", replace(file.run, hash="0" * 64)),
            lambda file: file.facts[1].body.pop("steps"),
            lambda file: file.facts[1].body.pop("effect"),
            lambda file: setattr(file.facts[1], "kind", "later.kind"),
        ],
        ids=["hash", "steps", "effect", "kind"],
    )
    def test_what_does_not_fit(self, file, harm):
        harm(file)
        with pytest.raises(RunFileError):
            steps(file)
