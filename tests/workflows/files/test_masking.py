"""What a masked run still says, and that its values are gone."""

from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies as st

from definitions.contracts import Outcome, TraceRow
from definitions.errors import Problem
from definitions.run_file import Fact, Intent, Told
from definitions.values import encode
from workflows.files import masking
from workflows.files.masking import masked

WORD = "XyZZy"


class TestMasked:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (None, None),
            (True, "<boolean>"),
            (7, "<number>"),
            (1.5, "<number>"),
            ("Ada", "<text of 3>"),
            ({"a": [1, "x"]}, {"a": ["<number>", "<text of 1>"]}),
            ([1] * 102, ["<number>"] * 100 + ["<2 more>"]),
        ],
        ids=str,
    )
    def test_what_it_is(self, value, shown):
        assert masked(value) == shown

    @hypothesis.given(
        st.recursive(
            st.just(WORD), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
        )
    )
    def test_never_a_value(self, value):
        for part in (
            masking.fact(Fact(1, "k", 1, {"output": value, "new": value, "effect": 1})).body,
            masking.fact(Fact(1, "k", 1, {"message": {"id": "i", "data": value}})).body,
            masking.fact(Fact(1, "k", 1, {"problem": {"type": "t", "detail": value}})).body,
            masking.trace(
                TraceRow(1, "t", "v", "k", 1, {"input": value, "error": {"x": value}})
            ).body,
            masking.told(Told("i", 1, "k", value, {"accepted": True, "detail": value})).data,
            masking.intent(Intent("k", Outcome(value))).outcome.output,
        ):
            assert WORD not in encode(part).decode()

    def test_the_way_stays(self):
        problem = {
            "type": "https://x.example/e",
            "status": 503,
            "instance": "/do/0/a",
            "title": "T",
        }
        body = {"effect": 3, "steps": 7, "definite": False, "problem": problem}
        assert masking.fact(Fact(1, "call.failed", 1, body)).body == {
            **body,
            "problem": {**problem, "title": "<text of 1>"},
        }

    def test_an_outcome_keeps_its_error(self):
        kept = masking.intent(Intent("k", Outcome(problem=Problem("t", 500, detail=WORD))))
        assert kept.outcome.problem == Problem("t", 500, detail="<text of 5>")
