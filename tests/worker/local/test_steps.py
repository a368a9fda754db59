"""Tests of worker.local.steps."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from worker.local import steps
from worker.local.steps import Say, Step, check_space, startable, to_do
from worker.local.trouble import LocalError

SECONDS = 10


def nothing(say: Say) -> None:
    del say


def step(
    name: str,
    *needs: str,
    done: bool = False,
    act: Callable[[Say], None] = nothing,
    size: int = 0,
) -> Step:
    return Step(name, name.title(), lambda: done, act, needs, bytes_needed=size)


class TestPlan:
    def test_finished_ones_are_left_out(self) -> None:
        found = to_do([step("web", "node"), step("node", done=True), step("python")])
        assert [one.name for one in found] == ["python", "web"]

    def test_everything_done_is_nothing_to_do(self) -> None:
        assert to_do([step("a", done=True), step("b", "a", done=True)]) == []

    def test_those_that_wait_for_nothing_start_together(self) -> None:
        left = to_do([step("a"), step("b", "a"), step("c", "gone"), step("gone", done=True)])
        assert [one.name for one in startable(left, set(), set())] == ["a", "c"]
        assert [one.name for one in startable(left, {"a"}, {"a", "c"})] == ["b"]

    def test_a_full_disk_is_told_before_anything_begins(self) -> None:
        left = [step("a", size=3_000_000_000), step("b", size=2_000_000_000)]
        with pytest.raises(LocalError, match=r"has 4\.0 GB free.*needs about 5\.0 GB.*Free some"):
            check_space(left, 4_000_000_000, "/data")
        check_space(left, 5_000_000_000, "/data")


class TestRun:
    def test_in_order_with_a_word_for_each(self) -> None:
        done: list[str] = []
        said: list[str] = []

        def act(name: str) -> Callable[[Say], None]:
            def work(say: Say) -> None:
                say("half way")
                done.append(name)

            return work

        steps.run(
            to_do([step("b", "a", act=act("b")), step("a", act=act("a"))]), said.append, pytest.fail
        )
        assert done == ["a", "b"]
        assert said[:3] == ["A …", "A: half way", "A: done (0 s)"]

    def test_independent_ones_run_side_by_side(self) -> None:
        met = threading.Barrier(2, timeout=SECONDS)

        def meet(say: Say) -> None:
            del say
            met.wait()

        steps.run([step("a", act=meet), step("b", act=meet)], lambda _: None, pytest.fail)

    def test_the_first_failure_stops_the_others(self) -> None:
        stopped = threading.Event()

        def fail(say: Say) -> None:
            del say
            raise LocalError("No registry.")

        def wait(say: Say) -> None:
            del say
            assert stopped.wait(SECONDS)

        left = [step("slow", act=wait), step("bad", act=fail), step("never", "bad", act=fail)]
        with pytest.raises(LocalError, match="No registry"):
            steps.run(left, lambda _: None, stopped.set)

    def test_a_slow_one_is_mentioned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(steps, "SAY_EVERY_SECONDS", 0.0)
        heard = threading.Event()

        def say(text: str) -> None:
            if "still at it" in text:
                heard.set()

        def wait(say: Say) -> None:
            del say
            assert heard.wait(SECONDS)

        steps.run([step("slow", act=wait)], say, pytest.fail)
        assert heard.is_set()

    def test_minutes_are_said_as_minutes(self) -> None:
        assert steps._duration(59.4) == "59 s"
        assert steps._duration(150) == "2 min 30 s"
