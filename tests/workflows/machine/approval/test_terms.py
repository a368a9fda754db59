"""What a process says of an approval: complete, or refused with the remedy."""

from __future__ import annotations

import pytest

from definitions.errors import ProblemError
from workflows.machine.approval.terms import (
    APPROVE,
    REJECT,
    milliseconds,
    read_form,
    read_terms,
    remind_after,
)

FORM = {"type": "object", "properties": {"iban": {"type": "string"}}, "required": ["iban"]}


def terms(**more):
    return read_terms({"subject": "A laptop", **more}, "/do/0/ask")


def refused(read, arguments) -> str:
    with pytest.raises(ProblemError) as caught:
        read(arguments, "/do/0/ask")
    problem = caught.value.problem
    assert (problem.status, problem.instance) == (400, "/do/0/ask")
    assert problem.type.endswith("/validation")
    return problem.detail or ""


class TestReadTerms:
    def test_one_stage_and_two_decisions_if_nothing_else_is_said(self):
        read = terms(approvers=["ann@example.com"])
        assert [stage.approvers for stage in read.stages] == [["ann@example.com"]]
        assert read.decisions == [APPROVE, REJECT]
        assert (read.send_back, read.four_eyes, read.self_approval) == (True, True, False)

    def test_stages_keep_their_rules(self):
        stages = [{"approvers": ["a"], "rule": "all"}, {"approvers": ["b", "c"], "rule": 2}]
        assert [stage.rule for stage in terms(stages=stages).stages] == ["all", 2]

    def test_a_decision_is_found_by_its_name(self):
        read = terms(approvers=["a"])
        assert read.decision("reject") is read.decisions[1]
        assert read.decision("perhaps") is None

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (None, "Expected `object`"),
            ({"approvers": ["a"]}, "subject"),
            ({"subject": "", "approvers": ["a"]}, "subject"),
            ({"subject": "x"}, "Stage 1 asks nobody"),
            ({"subject": "x", "approvers": []}, "Stage 1 asks nobody"),
            ({"subject": "x", "stages": [{"approvers": []}]}, "Stage 1 asks nobody"),
            ({"subject": "x", "approvers": ["a"], "stages": [{"approvers": ["b"]}]}, "not by both"),
            ({"subject": "x", "stages": [{"approvers": ["a"]}] * 21}, "at most 20 stages"),
            ({"subject": "x", "approvers": ["a"], "rule": 0}, "rule"),
            ({"subject": "x", "approvers": ["a"], "rule": "most"}, "rule"),
            ({"subject": "x", "approvers": ["a"], "aprovers": []}, "aprovers"),
            ({"subject": "x", "approvers": ["a"], "due": "soon"}, "duration"),
            ({"subject": "x", "approvers": ["a"], "remind": {"after": "soon"}}, "duration"),
            ({"subject": "x", "approvers": ["a"], "remind": {"after": "P1D", "most": 11}}, "most"),
            (
                {"subject": "x", "approvers": ["a"], "escalate": [{"after": 5, "to": ["b"]}]},
                "duration",
            ),
            ({"subject": "x", "approvers": ["a"], "form": {"type": "thing"}}, "form is no schema"),
            ({"subject": "x", "approvers": ["a"], "decisions": [{"name": ""}]}, "name"),
            (
                {"subject": "x", "approvers": ["a"], "decisions": [{"name": "a"}, {"name": "a"}]},
                "same name",
            ),
            (
                {"subject": "x", "approvers": ["a"], "decisions": [{"name": "no", "goes": "end"}]},
                "has to go `on`",
            ),
            (
                {"subject": "x", "approvers": ["a"], "overdue": {"decide": "later"}},
                "'later' is no decision",
            ),
        ],
        ids=[
            "nothing",
            "no subject",
            "empty subject",
            "nobody",
            "no approvers",
            "nobody in a stage",
            "approvers and stages",
            "many stages",
            "none of them",
            "another rule",
            "misspelt",
            "due",
            "remind",
            "many reminders",
            "escalate",
            "form",
            "no name",
            "the same name",
            "no way on",
            "overdue",
        ],
    )
    def test_refused(self, arguments, said):
        assert said in refused(read_terms, arguments)


class TestReadForm:
    def test_whoever_answers_first_fills_it_in(self):
        given = {"subject": "Your details", "form": FORM, "people": ["ada", "mei"], "label": "Send"}
        read = read_form(given, "/do/0/ask")
        assert (read.kind, read.stages[0].rule) == ("form", "first")
        assert [(one.name, one.label) for one in read.decisions] == [("submit", "Send")]
        assert (read.self_approval, read.send_back) == (True, False)

    def test_a_label_of_its_own(self):
        read = read_form({"subject": "x", "form": FORM, "people": ["ada"]}, "/do/0/ask")
        assert read.decisions[0].label == "Submit"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("text", "map of arguments"),
            ({"subject": "x", "form": FORM}, "Nobody is asked"),
            ({"subject": "x", "people": ["ada"]}, "needs its fields"),
        ],
    )
    def test_refused(self, arguments, said):
        assert said in refused(read_form, arguments)


class TestRemindAfter:
    @pytest.mark.parametrize(
        ("remind", "hours"),
        [
            (None, []),
            ({"after": "PT4H"}, [4, 8, 12]),
            ({"after": "P1D", "every": "PT6H", "most": 2}, [24, 30]),
            ({"after": {"hours": 1}, "most": 1}, [1]),
        ],
    )
    def test_so_long_after(self, remind, hours):
        read = terms(approvers=["a"], **({} if remind is None else {"remind": remind}))
        assert remind_after(read) == [hour * 3_600_000 for hour in hours]

    def test_durations_as_the_language_has_them(self):
        assert (milliseconds("P1D"), milliseconds({"minutes": 2})) == (86_400_000, 120_000)
