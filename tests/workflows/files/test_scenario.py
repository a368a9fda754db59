"""A run becomes a scenario that comes to the same end."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from definitions.composer import compose
from definitions.program import compile_program, content_hash
from definitions.reader import read_document
from definitions.run_file import RunFileError
from tests.conformance import playing
from tests.workflows.files.recorded import Slow, answers, file_of
from tests.workflows.generated import documents
from workflows.files.scenario import draw
from workflows.simulator.simulation import Simulation, SimulationError

OPEN = Path(__file__).parents[2] / "conformance" / "cases" / "open"
CASES = {path.stem: compose(path.read_text()).value for path in sorted(OPEN.glob("*.yaml"))}


class TestDraw:
    @hypothesis.given(documents(), st.integers(0, 1000))
    @hypothesis.settings(max_examples=150)
    def test_every_run_comes_to_the_same_end(self, document, seed):
        workflow = read_document(document).workflow
        program = compile_program(workflow, document, content_hash(document))
        slow = Slow(program, answers(seed), seed)
        slow.run([])
        assert draw(slow.file()).differences == []

    @pytest.mark.parametrize(
        "name", [name for name, case in CASES.items() if playing.playable(case)]
    )
    def test_every_case_of_the_standard_comes_to_the_same_end(self, name):
        case = CASES[name]
        routes = playing.Routes(case.get("http") or [])
        program, why = playing.program_of(case, routes)
        if program is None:
            pytest.skip(f"It can't run yet: {why}.")
        simulation = Simulation(program, routes.answer, playing.STARTS_AT)
        try:
            playing.drive(simulation, case, routes, [])
            drawn = draw(file_of(simulation.machine, simulation.facts, simulation.trace))
        except (SimulationError, RunFileError) as error:
            pytest.skip(str(error))
        assert drawn.differences == []
