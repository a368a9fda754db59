"""States and facts as every release has written them: each is read, and carried to its end.

A sample is made once, by the release that had its format, and is never made again.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from definitions import compile_program, content_hash, read
from definitions.contracts import FactRow
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import FORMAT, State

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "states").glob("*.json"))
SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0' }
input: { from: '${ { n: .given } }' }
do:
  - first: { set: { n: '${ .n + 1 }' }, export: { as: '${ { before: .n } }' } }
  - pause: { wait: { seconds: 5 } }
  - end: { set: { n: '${ .n }', before: '${ $context.before }' } }
"""
"""Of every sample: it waits in `pause`."""


def program():
    reading = read(SOURCE)
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def ends(machine: Machine) -> None:
    (effect,) = machine.state.effects
    machine.feed(facts.TimerFired(machine.now + 5_000, effect))
    while machine.advance():
        pass
    assert machine.state.status == "completed"
    assert machine.state.output == {"n": 2, "before": 2}


class TestSamples:
    def test_of_every_format_there_is_one(self):
        formats = [json.loads(path.read_text())["state"]["format"] for path in SAMPLES]
        assert formats == list(range(1, FORMAT + 1))

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_a_state_is_carried_to_its_end(self, path):
        kept = json.loads(path.read_text())["state"]
        ends(Machine(program(), State.from_json(kept)))

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_facts_are_rebuilt_and_carried_to_their_end(self, path):
        kept = json.loads(path.read_text())["facts"]
        ends(rebuild(program(), msgspec.convert(kept, list[FactRow])))


class TestOtherFormats:
    @pytest.mark.parametrize("said", [0, FORMAT + 1, None, "3", "☃"])
    def test_are_refused_in_words(self, said):
        with pytest.raises(ValueError, match="format"):
            State.from_json({**State().to_json(), "format": said})
