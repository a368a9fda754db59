"""A run becomes a scenario that comes to the same end."""

from __future__ import annotations

import uuid
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from definitions.approvals import APPROVERS
from definitions.composer import compose
from definitions.program import compile_program, content_hash
from definitions.reader import read_document
from definitions.run_file import RunFileError
from tests.conformance import playing
from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import RUN, START, Slow, answers, file_of
from tests.workflows.generated import documents
from tests.workflows.machine.approving import ANN, BOB, CEM, DAY, DORA, HOUR
from workflows.files.scenario import draw
from workflows.simulator.simulation import Mocked, Simulation, SimulationError

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


ASKS = """\
  - ask:
      call: approval:1.0.0@default
      with:
        subject: A laptop
        approvers: [ann, { role: finance }]
        rule: all
        remind: { after: PT4H, most: 2 }
        escalate: [{ after: P1D, to: [eve] }]
  - last: { set: { said: '${ .decision }', when: '${ .at }', votes: '${ .votes }' } }
"""

PLAIN = "  - ask: { call: 'approval:1.0.0@default', with: { subject: x, approvers: [ann] } }\n"


class TestApprovals:
    """What people did becomes what they do; who was meant is the answer of the directory."""

    def ran(self, *acts, tasks=ASKS, seed=0):
        slow = Slow(program_of(tasks), people, seed)
        approval = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{RUN}:/do/0/ask:0"))
        for hours, kind, who, said in acts:
            data = {"approval": approval, "by": who, **said}
            slow.say(f"approval.{kind}", data, after=int(hours * HOUR))
        slow.run({})
        return slow

    @pytest.mark.parametrize("seed", range(4))
    def test_played_they_come_to_the_same_end(self, seed):
        yes = {"decision": "approve", "channel": "email"}
        slow = self.ran(
            (1, "ask", ANN, {"comment": "Why?"}),
            (2, "answer", DORA, {"comment": "So.", "question": 1}),
            (3, "decide", CEM, yes),
            (3.5, "decide", CEM, yes | {"person": "bob"}),
            (9, "reassign", ANN, {"to": CEM, "comment": "Away.", "reminders": [START + 9 * DAY]}),
            (25, "decide", {"id": "eve", "name": "Eve"}, yes),
            (26, "send-back", CEM, {"comment": "More."}),
            (27, "resubmit", DORA, {}),
            (28, "decide", ANN, yes),
            (29, "decide", BOB, yes | {"round": 2}),
            (30, "decide", BOB, yes),
            seed=seed,
        )
        assert slow.machine.state.status == "completed"
        drawn = draw(slow.file())
        assert drawn.differences == []
        decisions = drawn.scenario["decisions"]
        assert [one["do"] for one in decisions].count("decide") == 5
        assert decisions[2]["refused"] == "not-asked"
        assert decisions[0]["by"] == ANN

    def test_one_that_still_waits(self):
        drawn = draw(self.ran((1, "ask", ANN, {"comment": "Why?"}), tasks=PLAIN).file())
        assert drawn.differences == []
        assert drawn.scenario["expect"]["status"] == "waiting"

    def test_what_was_no_act_is_left_out(self):
        slow = Slow(program_of(PLAIN), people)
        slow.say("approval.decide", {"approval": "another", "by": ANN}, after=100)
        slow.say("approval.decide", 7, after=200)
        slow.run({})
        drawn = draw(slow.file())
        assert drawn.differences == []
        assert "decisions" not in drawn.scenario


def people(wanted):
    """The directory: Bob is Finance."""
    whom = wanted.arguments
    assert wanted.function == APPROVERS
    known = {"ann": ANN, "eve": {"id": "eve", "name": "Eve"}}
    found = [BOB if isinstance(one, dict) else known[one] for one in whom["approvers"]]
    reminders = [whom["at"] + after + 1234 for after in whom["remind"]]
    people = [{**one, "reminders": reminders} for one in found]
    return Mocked({"people": people, "requester": DORA, "nobody": []}, None, 300)
