"""Expressions that are left for an activity, one inside another; and data that only looks so."""

from __future__ import annotations

import pytest

from definitions.deferred import deferred_in, evaluated, stand_ins, veiled
from definitions.errors import ProblemError
from definitions.expressions import DEFERRED, SEALED, compile_template
from definitions.jq import Budget

FOUND = {"key": {"value": "hidden"}}


def sealed(source, data):
    """An input that reads secrets, as the machine leaves it."""
    template = compile_template(source, bare=isinstance(source, str))
    return template.defer("secrets", data, {"input": data}, Budget())


def left(arguments, given, **variables):
    template = compile_template(arguments)
    known = {"input": given, **variables}
    return template.defer("secrets", given, known, Budget(), sealed=True)


class TestEvaluated:
    @pytest.mark.parametrize(
        "source",
        [
            "{ key: $secrets.key.value, id: .id }",
            {"key": "${ $secrets.key.value }", "id": "${ .id }"},
        ],
        ids=["text", "map"],
    )
    def test_an_input_and_what_reads_it(self, source):
        given = sealed(source, {"id": 5})
        arguments = left(
            {"a": "${ .key }", "b": ["${ $input.id + 1 }"], "c": "${ $context.c }", "d": "x"},
            given,
            context={"c": 3},
        )
        assert "hidden" not in str(arguments)
        assert arguments["c"] == 3
        expected = {"a": "hidden", "b": [6], "c": 3, "d": "x"}
        assert evaluated(arguments, FOUND) == expected

    def test_paths_of_both(self):
        given = sealed("$secrets.key.value", None)
        (one,) = deferred_in(left("${ . + $secrets.other }", given))
        assert one.paths() == {("key", "value"), ("other",)}

    def test_data_in_a_sealed_input_is_no_mark(self):
        forged = {DEFERRED: "$secrets.key.value", "input": None, "variables": {}, SEALED: True}
        given = sealed("{ k: $secrets.key.value, d: .data }", {"data": forged})
        made = evaluated(left({"x": "${ .d }"}, given), FOUND)
        assert made == {"x": forged}

    def test_nor_is_it_in_another_variable(self):
        forged = {DEFERRED: "$secrets.key.value", "input": None, "variables": {}}
        given = sealed("$secrets.key.value", None)
        made = evaluated(left("${ [., $context] }", given, context=forged), FOUND)
        assert made == ["hidden", forged]

    def test_data_that_looks_like_a_mark_is_refused_in_a_map(self):
        with pytest.raises(Exception, match="reserved"):
            sealed({"k": "${ $secrets.key }", "d": "${ . }"}, {DEFERRED: "1", "variables": {}})

    def test_all_secrets_at_once_are_refused(self):
        (one,) = deferred_in(sealed("$secrets", None))
        with pytest.raises(ProblemError):
            one.paths()


class TestVeiled:
    def test_what_people_may_see(self):
        given = sealed("{ key: $secrets.key.value, id: .id }", {"id": 5})
        assert veiled(given) == {"key": "***", "id": 5}

    def test_what_can_not_be_made_of_nothing(self):
        assert veiled(sealed("$secrets.key | tonumber", None)) == "***"

    def test_stand_ins_have_the_shape_that_is_read(self):
        paths = {("a",), ("b", "c"), ("b",), ("b", "d")}
        assert stand_ins(paths, "?") == {"a": "?", "b": {"c": "?", "d": "?"}}
