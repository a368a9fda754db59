"""`call` of `approval` and `form` in a run: who is asked, what it puts out, how it faults."""

from __future__ import annotations

import pytest

from tests.workflows.machine.approving import ANN, ASK, BOB, CEM, DORA, HOUR, Office, hand
from workflows.machine import facts

LAPTOP = "{ subject: A laptop, approvers: [ann, bob], "
FORM = "{ type: object, properties: { iban: { type: string } }, required: [iban] }"


class TestApproval:
    def test_its_output_is_what_was_decided(self):
        office = Office(LAPTOP + "rule: all }")
        office.act("decide", ANN, HOUR, decision="approve")
        office.act("decide", BOB, 2 * HOUR, decision="approve", channel="email")
        state = office.run()
        assert state.status == "completed"
        assert (state.output["decision"], state.output["by"]) == ("approve", BOB)
        assert (state.output["at"], state.output["channel"]) == (2 * HOUR, "email")
        assert office.codes() == ["accepted", "accepted"]
        assert office.last.status == "decided"

    def test_while_it_waits_so_does_the_run(self):
        office = Office(LAPTOP + "}")
        state = office.run()
        assert state.status == "waiting"
        (waiting,) = [row for row in office.simulation.trace if row.kind == "task.waiting"]
        assert waiting.body == {"approval": office.id, "asked": ["Ann", "Bob"]}

    def test_the_directory_hears_who_and_when(self):
        more = "requester: dora, remind: { after: PT2H, most: 2 }"
        arguments = f"{{ subject: x, approvers: [{{ manager: 1 }}], {more} }}"
        office = Office(arguments, {'{"manager":1}': [ANN]})
        office.run()
        assert office.asked == [
            {
                "approvers": [{"manager": 1}],
                "at": 0,
                "requester": "dora",
                "remind": [2 * HOUR, 4 * HOUR],
            }
        ]

    @pytest.mark.parametrize(
        ("arguments", "status", "kind"),
        [
            ("{ subject: x }", 400, "validation"),
            ("{ subject: x, approvers: [{ role: gone }] }", 400, "configuration"),
            ("{ subject: x, approvers: [ann], due: P1D }", 408, "timeout"),
        ],
        ids=["incomplete", "nobody", "overdue"],
    )
    def test_faults(self, arguments, status, kind):
        state = Office(arguments).run()
        assert (state.status, state.error.status) == ("faulted", status)
        assert state.error.type.endswith(f"/{kind}")
        assert state.error.instance == "/do/0/ask"

    def test_answers_that_come_at_once(self):
        office = Office(LAPTOP + "rule: all }")
        for who in (ANN, ANN, BOB):
            office.act("decide", who, HOUR, decision="approve")
        state = office.run()
        assert office.codes() == ["accepted", "answered", "accepted"]
        assert len(state.output["votes"]) == 2

    def test_while_the_run_is_suspended_they_count_and_it_goes_on_later(self):
        office = Office(LAPTOP + "}")
        office.simulation.say("run.suspend", at=HOUR)
        office.act("decide", ANN, 2 * HOUR, decision="approve")
        office.act("decide", BOB, 3 * HOUR, decision="approve")
        office.simulation.say("run.resume", at=4 * HOUR)
        state = office.run()
        assert office.codes() == ["accepted", "accepted", "decided", "accepted"]
        assert (state.status, state.output["at"]) == ("completed", 2 * HOUR)


class TestForm:
    def test_whoever_answers_first(self):
        call = "form:1.0.0@default"
        office = Office(f"{{ subject: x, form: {FORM}, people: [ann, bob] }}", call=call)
        office.act("decide", ANN, HOUR, decision="submit")
        office.act("decide", BOB, 2 * HOUR, decision="submit", fields={"iban": "DE02"})
        state = office.run()
        assert office.codes() == ["fields", "accepted"]
        assert state.output == {
            "fields": {"iban": "DE02"},
            "by": BOB,
            "at": 2 * HOUR,
            "channel": "portal",
        }


class TestTooLateForTheDirectory:
    """Whoever it finds is asked only if that is still the question."""

    STAGES = (
        "  - ask: { call: 'approval:1.0.0@default', with: { subject: x, stages: ["
        "{ approvers: [ann] }, { approvers: [bob] }], escalate: [{ after: P1D, to: [cem] }] } }\n"
    )

    def escalating(self):
        driver = hand(self.STAGES, ANN)
        driver.fire()
        assert [call.arguments["approvers"] for call in driver.calls.values()] == [["cem"]]
        return driver

    def test_the_next_stage_is_not_asked_of_whom_an_escalation_meant(self):
        driver = self.escalating()
        assert driver.act("decide", ANN, decision="approve") == "accepted"
        assert driver.act("decide", BOB, decision="approve") == "too-early"
        driver.find(CEM)
        assert [call.arguments["approvers"] for call in driver.calls.values()] == [["bob"]]
        driver.find(BOB)
        assert driver.act("decide", CEM, decision="approve") == "not-asked"
        assert driver.act("decide", BOB, decision="approve") == "accepted"
        assert driver.machine.state.output["decision"] == "approve"

    def test_sent_back_meanwhile(self):
        driver = self.escalating()
        driver.act("send-back", ANN, comment="No.")
        driver.find(CEM)
        assert driver.calls == {}
        assert ("escalated", ["cem"]) not in driver.letters
        driver.act("resubmit", DORA)
        assert [call.arguments["approvers"] for call in driver.calls.values()] == [["ann"]]

    def test_sent_back_and_votes_are_kept(self):
        tasks = self.STAGES.replace("subject: x", "subject: x, keepVotes: true")
        driver = hand(tasks, ANN)
        driver.fire()
        driver.act("send-back", ANN, comment="No.")
        driver.find(CEM)
        driver.act("resubmit", DORA)
        driver.find(CEM)
        assert driver.letters[-1] == ("escalated", ["cem"])

    def test_decided_in_the_same_breath(self):
        driver = hand("  - " + ASK % "escalate: [{ after: P1D, to: [cem] }]" + "\n", ANN, BOB)
        driver.fire()
        (effect,) = driver.calls
        meant = {"people": [CEM], "requester": DORA, "nobody": []}
        driver.machine.feed(facts.CallFinished(driver.now, effect, meant))
        driver.act("decide", ANN, decision="approve")
        assert ("escalated", ["cem"]) not in driver.letters
        assert driver.machine.state.status == "completed"
