"""`run: script` and `run: shell`: what leaves for the activity, and what comes out of the task."""

from __future__ import annotations

import pytest

from definitions.errors import HOME, Problem
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import State

SHELL = "  - a:\n      run: {{ shell: {{ command: 'cat $1' }}{} }}\n"
SCRIPT = (
    "script: { language: js, code: 'f(`${x}`)', stdin: '${ .text }', arguments: ['${ .n }', b], "
    "environment: { COLOR: '${ .color }' } }, return: all"
)
GIVEN = {"text": "t", "n": 7, "color": "red"}


class TestCall:
    def test_a_script_with_all_that_it_is_given(self, drive):
        driver = drive(f"  - a:\n      run: {{ {SCRIPT} }}\n")
        driver.start(GIVEN)
        (call,) = driver.calls.values()
        assert (call.function, call.safe, call.local) == ("script.run", False, False)
        assert call.key == "run-1:/do/0/a:0"
        assert call.arguments == {
            "kind": "javascript",
            "code": "f(`${x}`)",
            "return": "all",
            "await": True,
            "stdin": "t",
            "arguments": [7, "b"],
            "environment": {"COLOR": "red"},
        }

    def test_a_command_by_an_expression(self, drive):
        text = "  - a:\n      run: { shell: { command: '${ \"echo \" + .text }' } }\n"
        driver = drive(text)
        driver.start(GIVEN)
        assert driver.calls[1].arguments["code"] == "echo t"

    def test_secrets_are_left_for_the_activity(self, drive):
        text = (
            "  - a:\n      run: { shell: { command: ls, environment: { K: '${ $secrets.k }' } } }\n"
        )
        driver = drive(text)
        driver.start(GIVEN)
        left = driver.calls[1].arguments["environment"]["K"]
        assert left["baton:expression"] == "$secrets.k"


class TestEnd:
    @pytest.mark.parametrize("answer", ["out", 3, None, {"code": 0, "stdout": "", "stderr": ""}])
    def test_the_answer_is_the_output(self, drive, answer):
        driver = drive(SHELL.format(""))
        driver.start(GIVEN)
        assert driver.answer(answer).state.output == answer

    def test_what_is_not_awaited_has_none(self, drive):
        driver = drive(SHELL.format(", await: false"))
        driver.start(GIVEN)
        assert driver.calls[1].arguments["await"] is False
        assert driver.answer(None).state.output == GIVEN

    def test_a_problem_faults_the_task_and_can_be_caught(self, drive):
        driver = drive(
            "  - t:\n      try: [{ a: { run: { shell: { command: ls } } } }]\n"
            "      catch: { errors: { with: { status: 500 } }, as: e, do: "
            "[{ b: { set: { seen: '${ $e.detail }' } } }] }\n"
        )
        driver.start(GIVEN)
        problem = Problem(HOME + "runtime", 500, "/x", "Runtime Error", "it failed")
        driver.feed(facts.CallFailed(driver.now, 1, problem, definite=True))
        assert driver.machine.state.output == {"seen": "it failed"}

    def test_a_timeout_lets_it_go(self, drive):
        driver = drive(
            "  - a:\n      run: { shell: { command: 'sleep 100' } }\n"
            "      timeout: { after: { seconds: 5 } }\n"
        )
        driver.start(GIVEN)
        assert driver.calls
        driver.fire()
        assert driver.calls == {}
        assert driver.machine.state.status == "faulted"

    def test_a_run_that_is_rebuilt_asks_for_it_again(self, drive):
        driver = drive(SHELL.format(""))
        driver.start(GIVEN)
        again = rebuild(driver.program, driver.rows)
        assert State.from_json(again.state.to_json()).effects.keys() == {1}
