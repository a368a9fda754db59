"""Answers: to whom a past one is given, and to whom not."""

from __future__ import annotations

from workflows.machine import facts
from workflows.machine.state import State
from workflows.machine.wanted import WantCall
from workflows.simulator.answers import Answers, otherwise
from workflows.simulator.landmarks import landmark
from workflows.simulator.past import Asked, Past, Told


def call(task, number=1, function="http.call", **arguments):
    path = f"{task}:0"
    wanted = WantCall(number, function, task, f"r:{path}", arguments, 30.0, safe=False, local=False)
    return Asked(number, "call", task, landmark(path), 0, wanted)


def past_of(*asked):
    told = [
        Told(facts.CallFinished(5, one.number, one.number), n, 5, None, one)
        for n, one in enumerate(asked, 2)
    ]
    return Past(facts.Started(0, "r", None), [*asked], told, State(), [], [])


def answers_of(*asked, known=()):
    return Answers.of(past_of(*asked), frozenset(known))


class TestClaim:
    def test_the_same_task_wherever_it_stands(self):
        asked = call("/do/0/pay", method="post", body=1)
        answers = answers_of(asked, known=["/do/pay"])
        assert answers.claim(call("/do/4/pay", 9, method="post", body=2)) is asked
        assert [told.sequence for told in answers.to(asked)] == [2]

    def test_it_is_given_once(self):
        answers = answers_of(call("/do/0/pay"), known=["/do/pay"])
        assert answers.claim(call("/do/0/pay")) is not None
        assert answers.claim(call("/do/0/pay")) is None

    def test_two_of_a_place_in_their_order(self):
        one, two = call("/do/0/pay", 1), call("/do/0/pay", 2)
        answers = answers_of(one, two, known=["/do/pay"])
        assert [answers.claim(call("/do/0/pay")) for _ in range(2)] == [one, two]

    def test_not_to_another_function_or_method(self):
        answers = answers_of(call("/do/0/pay", method="post"), known=["/do/pay"])
        assert answers.claim(call("/do/0/pay", method="get")) is None
        assert answers.claim(call("/do/0/pay", function="grpc.call", method="post")) is None

    def test_of_a_task_that_is_gone_to_one_that_asks_exactly_the_same(self):
        asked = call("/do/0/pay", method="post", body={"a": 1})
        assert answers_of(asked).claim(call("/do/0/new", method="post", body={"a": 1})) is asked
        assert answers_of(asked).claim(call("/do/0/new", method="post", body={"a": 2})) is None

    def test_of_a_task_that_is_there_to_nobody_else(self):
        asked = call("/do/0/pay", method="post")
        answers = answers_of(asked, known=["/do/pay"])
        assert answers.claim(call("/do/0/new", method="post")) is None

    def test_a_timer_to_a_timer(self):
        timer = Asked(1, "timer", "/do/0/a", "/do/a:0", 0, None, 500)
        answers = answers_of(timer)
        assert answers.claim(Asked(1, "timeout", "/do/0/a", "/do/a:0", 0)) is None
        assert answers.claim(Asked(1, "timer", "/do/0/a", "/do/a:0", 0)) is timer


class TestLeft:
    def test_answered_calls_that_nobody_asked_for(self):
        one, two, three = (call(f"/do/{n}/t{n}", n) for n in range(3))
        past = past_of(one, two)
        answers = Answers.of(past, frozenset(["/do/t0"]))
        answers.claim(call("/do/0/t0"))
        assert answers.left([one, two, three]) == [two]


class TestOtherwise:
    def test_the_names_of_what_differs(self):
        before = call("/do/0/a", method="post", body=1, gone=1).call
        now = call("/do/0/a", method="post", body=True, new=None).call
        assert otherwise(before, now) == ["body", "gone", "new"]

    def test_nothing(self):
        assert otherwise(call("/a", x=1).call, call("/b", x=1.0).call) == []
