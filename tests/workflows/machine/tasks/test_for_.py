"""`for`: order, data from iteration to iteration, names, conditions, ways out, what is shown."""

from __future__ import annotations

import pytest

COUNT = """\
  - loop:
      for: { in: .list }
      do:
        - add: { set: { list: '${ .list }', seen: '${ .seen + ["\\($index)\\($item)"] }' } }
      output: { as: .seen }
"""


class TestIterations:
    def test_the_output_of_one_is_the_input_of_the_next(self, drive):
        assert drive(COUNT).start({"list": ["a", "b"]}).state.output == ["0a", "1b"]

    def test_none_gives_the_input_back(self, drive):
        machine = drive("  - loop: { for: { in: .list }, do: [{ a: { set: { x: 1 } } }] }\n")
        assert machine.start({"list": []}).state.output == {"list": []}

    @pytest.mark.parametrize("value", [None, {"a": 1}, "abc", 3, True])
    def test_what_is_no_list_is_an_error(self, drive, value):
        state = drive(COUNT).start({"list": value}).state
        assert state.status == "faulted"
        assert state.error is not None
        assert (state.error.type.rsplit("/", 1)[-1], state.error.status) == ("expression", 400)
        assert state.error.instance == "/do/0/loop"

    def test_a_list_that_the_author_has_written(self, drive):
        loop = "{ in: [1, '${ .two }'] }"
        text = f"  - a: {{ for: {loop}, do: [{{ b: {{ set: '${{ . + {{x: $item}} }}' }} }}] }}\n"
        assert drive(text).start({"two": 2}).state.output == {"two": 2, "x": 2}

    def test_calls_in_it_have_keys_of_their_own(self, drive):
        text = (
            "  - loop:\n      for: { each: n, in: '[1, 2]' }\n      do:\n        - ask:\n"
            "            call: http\n            with: { method: post, endpoint: 'x:/y' }\n"
        )
        driver = drive(text)
        driver.start()
        keys = []
        while driver.calls:
            keys.append(next(iter(driver.calls.values())).key)
            driver.answer(None)
        assert keys == ["run-1:/do/0/loop/for/0/0/ask:0", "run-1:/do/0/loop/for/1/0/ask:0"]

    def test_a_loop_that_is_come_to_again_has_paths_of_its_own(self, drive):
        text = (
            "  - loop:\n      for: { in: '[1]' }\n      do:\n        - ask:\n"
            "            call: http\n            with: { method: post, endpoint: 'x:/y' }\n"
            "            output: { as: '$input' }\n"
            "  - again: { if: .n < 2, set: { n: '${ .n + 1 }' }, then: loop }\n"
        )
        driver = drive(text)
        driver.start({"n": 1})
        keys = []
        while driver.calls:
            keys.append(next(iter(driver.calls.values())).key)
            driver.answer(None)
        assert keys == ["run-1:/do/0/loop/for/0/0/ask:0", "run-1:/do/0/loop:1/for/0/0/ask:0"]

    def test_nothing_of_it_stays_in_the_state(self, drive):
        state = drive(COUNT).start({"list": [*range(50)]}).state
        assert [*state.visits] == ["", "/do/0/loop"]
        assert state.frames == {}


class TestNames:
    def test_those_of_outer_loops_are_seen_and_the_nearest_wins(self, drive):
        text = """\
  - outer:
      for: { each: x, in: '[1, 2]' }
      do:
        - inner:
            for: { each: y, at: n, in: '[10]' }
            do:
              - add: { set: '${ . + [$x + $y + $n + $index] }' }
"""
        assert drive(text).start([]).state.output == [11, 13]

    def test_they_are_gone_after_the_loop(self, drive):
        text = COUNT + "  - after: { set: { x: '${ $item }' } }\n"
        state = drive(text).start({"list": [1]}).state
        assert state.error is not None
        assert state.error.instance == "/do/1/after"


class TestCondition:
    def test_is_asked_before_an_iteration_about_its_data_and_item(self, drive):
        text = (
            "  - a: { for: { each: n, in: '[1, 2, 3]' }, while: '$n < 3 and length < 9', "
            "do: [{ b: { set: '${ . + [$n] }' } }] }\n"
        )
        assert drive(text).start([]).state.output == [1, 2]

    @pytest.mark.parametrize("condition", ["'1'", "'null'", "'\"yes\"'"])
    def test_only_true_is_true(self, drive, condition):
        task = "{ b: { set: { x: 1 } } }"
        text = f"  - a: {{ for: {{ in: '[1]' }}, while: {condition}, do: [{task}] }}\n"
        assert drive(text).start({"n": 0}).state.output == {"n": 0}


class TestWaysOut:
    @pytest.mark.parametrize(
        ("then", "output"),
        [("exit", [1, "after"]), ("end", [1]), ("continue", [1, "skipped", 2, "skipped", "after"])],
    )
    def test_then_in_an_iteration(self, drive, then, output):
        text = f"""\
  - loop:
      for: {{ each: n, in: '[1, 2]' }}
      do:
        - a: {{ set: '${{ . + [$n] }}', then: {then} }}
        - b: {{ set: '${{ . + ["skipped"] }}' }}
  - after: {{ set: '${{ . + ["after"] }}' }}
"""
        assert drive(text).start([]).state.output == output


class TestTrace:
    def test_shows_iterations_under_paths_of_their_own(self, drive):
        driver = drive(COUNT)
        driver.start({"list": [1, 2]})
        assert driver.trace.count("task.completed /do/0/loop/do/0/add") == 2

    def test_shows_the_first_and_the_last_hundred(self, drive):
        driver = drive(COUNT)
        driver.start({"list": [*range(1_000)]})
        assert driver.trace.count("task.started /do/0/loop/do/0/add") == 200
        assert driver.trace.count("task.started /do/0/loop") == 1
