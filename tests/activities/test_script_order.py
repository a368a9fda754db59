"""What a task wants to have run, made fit for a program."""

from __future__ import annotations

import pytest

from activities.sandbox.order import Limits
from activities.sandbox.programs import ENVIRONMENT, Program
from activities.script_order import LONGEST_ALL, LONGEST_TEXT, make_order, read_wish, within
from definitions.errors import ProblemError, same_type

GIVEN = {"kind": "shell", "code": "ls"}
PROGRAM = Program(("/bin/sh",), "script.sh", ("/x",))


def refused(**more) -> str:
    with pytest.raises(ProblemError) as caught:
        read_wish({**GIVEN, **more})
    assert same_type(caught.value.problem.type, "validation")
    return str(caught.value)


class TestReadWish:
    def test_with_nothing_but_code(self):
        wish = read_wish(GIVEN)
        assert (wish.stdin, wish.arguments, wish.environment) == ("", (), {})
        assert (wish.returns, wish.awaited, wish.what) == ("stdout", True, "command")

    @pytest.mark.parametrize(
        ("value", "text"),
        [("x", "x"), (None, ""), (7, "7"), (True, "true"), ({"a": ["ü"]}, '{"a":["ü"]}')],
    )
    def test_values_are_handed_on_as_texts(self, value, text):
        wish = read_wish(
            {**GIVEN, "stdin": value, "arguments": [value], "environment": {"A": value}}
        )
        assert (wish.stdin, wish.arguments, wish.environment) == (text, (text,), {"A": text})

    def test_a_null_byte_may_be_in_input_and_code(self):
        wish = read_wish({**GIVEN, "stdin": "a\0", "code": "b\0"})
        assert (wish.stdin, wish.code) == ("a\0", "b\0")

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"arguments": {"a": "b"}}, "must be a list"),
            ({"arguments": "a"}, "must be a list"),
            ({"environment": ["a"]}, "must be a map"),
            ({"arguments": ["a", "b\0c"]}, "null byte in argument 2"),
            ({"environment": {"A": "b\0c"}}, "null byte in the variable A"),
            ({"environment": {"A\0": "b"}}, "null byte in a variable's name"),
            ({"environment": {"": "b"}}, "can be called ''"),
            ({"environment": {"A=B": "b"}}, "can be called 'A=B'"),
            ({"arguments": ["\ud800"]}, "half a character"),
            ({"stdin": {"a": "\udfff"}}, "half a character"),
            ({"code": "\ud800"}, "half a character"),
            ({"arguments": ["x" * (LONGEST_TEXT + 1)]}, "by `stdin`"),
            ({"arguments": ["ü" * (LONGEST_TEXT // 2 + 1)]}, "by `stdin`"),
            ({"arguments": ["x" * 100_000] * 11}, "longer than"),
            ({"environment": {f"A{n}": "x" * 100_000 for n in range(11)}}, "longer than"),
        ],
    )
    def test_what_no_process_can_be_given(self, more, said):
        assert said in refused(**more)

    def test_as_much_as_linux_takes(self):
        assert read_wish({**GIVEN, "arguments": ["x" * LONGEST_TEXT]}).arguments
        assert LONGEST_ALL > LONGEST_TEXT


class TestMakeOrder:
    def test_has_what_each_program_finds_and_the_tasks_own(self):
        wish = read_wish({**GIVEN, "environment": {"PATH": "/x", "A": "b"}, "arguments": ["c"]})
        order = make_order(wish, PROGRAM, Limits())
        assert order.command == ("/bin/sh", "/script/script.sh", "c")
        assert order.environment == {**ENVIRONMENT, "PATH": "/x", "A": "b"}
        assert (order.text, order.file, order.shown) == ("ls", "script.sh", ("/x",))

    @pytest.mark.parametrize(("seconds", "left"), [(5, 5), (500, 60)])
    def test_no_longer_than_both_limits(self, seconds, left):
        order = make_order(read_wish(GIVEN), PROGRAM, Limits(seconds=60))
        assert within(order, seconds).limits.seconds == left
