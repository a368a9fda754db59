"""What is open, played step by step: it stops at people and events, and says what they see."""

from __future__ import annotations

from definitions.values import JsonObject
from tests.workflows.conftest import program_of
from workflows.simulator.scenarios import Scenario, Verdict, play

ASK = """  - ask:
      call: 'approval:1.0.0@default'
      with:
        subject: A laptop
        body: For *Ada*
        form: { type: object, properties: { cost: { type: number } } }
        values: { cost: 900 }
        approvers: [{ role: finance }]
        remind: { after: P1D, most: 2 }
        due: P5D
"""
LISTEN = (
    "  - hear: { listen: { to: { one: { with: { type: paid } } } }, timeout: { after: P2D } }\n"
)
DAY = 86_400_000


def played(tasks: str, pause: int | None = 0, **scenario: object) -> Verdict:
    return play(program_of(tasks), Scenario.model_validate(scenario), None, pause)


def opened(verdict: Verdict) -> JsonObject:
    found = verdict.approvals[-1].open
    assert found is not None
    return found


class TestUnresolved:
    def test_everybody_who_has_to_be_named_at_once(self):
        tasks = ASK.replace("[{ role: finance }]", "[{ role: finance }, { manager: 1 }, ann]")
        verdict = played(tasks)
        assert verdict.unresolved is not None
        assert verdict.unresolved.task == "/do/0/ask"
        assert verdict.unresolved.approvers == ["role finance", "manager 1"]
        assert "people: { role finance: [a name] }" in verdict.faults[0]

    def test_not_when_they_are_named(self):
        verdict = played(ASK, people={"role finance": ["Ann"]})
        assert verdict.unresolved is None
        assert verdict.faults == []


class TestPeople:
    def test_it_stops_where_they_are_asked(self):
        verdict = played(ASK, people={"role finance": ["Ann", "Ben"]})
        assert (verdict.status, verdict.paused, verdict.passed) == ("waiting", True, False)
        assert (verdict.took_ms, verdict.next_ms) == (0, DAY)
        found = opened(verdict)
        assert [one["name"] for one in found["waitsFor"]] == ["Ann", "Ben"]
        assert (found["sinceMs"], found["dueMs"], found["remindsMs"]) == (0, 5 * DAY, DAY)
        assert [one["name"] for one in found["decisions"]] == ["approve", "reject"]
        assert found["decisions"][1]["comment"] == "required"
        assert found["values"] == {"cost": 900}
        assert found["form"]["properties"] == {"cost": {"type": "number"}}
        assert found["body"] == "For *Ada*"

    def test_time_passes_as_far_as_it_may(self):
        people = {"role finance": ["Ann"]}
        verdict = played(ASK, DAY, people=people)
        assert (verdict.took_ms, verdict.next_ms) == (DAY, 2 * DAY)
        assert verdict.approvals[0].reminded == 1
        assert opened(verdict)["remindsMs"] == 2 * DAY
        later = played(ASK, 2 * DAY, people=people)
        assert (opened(later)["remindsMs"], later.next_ms) == (None, 5 * DAY)
        over = played(ASK, 5 * DAY, people=people)
        assert (over.paused, over.status) == (False, "faulted")

    def test_what_they_do_leads_on(self):
        decision = {"by": "Ann", "after": "PT1H", "decision": "approve"}
        verdict = played(ASK, people={"role finance": ["Ann"]}, decisions=[decision])
        assert (verdict.status, verdict.paused, verdict.passed) == ("completed", False, True)
        assert verdict.approvals[0].open is None

    def test_without_a_pause_it_runs_on(self):
        verdict = played(ASK, None, people={"role finance": ["Ann"]})
        assert (verdict.status, verdict.paused) == ("faulted", False)

    def test_what_is_expected_is_not_looked_at_yet(self):
        people = {"role finance": ["Ann"]}
        verdict = played(ASK, people=people, expect={"output": "something"})
        assert verdict.faults == []

    def test_a_question_and_a_correction(self):
        decisions = [
            {"by": "Ann", "after": "PT1H", "do": "ask", "text": "Why?"},
            {"by": "Ann", "after": "PT2H", "do": "send-back", "comment": "Less."},
        ]
        verdict = played(
            ASK, people={"role finance": ["Ann"]}, requester="Ada", decisions=decisions
        )
        found = opened(verdict)
        assert verdict.approvals[0].status == "returned"
        assert [one["text"] for one in found["questions"]] == ["Why?"]
        assert found["requester"] == {"id": "Ada", "name": "Ada"}


class TestEvents:
    def test_it_stops_where_one_is_awaited(self):
        verdict = played(LISTEN)
        assert (verdict.paused, verdict.listening) == (True, ("/do/0/hear",))
        assert verdict.next_ms == 2 * DAY

    def test_time_may_pass(self):
        assert played(LISTEN, 2 * DAY).status == "faulted"

    def test_one_that_comes_leads_on(self):
        verdict = played(LISTEN, events=[{"after": "PT1H", "event": {"type": "paid"}}])
        assert (verdict.status, verdict.paused) == ("completed", False)

    def test_waits_are_no_reason_to_stop(self):
        verdict = played("  - a: { wait: P3D }\n")
        assert (verdict.status, verdict.took_ms) == ("completed", 3 * DAY)
