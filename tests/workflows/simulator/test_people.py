"""People in scenarios: who is meant, what they do, what comes of it."""

from __future__ import annotations

import pytest

from tests.workflows.conftest import program_of
from workflows.simulator.scenarios import ScenarioError, Verdict, play, read_scenarios

ASK = "  - ask: { call: 'approval:1.0.0@default', with: { subject: A laptop, %s } }\n"
FORM = "form: { type: object, properties: { n: { type: integer } } }"
FILL = (
    f"  - fill: {{ call: 'form:1.0.0@default', with: {{ subject: x, {FORM}, people: [Ann] }} }}\n"
)
OPEN = "expect: { status: waiting }"


def played(scenario: str, tasks: str = ASK % "approvers: [ann@x.example]") -> Verdict:
    return play(program_of(tasks), read_scenarios(f"one: {{ {scenario} }}\n")["one"])


def stages(*approvers: str) -> str:
    return ", ".join(f"{{ approvers: [{one}] }}" for one in approvers)


class TestPeople:
    def test_who_is_named_stands_for_themselves(self):
        verdict = played("decisions: [{ by: ann@x.example, decision: approve }]")
        assert verdict.faults == []
        assert verdict.output["by"] == {"id": "ann@x.example", "name": "ann@x.example"}
        assert verdict.took_ms == 0

    @pytest.mark.parametrize(
        ("approver", "written"),
        [
            ("ann@x.example", "ann@x.example"),
            ("{ role: finance }", "role finance"),
            ("{ manager: 1 }", "manager 1"),
            ("{ head: Sales }", "head Sales"),
            ("{ person: ann@x.example }", "ann@x.example"),
            ("{ group: '7' }", "group 7"),
        ],
    )
    def test_by_how_the_process_names_them(self, approver, written):
        people = f"people: {{ {written}: Ann }}, decisions: [{{ by: Ann, decision: approve }}]"
        verdict = played(people, ASK % f"approvers: [{approver}]")
        assert (verdict.faults, verdict.approvals[0].asked) == ([], ["Ann"])

    def test_several(self):
        verdict = played(
            f"people: {{ role finance: [Ann, {{ id: b, name: Bob }}] }}, {OPEN}",
            ASK % "approvers: [{ role: finance }]",
        )
        assert verdict.approvals[0].asked == ["Ann", "Bob"]

    def test_of_whom_nobody_says_who_it_is(self):
        verdict = played("expect: {}", ASK % "approvers: [{ manager: 2 }]")
        (said,) = verdict.faults
        assert "write `people: { manager 2: [a name] }`" in said

    def test_nobody_is_meant(self):
        expect = "expect: { status: faulted, error: { type: configuration } }"
        verdict = played(f"people: {{ role x: [] }}, {expect}", ASK % "approvers: [{ role: x }]")
        assert verdict.faults == []
        assert "Nobody is role x." in verdict.error.detail

    def test_the_requester(self):
        decisions = "decisions: [{ by: Dora, do: withdraw, comment: No. }]"
        verdict = played(f"requester: Dora, {decisions}")
        assert verdict.output["decision"] == "withdrawn"

    def test_another_one_whom_the_process_names(self):
        tasks = ASK % "approvers: [Ann], requester: { email: bob@x.example }"
        decisions = "decisions: [{ by: Bob, do: withdraw }]"
        verdict = played(f"requester: Dora, people: {{ bob@x.example: Bob }}, {decisions}", tasks)
        assert verdict.faults == []

    def test_an_answer_to_its_call_is_none(self):
        verdict = played("calls: { ask: { output: { decision: approve } } }")
        assert "write `people` and `decisions`" in verdict.faults[0]

    def test_the_directory_may_fail(self):
        error = "calls: { ask: { error: { type: communication, status: 503 } } }"
        verdict = played(f"{error}, expect: {{ status: faulted }}")
        assert verdict.faults == []


class TestDecisions:
    def test_all_that_people_do(self):
        tasks = ASK % f"approvers: [Ann], {FORM}, remind: {{ after: PT2H, most: 1 }}"
        verdict = played(
            """
            requester: Dora,
            decisions: [
              { by: Ann, after: PT1H, do: ask, text: Why? },
              { by: Dora, after: PT2H, do: answer, text: So. },
              { by: Ann, after: PT3H, do: send-back, comment: Less. },
              { by: Dora, after: PT4H, do: resubmit, fields: { n: 1 } },
              { by: Ann, after: PT5H, do: reassign, to: Bob, comment: Away. },
              { by: Cem, after: PT9H, for: Bob, decision: approve,
                channel: email, fields: { n: 2 } }
            ],
            expect: {
              calls: { ask: 2 },
              approvals: {
                ask: { status: decided, decision: approve, by: Cem, reminded: 2, asked: [Ann, Bob] }
              }
            }
            """,
            tasks,
        )
        assert verdict.faults == []
        assert verdict.output["channel"] == "email"
        assert verdict.output["fields"] == {"n": 2}
        assert verdict.approvals[0].words == "ask asked Ann, Bob: approve by Cem; reminders: 2"

    def test_at_the_moment_at_which_they_are_asked(self):
        people = "decisions: [{ by: Ann, decision: approve }, { by: Bob, decision: approve }]"
        assert played(people, ASK % f"stages: [{stages('Ann', 'Bob')}]").faults == []

    def test_a_form(self):
        verdict = played("decisions: [{ by: Ann, decision: submit, fields: { n: 3 } }]", FILL)
        assert (verdict.faults, verdict.output["fields"]) == ([], {"n": 3})

    @pytest.mark.parametrize(
        ("act", "code"),
        [
            ("{ by: Ann, after: PT2H, decision: approve, refused: decided }", "decided"),
            ("{ by: Ann, after: PT1S, decision: odd, refused: unknown-decision }", None),
            ("{ by: Eve, after: PT1S, decision: approve, refused: not-asked }", None),
        ],
        ids=["late", "odd", "other"],
    )
    def test_refused_as_expected(self, act, code):
        tasks = ASK % "approvers: [Ann, Bob]" + "  - nap: { wait: PT9H }\n"
        decide = "{ by: Bob, after: PT1H, decision: approve }"
        assert played(f"decisions: [{decide}, {act}]", tasks).faults == []
        unexpected = act.partition(", refused")[0] + " }"
        (said,) = played(f"decisions: [{decide}, {unexpected}]", tasks).faults
        assert "is refused" in said
        assert (code or "") in said

    def test_not_refused_as_expected(self):
        act = "{ by: ann@x.example, decision: approve, refused: not-asked }"
        assert "is not refused" in played(f"decisions: [{act}]").faults[0]

    def test_that_come_too_late_or_too_early(self):
        late = "{ by: ann@x.example, after: PT1H, decision: approve }"
        verdict = played(f"decisions: [{late}, {late}]")
        assert verdict.faults == [
            "ann@x.example decides approve 3600 s after the start: the run has ended before."
        ]
        first = "  - nap: { wait: PT2H }\n" + ASK % "approvers: [ann@x.example]"
        (said,) = played(f"decisions: [{late}], {OPEN}", first).faults
        assert "nobody has been asked until then" in said

    def test_of_several_that_are_open(self):
        ask = ASK.strip()[2:] % "approvers: [Ann, %s]"
        say = ask.replace("ask", "say", 1)
        branches = f"[{{ {ask % 'Bob'} }}, {{ {say % 'Cem'} }}]"
        both = f"  - both: {{ fork: {{ branches: {branches} }} }}\n"
        ann = "{ by: Ann, decision: approve%s }"
        (said,) = played(f"decisions: [{ann % ''}], {OPEN}", both).faults
        assert "ask, say are open; say which by its `task`" in said
        named = f"{ann % ', task: ask'}, {ann % ', task: /do/0/both/fork/branches/1/say'}"
        assert played(f"decisions: [{named}]", both).faults == []
        theirs = "{ by: Cem, decision: approve }, { by: Bob, decision: approve }"
        assert played(f"decisions: [{theirs}]", both).faults == []


class TestExpected:
    @pytest.mark.parametrize(
        ("expected", "said"),
        [
            ("ask: { decision: reject }", 'Of ask decision is "approve", not "reject".'),
            ("ask: { asked: [Eve] }", 'Of ask asked is ["ann@x.example"], not ["Eve"].'),
            ("ask: { reminded: 1 }", "Of ask reminded is 0, not 1."),
            ("other: { }", "Nobody was asked by other."),
        ],
    )
    def test_what_differs(self, expected, said):
        decide = "decisions: [{ by: ann@x.example, decision: approve }]"
        assert played(f"{decide}, expect: {{ approvals: {{ {expected} }} }}").faults == [said]

    def test_overdue_and_by_nobody(self):
        tasks = ASK % "approvers: [Ann], due: P1D, overdue: { decide: reject }"
        expect = "expect: { approvals: { ask: { decision: reject, by: null } } }"
        verdict = played(expect, tasks)
        assert (verdict.faults, verdict.took_ms) == ([], 86_400_000)
        assert verdict.approvals[0].words == "ask asked Ann: reject"


class TestRefusedFiles:
    @pytest.mark.parametrize(
        "text",
        [
            "decisions: [{ decision: approve }]",
            "decisions: [{ by: Ann, do: vote }]",
            "decisions: [{ by: Ann, after: soon }]",
            "decisions: [{ by: Ann, descision: approve }]",
            "people: { role x: 5 }",
            "people: { role x: [{ name: Ann }] }",
            "requester: [Ann]",
            "expect: { approvals: { ask: { staus: open } } }",
        ],
    )
    def test_misspelt(self, text):
        with pytest.raises(ScenarioError):
            read_scenarios(f"one: {{ {text} }}")
