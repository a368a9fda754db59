"""The ready-made processes: each does what its scenarios say, and they go all of its ways."""

from __future__ import annotations

from pathlib import Path

import pytest

import definitions
from definitions import compile_program, content_hash, read
from definitions.composer import compose
from definitions.schemas import Schema
from workflows.simulator.coverage import Visits, branches, tasks
from workflows.simulator.scenarios import play, read_scenarios

HOME = Path(definitions.__file__).with_name("ready")
READY = {path.stem: path for path in sorted(HOME.glob("*.yaml")) if ".scenarios" not in path.stem}


def program_of(path: Path):
    reading = read(path.read_bytes())
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def scenarios_of(path: Path):
    return read_scenarios(path.with_name(f"{path.stem}.scenarios.yaml").read_text())


class TestReady:
    def test_there_are_some_and_each_has_scenarios(self):
        beside = {path.name.partition(".")[0] for path in HOME.glob("*.scenarios.yaml")}
        assert beside == set(READY) >= {"purchase", "leave", "expense", "review", "onboarding"}

    @pytest.mark.parametrize("name", READY)
    def test_scenarios_hold_and_reach_everything(self, name):
        program, been = program_of(READY[name]), Visits()
        for called, scenario in scenarios_of(READY[name]).items():
            verdict = play(program, scenario)
            assert verdict.faults == [], called
            been.add(verdict.visits)
        missed = [*been.share(tasks(program)).missed, *been.share(branches(program)).missed]
        assert missed == []

    @pytest.mark.parametrize("name", READY)
    def test_their_start_forms_take_what_scenarios_give(self, name):
        document = compose(READY[name].read_text()).value
        about, shape = document["document"], document["input"]["schema"]["document"]
        assert about["title"]
        assert about["summary"]
        schema = Schema(shape, "json:2020-12")
        for called, scenario in scenarios_of(READY[name]).items():
            assert schema.faults(scenario.input) == [], called
        assert schema.faults({}) != []
        untitled = [key for key, field in shape["properties"].items() if not field.get("title")]
        assert untitled == []
