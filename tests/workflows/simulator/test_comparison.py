"""Comparisons: in what a rehearsal differs, where, and without a value in any sentence."""

from __future__ import annotations

from definitions.contracts import TraceRow
from definitions.errors import Problem, communication
from workflows.machine import facts
from workflows.machine.state import State
from workflows.machine.wanted import WantCall
from workflows.simulator.comparison import compare
from workflows.simulator.past import Asked, Past
from workflows.simulator.rehearsal import Otherwise, Rehearsed


def row(task, output=None, kind="task.completed"):
    return TraceRow(1, task, f"{task}:0", kind, 0, {"output": output})


def past(status="completed", output=None, error=None, trace=()):
    state = State(status=status, output=output, error=error)
    return Past(facts.Started(0, "r", None), [], [], state, [*trace], [])


def now(status="completed", output=None, error=None, trace=(), **more):
    return Rehearsed(State(status=status, output=output, error=error), [*trace], **more)


def asked(task="/do/0/a"):
    call = WantCall(1, "http.call", task, "k", {"secret": "☃"}, 1.0, safe=True, local=True)
    return Asked(1, "call", task, f"{task}:0", 0, call)


class TestKinds:
    def test_alike(self):
        verdict = compare(past(output={"n": 1}), now(output={"n": 1.0}))
        assert (verdict.kind, verdict.before, verdict.after) == ("alike", None, None)

    def test_another_output_where_it_begins(self):
        before = [row("/do/0/a", 1), row("/do/1/b", 1), row("/do/2/c", 1)]
        after = [row("/do/0/a", 1), row("/do/3/b", 2), row("/do/4/c", 2)]
        verdict = compare(past(output=1, trace=before), now(output=2, trace=after))
        assert (verdict.kind, verdict.task) == ("output", "/do/3/b")
        assert verdict.before == {"status": "completed", "output": 1, "error": None}

    def test_another_way(self):
        verdict = compare(past(output=1), now(output=2, trace=[row("/do/0/new", 2)]))
        assert (verdict.kind, verdict.task) == ("output", "/do/0/new")
        assert "hadn't before" in verdict.words

    def test_a_new_task_that_changes_nothing_is_not_it(self):
        started = TraceRow(1, "/do/0/new", "/do/0/new:0", "task.started", 0, {"input": 1})
        skipped = row("/do/1/other", kind="task.skipped")
        trace = [started, row("/do/0/new", 1), skipped, row("/do/2/a", 2)]
        verdict = compare(past(output=1, trace=[row("/do/0/a", 1)]), now(output=2, trace=trace))
        assert verdict.task == "/do/2/a"

    def test_a_task_that_is_skipped(self):
        skipped = [row("/do/0/a", kind="task.skipped")]
        verdict = compare(past(output=1, trace=[row("/do/0/a")]), now(output=2, trace=skipped))
        assert "here the task is skipped" in verdict.words

    def test_the_tasks_have_the_same(self):
        verdict = compare(past(output=1, trace=[row("/a")]), now(output=2, trace=[row("/a")]))
        assert verdict.task == ""

    def test_a_fault_and_none(self):
        error = communication("Down.", 503, "/do/0/a")
        verdict = compare(past(), now("faulted", error=error))
        assert (verdict.kind, verdict.task, verdict.error) == ("fault", "/do/0/a", error)
        verdict = compare(past("faulted", error=error), now())
        assert (verdict.kind, verdict.error) == ("recovered", None)

    def test_another_fault(self):
        one, two = communication("Down.", 503, "/do/0/a"), communication("Down.", 500, "/do/0/a")
        verdict = compare(past("faulted", error=one), now("faulted", error=two))
        assert (verdict.kind, verdict.words) == (
            "fault",
            "It faults with another error than before.",
        )

    def test_a_fault_that_has_moved_with_its_task(self):
        one = Problem("urn:x", 500, "/do/0/a", "T", "At /do/0/a it broke.")
        two = Problem("urn:x", 500, "/do/5/a", "T", "At /do/5/a it broke.")
        assert compare(past("faulted", error=one), now("faulted", error=two)).kind == "alike"

    def test_another_status(self):
        verdict = compare(past("cancelled"), now())
        assert (verdict.kind, verdict.words) == (
            "status",
            "It has completed in the end; before, it had cancelled.",
        )

    def test_no_answer_no_end_and_nothing_that_comes(self):
        assert compare(past(), now("running", unanswered=asked())).kind == "unknown"
        assert compare(past(), now("running", endless=True)).kind == "endless"
        verdict = compare(past(), now("waiting", stands=asked("/do/7/b")))
        assert (verdict.kind, verdict.task) == ("waits", "/do/7/b")


class TestRemarks:
    def test_no_value_in_a_sentence(self):
        rehearsed = now(otherwise=[Otherwise(asked(), ("body",))], left=[asked("/do/3/pay~1out")])
        one, two = compare(past(), rehearsed).remarks
        assert one.words == "It calls http with another body, and gets the answer of before."
        assert two.words == "It doesn't call http any more, as pay/out had."
        assert "☃" not in one.words + two.words

    def test_long_outputs_are_clipped(self):
        verdict = compare(past(output="x" * 100_000), now(output="y" * 100_000))
        assert len(str(verdict.before) + str(verdict.after)) < 5_000
