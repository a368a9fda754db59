"""Counting, and how values and faults read."""

from __future__ import annotations

import pytest

from definitions.json_schema.running import (
    DEPTH,
    MOST_FAULTS,
    Fault,
    Run,
    TooMuchError,
    pointer_of,
    shown,
)
from definitions.json_schema.vocabulary import compile_schema


def deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = {"a": value}
    return value


class TestRun:
    def test_steps_are_counted(self):
        run = Run(steps=100)
        assert compile_schema({"items": {"type": "integer"}}).check([1, 2, 3], None, run)
        assert 4 <= run.spent <= 10

    def test_no_more_than_there_are(self):
        schema = compile_schema({"items": {"type": "integer"}})
        with pytest.raises(TooMuchError, match="more steps"):
            schema.check([1] * 1000, None, Run(steps=100))

    def test_no_deeper_than_python_can_bear(self):
        schema = compile_schema({"properties": {"a": {"$ref": "#"}}})
        assert schema.check(deep(DEPTH // 2 - 1), None, Run())
        with pytest.raises(TooMuchError, match="nested"):
            schema.check(deep(5 * DEPTH), None, Run())

    def test_what_is_not_looked_into_may_be_deep(self):
        assert compile_schema({"type": "object"}).check(deep(900), None, Run())

    def test_quietly_the_first_fault_is_the_last(self):
        run = Run()
        assert not compile_schema({"items": {"type": "string"}}).check([1] * 50, None, run)
        assert run.faults == []
        assert run.spent < 10

    def test_so_many_faults_are_told(self):
        run = Run(telling=True)
        assert not compile_schema({"items": {"type": "string"}}).check([1] * 50, None, run)
        assert len(run.faults) == MOST_FAULTS
        assert run.faults[-1].pointer == f"/{MOST_FAULTS - 1}"


class TestFault:
    def test_is_a_sentence(self):
        fault = Fault("/amount", "must be at least 1", "it is 0")
        assert fault.message == "/amount: must be at least 1; it is 0"

    def test_of_the_whole(self):
        assert Fault("", "must be a map", "it is 5").message == "The whole: must be a map; it is 5"

    def test_can_be_kept_whatever_was_given(self):
        run = Run(telling=True)
        compile_schema({"additionalProperties": {"const": 1}}).check(
            {"\ud83d": "\ud83d"}, None, run
        )
        assert run.faults[0].message.encode()


class TestPointerOf:
    def test_steps_and_their_escapes(self):
        assert pointer_of((((None, "a/b"), 0), "~")) == "/a~1b/0/~0"
        assert pointer_of(None) == ""


class TestShown:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, "empty"),
            (True, "true"),
            (1.5, "1.5"),
            (10**50, "a number of 51 digits"),
            ("a" * 100, f"'{'a' * 59}…'"),
            ([], "[]"),
            ([1, 2], "[1,2]"),
            ([[1]], "a list of 1"),
            ({"a": "b" * 100}, "a map of 1"),
            ({"a": 1}, '{"a":1}'),
        ],
    )
    def test_in_a_sentence(self, value, text):
        assert shown(value) == text
