"""`run: workflow`: what is started, what its end means, and ends that come at odd moments."""

from __future__ import annotations

import pytest

from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import State
from workflows.machine.wanted import WantCancel

CHILD = "01a1fcb7-1e60-7141-a364-a9f610b3d720"
KEY = "run-1:/do/0/c:0"
PROCESS = "workflow: { namespace: n, name: m, version: '1.0.0', input: { a: '${ .n }', b: x } }"
RUNS = f"  - c:\n      run: {{ {PROCESS} }}\n"
ERROR = {"type": "https://example.com/no", "status": 409, "title": "No", "instance": "/do/7/x"}


def end(status="completed", key=KEY, **more):
    return {"key": key, "run": CHILD, "status": status, **more}


@pytest.fixture
def begun(drive):
    """A run that waits for its child."""
    driver = drive(RUNS)
    driver.start({"n": 1})
    driver.answer(CHILD)
    return driver


class TestStart:
    def test_is_one_call_with_the_evaluated_input(self, drive):
        driver = drive(RUNS)
        driver.start({"n": 1})
        (call,) = driver.calls.values()
        assert (call.function, call.key, call.safe, call.local) == ("run.start", KEY, False, False)
        assert call.arguments == {
            "namespace": "n",
            "name": "m",
            "version": "1.0.0",
            "input": {"a": 1, "b": "x"},
            "awaited": True,
        }
        assert driver.machine.state.status == "running"

    @pytest.mark.parametrize("version", ["", ", version: latest"])
    def test_the_newest_where_none_is_named(self, drive, version):
        driver = drive(f"  - c:\n      run: {{ workflow: {{ namespace: n, name: m{version} }} }}\n")
        driver.start({"n": 1})
        (call,) = driver.calls.values()
        assert (call.arguments["version"], call.arguments["input"]) == (None, None)

    def test_by_expressions(self, drive):
        process = "namespace: '${ .ns }', name: '${ .name }', version: '${ .v }', input: '${ . }'"
        driver = drive(f"  - c:\n      run: {{ workflow: {{ {process} }} }}\n")
        given = {"ns": "a", "name": "b", "v": "2.0.0"}
        driver.start(given)
        (call,) = driver.calls.values()
        assert call.arguments == {
            "namespace": "a",
            "name": "b",
            "version": "2.0.0",
            "input": given,
            "awaited": True,
        }

    @pytest.mark.parametrize("part", ["namespace", "name", "version"])
    @pytest.mark.parametrize("value", [5, None, [], {}, True])
    def test_a_name_that_is_no_text(self, drive, part, value):
        names = {"namespace": "n", "name": "m", "version": "'1.0.0'"} | {part: "'${ .x }'"}
        process = ", ".join(f"{name}: {text}" for name, text in names.items())
        driver = drive(f"  - c:\n      run: {{ workflow: {{ {process} }} }}\n")
        machine = driver.start({"x": value})
        if (part, value) == ("version", None):
            assert machine.state.status == "running"
            return
        assert machine.state.error.instance == "/do/0/c"
        assert part in machine.state.error.detail

    def test_secrets_do_not_go_into_another_run(self, drive):
        process = "{ namespace: n, name: m, input: '${ $secrets.s }' }"
        task = f"  - c:\n      run: {{ workflow: {process} }}\n"
        driver = drive(task, "use: { secrets: [s] }\n")
        machine = driver.start(None)
        assert machine.state.status == "faulted"
        assert machine.state.error.type.endswith("/expression")

    def test_that_is_refused_faults_the_task(self, drive):
        driver = drive(RUNS)
        driver.start({"n": 1})
        problem = facts.Problem("https://example.com/x", 400, None, None, "No such process.")
        driver.feed(facts.CallFailed(driver.now, min(driver.calls), problem))
        assert driver.machine.state.error.instance == "/do/0/c"


class TestEnd:
    def test_until_then_the_run_waits(self, begun):
        assert begun.machine.state.status == "waiting"
        assert begun.trace[-2:] == ["task.waiting /do/0/c", "run.waiting"]
        assert not begun.timers
        assert not begun.calls

    def test_the_output_of_the_child_is_that_of_the_task(self, begun):
        machine = begun.say("child.ended", 1, end(output={"o": [1]}))
        assert (machine.state.status, machine.state.output) == ("completed", {"o": [1]})
        assert begun.answers == [{"accepted": True}]

    def test_a_fault_is_the_tasks_own_at_its_place(self, begun):
        machine = begun.say("child.ended", 1, end("faulted", error=ERROR))
        shown = machine.state.error.to_json()
        assert shown == {**ERROR, "instance": "/do/0/c"}

    def test_cancelled_is_a_fault_in_words(self, begun):
        error = begun.say("child.ended", 1, end("cancelled")).state.error
        assert error.detail == f"The run {CHILD}, for which this task waited, was cancelled."
        assert error.instance == "/do/0/c"

    def test_before_the_answer_to_the_start(self, drive):
        driver = drive(RUNS)
        driver.start({"n": 1})
        driver.say("child.ended", 1, end(output=5))
        assert driver.machine.state.status == "running"
        assert driver.answer(CHILD).state.output == 5

    def test_while_suspended_it_counts_when_resumed(self, begun):
        begun.say("run.suspend", 1)
        begun.say("child.ended", 2, end(output=5))
        assert begun.machine.state.status == "suspended"
        assert begun.say("run.resume", 3).state.output == 5

    @pytest.mark.parametrize(
        "data",
        [None, 5, "x", [], {}, {"key": KEY}, end(status=5), end(key=5), end(error="x")],
        ids=str,
    )
    def test_what_is_no_end_changes_nothing(self, begun, data):
        assert begun.say("child.ended", 1, data).state.status == "waiting"
        assert begun.answers[0]["accepted"] is False

    @pytest.mark.parametrize("key", ["", "run-1:/do/0/c:1", "run-2:/do/0/c:0", "☃"])
    def test_of_a_run_that_nobody_waits_for(self, begun, key):
        assert begun.say("child.ended", 1, end(key=key)).state.status == "waiting"
        assert begun.answers[0]["accepted"] is False

    def test_said_twice_counts_once(self, drive):
        driver = drive(RUNS + "  - w:\n      wait: PT1S\n")
        driver.start({"n": 1})
        driver.answer(CHILD)
        driver.say("child.ended", 1, end(output=1))
        driver.say("child.ended", 2, end(output=2))
        assert [answer["accepted"] for answer in driver.answers] == [True, False]
        assert driver.fire().state.output == 1

    def test_after_the_run_was_cancelled(self, begun):
        begun.say("run.cancel", 1)
        machine = begun.say("child.ended", 2, end(output=1))
        assert machine.state.status == "cancelled"
        assert begun.answers[1]["accepted"] is False


class TestCancel:
    def test_the_child_goes_with_it(self, begun):
        begun.machine.feed(facts.MessageArrived(begun.now, facts.Message("m", 1, "run.cancel")))
        assert begun.machine.take().wanted == [WantCancel(2, KEY)]

    def test_one_that_is_being_started_too(self, drive):
        driver = drive(RUNS)
        driver.start({"n": 1})
        driver.machine.feed(facts.MessageArrived(driver.now, facts.Message("m", 1, "run.cancel")))
        assert driver.machine.take().wanted == [WantCancel(1, KEY)]

    def test_what_is_no_run_is_left_alone(self, drive):
        driver = drive("  - w:\n      wait: PT1S\n")
        driver.start()
        driver.machine.feed(facts.MessageArrived(driver.now, facts.Message("m", 1, "run.cancel")))
        assert driver.machine.take().wanted == [WantCancel(1)]


class TestNotAwaited:
    def test_its_output_is_its_input(self, drive):
        driver = drive(
            "  - c:\n      input: { from: .in }\n"
            f"      run: {{ {PROCESS.replace('.n', '.')}, await: false }}\n"
        )
        driver.start({"in": 7})
        assert driver.answer(CHILD).state.output == 7


class TestReturn:
    @pytest.mark.parametrize(("returned", "output"), [("none", None), ("stdout", {"o": 1})])
    def test_none_is_nothing(self, drive, returned, output):
        driver = drive(f"  - c:\n      run: {{ {PROCESS}, return: {returned} }}\n")
        driver.start({"n": 1})
        driver.answer(CHILD)
        assert driver.say("child.ended", 1, end(output={"o": 1})).state.output == output


class TestAgain:
    LOOP = (
        f"  - c:\n      run: {{ {PROCESS} }}\n      output: {{ as: '${{ {{n: .}} }}' }}\n"
        "  - s:\n      switch: [{ more: { when: .n < 2, then: c } }]\n"
    )

    def test_each_visit_is_a_child_of_its_own(self, drive):
        driver = drive(self.LOOP)
        driver.start({"n": 1})
        driver.answer(CHILD)
        driver.say("child.ended", 1, end(output=1))
        (call,) = driver.calls.values()
        assert call.key == "run-1:/do/0/c:1"

    @pytest.mark.parametrize("early", [False, True])
    def test_the_same_facts_make_the_same_state(self, drive, early):
        driver = drive(RUNS)
        driver.start({"n": 1})
        if early:
            driver.say("child.ended", 1, end(output=1))
            driver.answer(CHILD)
        else:
            driver.answer(CHILD)
            driver.say("child.ended", 1, end(output=1))
        assert rebuild(driver.program, driver.rows).state == driver.machine.state

    def test_a_kept_state_waits_on_without_asking_again(self, begun):
        kept = State.from_json(begun.machine.state.to_json())
        machine = Machine(begun.program, kept)
        machine.effects.want_again()
        assert machine.take().wanted == []
        begun.machine = machine
        assert begun.say("child.ended", 1, end(output=3)).state.output == 3
