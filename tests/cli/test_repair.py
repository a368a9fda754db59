"""What the commands that repair runs ask the API, and what they say then."""

from __future__ import annotations

import json

import pytest

RUNS = "/api/v1/runs"
RUN = f"{RUNS}/a"
ACCEPTED = {"id": "m", "answer": "accepted"}


class TestCancel:
    @pytest.mark.parametrize(
        ("answer", "status", "said"),
        [
            ("accepted", 200, "it is being cancelled"),
            ("recorded, not yet counted", 202, "recorded, not yet counted"),
        ],
    )
    def test_what_the_run_said(self, at_the_api, baton, answer, status, said):
        at_the_api.answer("POST", f"{RUNS}/a/cancel", {"id": "m", "answer": answer}, status=status)
        result = baton("cancel", "a", "--reason", "Not needed")
        assert (result.exit_code, result.stdout) == (0, f"a: {said}\n")
        assert at_the_api.asked[0].json == {"reason": "Not needed"}

    def test_too_late(self, at_the_api, baton):
        at_the_api.problem("POST", f"{RUNS}/a/cancel", 409, "The run has already ended.")
        result = baton("cancel", "a")
        assert result.exit_code == 1
        assert "already ended" in result.stderr


class TestSettle:
    def test_with_an_output(self, at_the_api, baton):
        at_the_api.answer("POST", f"{RUN}/settle", {"id": "m", "answer": "accepted"})
        result = baton("settle", "a", "happened", "--output", '{"id": 3}')
        assert "the run goes on" in result.stdout
        assert json.loads(at_the_api.asked[0].body) == {
            "outcome": "happened",
            "output": {"id": 3},
            "visit": None,
            "reason": None,
        }

    def test_kept_for_later(self, at_the_api, baton):
        at_the_api.answer("POST", f"{RUN}/settle", {"id": "m", "answer": "recorded"}, status=202)
        assert "recorded" in baton("settle", "a", "again").stdout

    def test_nothing_to_settle(self, at_the_api, baton):
        at_the_api.problem("POST", f"{RUN}/settle", 409, "No call is to be settled.")
        result = baton("settle", "a", "failed")
        assert result.exit_code == 1
        assert "No call is to be settled" in result.stderr

    def test_an_outcome_that_is_none(self, baton):
        assert baton("settle", "a", "perhaps").exit_code == 2


class TestCommands:
    @pytest.mark.parametrize(
        ("words", "path", "said"),
        [
            (["suspend"], "suspend", {"reason": None}),
            (["resume", "--reason", "Go"], "resume", {"reason": "Go"}),
            (
                ["skip", "/do/0/x:0", "--output", '{"a": 1}', "--reason", "By hand"],
                "skip",
                {"visit": "/do/0/x:0", "output": {"a": 1}, "reason": "By hand"},
            ),
            (
                ["change", "--context", "null", "--reason", "Typo"],
                "data",
                {"context": None, "reason": "Typo"},
            ),
        ],
        ids=["suspend", "resume", "skip", "change"],
    )
    def test_what_is_asked(self, at_the_api, baton, words, path, said):
        at_the_api.answer("POST", f"{RUN}/{path}", ACCEPTED)
        result = baton(words[0], "a", *words[1:])
        assert result.exit_code == 0, result.stderr
        assert at_the_api.asked[0].json == said


class TestData:
    def test_they_are_printed_as_they_can_be_sent_back(self, at_the_api, baton):
        big = 12345678901234567890123
        said = {"context": {"sum": big, "name": "\u2603\x1b[31m"}, "sequence": 7}
        at_the_api.answer("GET", f"{RUN}/data", said)
        result = baton("data", "a")
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout) == said["context"]
        assert "\x1b" not in result.stdout

    def test_there_are_none(self, at_the_api, baton):
        at_the_api.answer("GET", f"{RUN}/data", {"context": None, "sequence": 0})
        assert baton("data", "a").stdout == "null\n"

    def test_it_is_at_work(self, at_the_api, baton):
        at_the_api.problem("GET", f"{RUN}/data", 409, "It is at work.")
        result = baton("data", "a")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "It is at work" in result.stderr


class TestRetry:
    def test_what_is_not_given_is_not_sent(self, at_the_api, baton, process):
        shown = process(status="running").shown()
        at_the_api.answer("POST", f"{RUN}/retry", shown)
        result = baton("retry", "a", "--reason", "Again", "--output", "null")
        assert result.exit_code == 0, result.stderr
        assert "is running" in result.stdout
        assert at_the_api.asked[0].json == {
            "reason": "Again",
            "visit": None,
            "version": None,
            "output": None,
        }

    def test_its_plan(self, at_the_api, baton):
        plan = {
            "visit": "/do/1/pay:0",
            "task": "/do/1/pay",
            "version": "1.0.0",
            "input": {"sum": 7},
            "context": None,
            "calls": [{"visit": "/do/0/x:0", "task": "/do/0/x", "function": "f", "fate": "again"}],
            "differences": [{"code": "task-gone", "message": "Gone.", "pointer": "/do/0/x"}],
            "visits": [{"visit": "/do/0/book:0", "task": "/do/0/book", "type": "set"}],
        }
        at_the_api.answer("GET", f"{RUN}/retry", plan)
        said = baton("retry", "a", "--plan").stdout
        assert "pay (/do/1/pay:0)" in said
        assert '{"sum": 7}' in said
        assert "under the key that it had" in said
        assert "Gone." in said
        assert "/do/0/book:0" in said


class TestAgain:
    def test_it_prints_the_new_run(self, at_the_api, baton, process):
        at_the_api.answer("POST", f"{RUN}/again", process().shown())
        result = baton("again", "a", "--input", "7")
        assert result.stdout == f"{process().id}\n"
        assert at_the_api.asked[0].json == {"version": None, "reason": None, "input": 7}
