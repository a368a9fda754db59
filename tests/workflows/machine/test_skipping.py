"""A person ends an open task with an output of their own."""

from __future__ import annotations

import pytest

from tests.workflows.retries import FORK, LINE, break_, post, started, tell, urls
from workflows.machine.rebuilding import rebuild

SKIP = "task.skip"


def skip(driver, visit, output=None, sequence=1):
    driver.say(SKIP, sequence, {"visit": visit, "output": output, "reason": "By hand.", "by": "a"})
    return driver.answers[-1]


class TestSkip:
    def test_the_run_goes_on_with_the_output(self, drive):
        driver = started(drive)
        assert skip(driver, "/do/0/book:0", "booked by hand") == {"accepted": True}
        assert urls(driver) == ["pay"]
        (call,) = driver.calls.values()
        assert call.arguments["body"] == "booked by hand"
        line = next(line for line in driver.lines if line.kind == "task.overridden")
        assert line.body == {"reason": "By hand.", "by": "a", "output": "booked by hand"}
        assert rebuild(driver.program, driver.rows).state == driver.machine.state

    @pytest.mark.parametrize(
        "task",
        [
            "wait: { days: 3 }",
            "listen: { to: { any: [] } }",
            "listen: { to: { one: { with: { type: a } } } }",
            "do: [{ inner: { wait: { days: 3 } } }]",
            "for: { in: '[1, 2]' }, do: [{ inner: { wait: { days: 3 } } }]",
            "run: { workflow: { namespace: n, name: c, version: '1.0.0' } }",
        ],
        ids=["wait", "any", "listen", "do", "for", "run"],
    )
    def test_of_any_kind_that_waits(self, drive, task):
        driver = started(drive, f"  - t: {{ {task}, output: {{ as: '${{ [$input, .] }}' }} }}\n")
        assert skip(driver, "/do/0/t:0", 7) == {"accepted": True}
        assert driver.machine.state.output == ["in", 7]
        assert driver.machine.state.effects == {}

    def test_one_of_several_branches(self, drive):
        driver = started(drive, FORK)
        tell(driver, "b1", 1)
        tell(driver, "b2", 2)
        skip(driver, "/do/0/both/fork/branches/0/left:0", "left")
        assert urls(driver) == ["last"]
        (call,) = driver.calls.values()
        assert call.arguments["body"] == ["left", 2]

    def test_one_that_a_try_repeats(self, drive):
        catch = "catch: { retry: { delay: { days: 1 }, limit: { attempt: { count: 9 } } } }"
        driver = started(drive, f"  - careful: {{ try: [{{ {post('pay')} }}], {catch} }}\n")
        break_(driver, "pay")
        assert skip(driver, "/do/0/careful:0", "paid") == {"accepted": True}
        assert (driver.machine.state.output, driver.timers) == ("paid", {})

    def test_while_it_is_suspended_the_run_stays_so(self, drive):
        driver = started(drive)
        driver.say("run.suspend", 1)
        assert skip(driver, "/do/0/book:0", sequence=2) == {"accepted": True}
        assert driver.machine.state.status == "suspended"
        driver.say("run.resume", 3)
        assert "pay" in urls(driver)


class TestRefusals:
    @pytest.mark.parametrize(
        "visit", ["/do/0/book:1", "/do/1/pay:0", ":0", "", None, 7, ["/do/0/book:0"], "☃" * 999]
    )
    def test_no_such_task_is_open(self, drive, visit):
        driver = started(drive)
        answer = skip(driver, visit)
        assert (answer["accepted"], "open" in answer["detail"]) == (False, True)
        assert urls(driver) == ["book"]

    def test_an_output_that_does_not_fit_leaves_the_task_as_it_is(self, drive):
        more = ", output: { schema: { document: { type: number } } }"
        driver = started(drive, f"  - {post('pay', more)}\n")
        answer = skip(driver, "/do/0/pay:0", "x")
        assert "does not fit" in answer["detail"]
        assert urls(driver) == ["pay"]

    @pytest.mark.parametrize("data", [None, [], "x", {}, {"visit": "/do/0/book:0"}])
    def test_what_says_nothing(self, drive, data):
        driver = started(drive)
        driver.say(SKIP, 1, data)
        assert driver.answers[-1]["accepted"] is False

    def test_after_the_end(self, drive):
        driver = started(drive, LINE)
        driver.say("run.cancel", 1)
        assert skip(driver, "/do/0/book:0", sequence=2)["accepted"] is False
