"""`listen`: one, any, all; until; correlation; what is read; one event after the other."""

from __future__ import annotations

import json

import pytest

from definitions.contracts import EventKey
from workflows.machine.machine import Machine
from workflows.machine.state import State


def listen(to: str, rest: str = "") -> str:
    return f"  - hear:\n      listen:\n        to: {to}\n{rest}"


ALL = "{ all: [{ with: { type: a } }, { with: { type: b } }] }"
LOOP = """\
      foreach:
        item: job
        at: n
        do:
          - work:
              call: http
              with: { method: post, endpoint: 'https://example.com/', body: '${ [$job, $n] }' }
        output: { as: '[$job, .]' }
        export: { as: '$context + [$n]' }
"""


class TestOne:
    def test_waits_until_it_comes(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }"))
        machine = driver.start({})
        assert machine.state.status == "waiting"
        assert driver.listening[0].keys == [EventKey("a")]
        assert not driver.hear(1, "b")
        assert machine.state.status == "waiting"
        assert driver.hear(2, "a", {"n": 1})
        assert (machine.state.status, machine.state.output) == ("completed", [{"n": 1}])
        assert driver.deaf == [1]

    def test_the_trace_says_that_it_waits_and_for_what(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }"))
        driver.start({})
        assert driver.trace[-2:] == ["task.waiting /do/0/hear", "run.waiting"]

    def test_a_second_one_is_not_wanted(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }") + "  - nap: { wait: PT1H }\n")
        driver.start({})
        assert driver.hear(1, "a")
        assert not driver.hear(2, "a")
        assert driver.machine.state.output is None

    def test_two_that_come_at_once_are_for_two_visits(self, drive):
        driver = drive(
            listen("{ one: { with: { type: a } } }")
            + "  - more:\n      switch: [ { again: { when: '.[0] < 2', then: hear } } ]\n"
        )
        driver.start({})
        assert driver.hear(1, "a", 1, listener=1)
        # PostgreSQL brings to the new listener what it may have missed, what was consumed too.
        assert not driver.hear(2, "a", 1, listener=2, place=1)
        assert driver.hear(3, "a", 2, listener=2, place=2)
        assert driver.machine.state.output == [2]

    def test_both_of_two_that_listen_at_the_same_time_have_it(self, drive):
        driver = drive(listen("{ any: [], until: 'length > 1' }"))
        driver.start({})
        assert driver.hear(1, "a", place=7)
        assert driver.machine.state.consumed == {7: 1}


class TestAny:
    def test_the_first_is_enough(self, drive):
        driver = drive(listen("{ any: [{ with: { type: a } }, { with: { type: b } }] }"))
        assert driver.start({}).state.output is None
        driver.hear(1, "b", 5)
        assert driver.machine.state.output == [5]

    def test_of_none_named_every_one(self, drive):
        driver = drive(listen("{ any: [] }"))
        driver.start({})
        assert driver.listening[0].keys == [EventKey()]
        driver.hear(1, "whatever", 5)
        assert driver.machine.state.output == [5]

    def test_until_a_condition_holds_of_those_so_far(self, drive):
        driver = drive(listen("{ any: [{ with: { type: a } }], until: '(map(.c) | add) > 5' }"))
        driver.start({})
        for number in (1, 2):
            driver.hear(number, "a", {"c": 3})
        assert driver.machine.state.output == [{"c": 3}, {"c": 3}]

    def test_until_an_event_that_is_no_part_of_it(self, drive):
        driver = drive(
            listen("{ any: [{ with: { type: a } }], until: { one: { with: { type: stop } } } }")
        )
        driver.start({})
        assert driver.hear(1, "a", 1)
        assert driver.hear(2, "stop", 9)
        assert driver.machine.state.output == [1]

    def test_until_several_events(self, drive):
        driver = drive(listen("{ any: [{ with: { type: x } }], until: " + ALL + " }"))
        driver.start({})
        for number, kind in enumerate("bbxa", start=1):
            driver.hear(number, kind, kind)
        assert driver.machine.state.output == ["x"]

    def test_until_nothing(self, drive):
        driver = drive(listen("{ any: [], until: '${ false }' }"))
        driver.start({})
        for number in range(1, 5):
            driver.hear(number, "a", number)
        assert driver.machine.state.status == "waiting"


class TestAll:
    def test_each_once_in_the_order_in_which_they_come(self, drive):
        driver = drive(listen(ALL))
        driver.start({})
        assert [driver.hear(n, kind, kind) for n, kind in enumerate("bbca", start=1)] == [
            True,
            False,
            False,
            True,
        ]
        assert driver.machine.state.output == ["b", "a"]

    def test_of_none_nothing_is_waited_for(self, drive):
        assert drive(listen("{ all: [] }")).start({}).state.output == []


class TestFilters:
    @pytest.mark.parametrize(
        ("attributes", "event"),
        [
            ("{ data: { n: '${ $workflow.input.n }' } }", {"data": {"n": 5}}),
            ("{ subject: '${ $workflow.input.s }' }", {"data": None, "subject": "me"}),
        ],
        ids=["data", "attribute"],
    )
    def test_may_read_the_run(self, drive, attributes, event):
        driver = drive(listen(f"{{ one: {{ with: {attributes} }} }}"))
        driver.start({"n": 5, "s": "me"})
        assert not driver.hear(1, "t", {"n": 6})
        assert driver.hear(2, "t", event.pop("data"), **event)


class TestCorrelate:
    ORDER = (
        "{ one: { with: { type: a }, correlate: { o: { from: .data.order, expect: %s },"
        " r: { from: .region, expect: eu } } } }"
    )

    @pytest.mark.parametrize("expect", ["'${ .order }'", "$workflow.input.order", ".order", "'2'"])
    def test_with_what_is_expected(self, drive, expect):
        driver = drive(listen(self.ORDER % expect))
        driver.start({"order": 2})
        assert driver.listening[0].keys == [EventKey("a", ".data.order", "2")]
        assert not driver.hear(1, "a", {"order": 1}, region="eu")
        assert not driver.hear(2, "a", {"order": 2}, region="us")
        assert not driver.hear(3, "a", {"order": 2})
        assert driver.hear(4, "a", {"order": 2}, region="eu")

    def test_people_are_told_what_it_came_to(self, drive):
        room = "correlate: { room: { from: .room }, house: { from: .house, expect: a } }"
        driver = drive(listen(f"{{ one: {{ with: {{ type: a }}, {room} }} }}"))
        driver.start({})
        assert driver.hear(1, "a", room="kitchen", house="a")
        (row,) = [row for row in driver.lines if row.kind == "task.correlated"]
        assert row.body == {"keys": {"room": "kitchen", "house": "a"}}

    def test_what_is_expected_stays_as_it_was_when_the_task_began(self, drive):
        correlate = "correlate: { o: { from: .data, expect: '${ $context }' } }"
        to = "{ any: [{ with: { type: a }, " + correlate + " }], until: 'length > 1' }"
        loop = "      foreach: { do: [], export: { as: '99' } }\n"
        driver = drive(
            "  - s: { set: { a: 1 }, export: { as: '1' } }\n"
            + listen(to, loop).replace("  - hear", "  - hear", 1)
        )
        driver.start({})
        assert driver.hear(1, "a", 1)
        assert driver.machine.state.context == 99
        assert not driver.hear(2, "a", 99)
        assert driver.hear(3, "a", 1)

    def test_the_first_value_is_expected_of_the_others(self, drive):
        room = "correlate: { room: { from: .room } }"
        driver = drive(
            listen(
                f"{{ all: [{{ with: {{ type: a }}, {room} }}, {{ with: {{ type: b }}, {room} }}] }}"
            )
        )
        driver.start({})
        assert not driver.hear(1, "a", room=None)
        assert driver.hear(2, "a", room="kitchen")
        assert not driver.hear(3, "b", room="cellar")
        assert driver.hear(4, "b", room="kitchen")
        assert driver.machine.state.status == "completed"


class TestRead:
    @pytest.mark.parametrize(
        ("read", "found"),
        [("data", [{"a": 1}]), ("raw", [{"a": 1}])],
    )
    def test_its_data(self, drive, read, found):
        driver = drive(listen("{ one: { with: { type: a } } }", f"        read: {read}\n"))
        driver.start({})
        driver.hear(1, "a", {"a": 1})
        assert driver.machine.state.output == found

    def test_all_of_it(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }", "        read: envelope\n"))
        driver.start({})
        driver.hear(1, "a", {"a": 1}, region="eu")
        (event,) = driver.machine.state.output
        assert (event["type"], event["region"], event["data"]) == ("a", "eu", {"a": 1})


class TestForeach:
    def test_one_after_the_other(self, drive):
        driver = drive(
            "  - s: { set: { a: 1 }, export: { as: '[]' } }\n"
            + listen("{ any: [{ with: { type: a } }], until: 'length >= 2' }", LOOP)
        )
        driver.start({})
        driver.hear(1, "a", "x")
        driver.hear(2, "a", "y")
        assert [call.arguments["body"] for call in driver.calls.values()] == [["x", 0]]
        driver.answer("X")
        assert [call.arguments["body"] for call in driver.calls.values()] == [["y", 1]]
        assert driver.machine.state.status == "running"
        machine = driver.answer("Y")
        assert machine.state.output == [["x", "X"], ["y", "Y"]]
        assert machine.state.context == [0, 1]

    def test_people_see_the_tasks_in_it_and_not_its_list(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }", LOOP))
        driver.start({})
        driver.hear(1, "a", "x")
        driver.answer(None)
        tasks = {line.partition(" ")[2] for line in driver.trace}
        assert tasks == {"", "/do/0/hear", "/do/0/hear/foreach/do/0/work"}

    def test_its_tasks_can_end_the_run(self, drive):
        loop = "      foreach: { do: [ { stop: { set: { n: 1 }, then: end } } ] }\n"
        driver = drive(listen("{ any: [], until: 'false' }", loop) + "  - no: { set: { x: 1 } }\n")
        driver.start({})
        driver.hear(1, "a")
        assert (driver.machine.state.output, driver.deaf) == ([{"n": 1}], [1])

    def test_a_fault_in_it_faults_the_task(self, drive):
        error = "{ type: 'https://example.com/e', status: 500 }"
        loop = f"      foreach: {{ do: [ {{ bad: {{ raise: {{ error: {error} }} }} }} ] }}\n"
        driver = drive(listen("{ one: { with: { type: a } } }", loop))
        driver.start({})
        driver.hear(1, "a")
        assert driver.machine.state.status == "faulted"
        assert "task.faulted /do/0/hear" in driver.trace


class TestLife:
    def test_a_listener_outlives_an_execution(self, drive):
        driver = drive(listen(ALL))
        driver.start({})
        driver.hear(1, "a", 1)
        kept = json.loads(json.dumps(driver.machine.state.to_json()))
        driver.machine = Machine(driver.program, State.from_json(kept))
        # Whoever goes on says again who listens; twice is once.
        assert driver.machine.take().listening == driver.listening
        assert driver.hear(2, "b", 2)
        assert driver.machine.state.output == [1, 2]

    def test_while_suspended_events_wait(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }"))
        driver.start({})
        driver.say("run.suspend", 1)
        driver.hear(2, "a", 1)
        assert driver.machine.state.status == "suspended"
        driver.say("run.resume", 3)
        assert driver.machine.state.output == [1]

    def test_the_end_of_the_run_ends_the_listening(self, drive):
        driver = drive(listen("{ one: { with: { type: a } } }"))
        driver.start({})
        driver.say("run.cancel", 1)
        assert driver.deaf == [1]
        assert not driver.hear(2, "a")
