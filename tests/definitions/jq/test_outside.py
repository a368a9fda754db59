"""What a program reaches of the world."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq import Budget, JqError
from definitions.jq.outside import CLOCK, NOWHERE, Outside


def results(source, outside=NOWHERE, **variables):
    return jq.compile(source).evaluate(None, variables, Budget(), outside)


class World(Outside):
    def __init__(self):
        self.left = [1, 2]
        self.heard = []

    def input(self):
        return self.left.pop(0) if self.left else super().input()

    def input_line(self):
        return 7

    def input_name(self):
        return "orders.json"

    def debug(self, value):
        self.heard.append(("debug", value))

    def stderr(self, value):
        self.heard.append(("stderr", value))


class TestNowhere:
    def test_there_is_no_input(self):
        with pytest.raises(JqError, match="No more inputs"):
            results("input")
        assert results("[inputs]") == [[]]
        assert results("input_filename, input_line_number") == [None, 0]

    def test_nobody_hears(self):
        assert results("1 | debug | stderr | debug(2)") == [1]

    def test_there_is_no_environment(self):
        assert results("env, $ENV, env.PATH, $ENV.HOME") == [{}, {}, None, None]

    def test_the_clock_is_what_the_caller_says(self):
        assert results("now", **{CLOCK: 12.5}) == [12.5]
        with pytest.raises(JqError, match="no clock"):
            results("now")

    def test_no_program_can_name_the_clock(self):
        with pytest.raises(jq.JqSyntaxError):
            jq.compile(f"${CLOCK}")


class TestOutside:
    def test_a_command_line_has_more(self):
        world = World()
        assert results("[inputs]", world) == [[1, 2]]
        assert results("input_filename, input_line_number", world) == ["orders.json", 7]
        results('1 | debug | debug("said \\(.)") | stderr', world)
        assert world.heard == [("debug", 1), ("debug", "said 1"), ("stderr", 1)]
