"""Runs compared beside the event loop: what can't be, and where it stops."""

from __future__ import annotations

from api.rehearsals import comparing
from api.rehearsals.comparing import Comparing, Kept
from definitions import content_hash, read
from definitions.contracts import FactRow
from definitions.program import program_of
from definitions.values import encode
from tests.api.rehearsals.conftest import ONE
from workflows.simulator.simulation import Mocked, Simulation

DOCUMENT = read(ONE).document
BYTES, HASH = encode(DOCUMENT), content_hash(DOCUMENT)
PROGRAM = program_of(BYTES, HASH)


def kept(run: str = "r", **more) -> Kept:
    simulation = Simulation(PROGRAM, lambda _: Mocked({"n": 1}))
    simulation.run(None)
    return Kept(run, more.get("digest", HASH), BYTES, more.get("facts", simulation.facts))


class TestComparing:
    def test_ends_are_tallied(self):
        work = Comparing(PROGRAM)
        work.compare([kept("a"), kept("b")])
        assert (work.tally.compared, work.tally.alike) == (2, 2)

    def test_a_document_that_is_another(self):
        work = Comparing(PROGRAM)
        work.compare([kept(digest="0" * 64), kept()])
        assert (work.unreadable, work.tally.compared) == (1, 1)

    def test_facts_that_lead_nowhere(self):
        work = Comparing(PROGRAM)
        begun = FactRow(1, "run.started", 0, {"run": "r", "input": None, "steps": 0})
        work.compare([kept(facts=[]), kept(facts=[begun])])
        assert (work.unreadable, work.unfinished, work.tally.compared) == (1, 1, 0)

    def test_the_steps_of_all_runs_are_counted(self, monkeypatch):
        monkeypatch.setattr(comparing, "ALL_STEPS", 1)
        work = Comparing(PROGRAM)
        work.compare([kept("a"), kept("b")])
        assert (work.tally.compared, work.over) == (1, True)

    def test_when_the_time_is_over_no_more_are_compared(self, monkeypatch):
        monkeypatch.setattr(comparing, "SECONDS", -1.0)
        work = Comparing(PROGRAM)
        assert work.over
        work.compare([kept()])
        assert work.tally.compared == 0
