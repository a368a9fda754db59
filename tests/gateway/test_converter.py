"""Payload conversion: structs, big integers, programs by hash."""

from __future__ import annotations

import pytest

from definitions.contracts import FactRow, Message, Outcome, RunStart, WorkflowRef
from definitions.errors import Problem
from gateway.converter import BatonPayloadConverter, ProgramRef

CONVERTER = BatonPayloadConverter()


def round_trip(value: object, hint: type) -> object:
    payloads = CONVERTER.to_payloads([value])
    return CONVERTER.from_payloads(payloads, [hint])[0]


class TestJson:
    @pytest.mark.parametrize(
        "value",
        [
            Message("m", 1, "run.cancel", {"reason": "ünïcode ☃ \u0000"}),
            Outcome(output={"n": 10**30, "f": 0.1}),
            Outcome(problem=Problem("https://x/y", 500), definite=False),
            RunStart(
                "t", "r", 1, WorkflowRef("n", "m", "1.0.0", "h"), [1], None,
                [FactRow(1, "run.started", 5, {"input": None})],
            ),
        ],
    )  # fmt: skip
    def test_structs_come_back_equal(self, value):
        assert round_trip(value, type(value)) == value

    def test_nothing_is_nothing(self):
        assert CONVERTER.to_payloads([None])[0].metadata["encoding"] == b"binary/null"


class TestProgram:
    def test_only_the_hash_travels(self):
        (payload,) = CONVERTER.to_payloads([ProgramRef("abc")])
        assert payload.data == b""
        assert payload.metadata == {"encoding": b"baton/program", "hash": b"abc"}
