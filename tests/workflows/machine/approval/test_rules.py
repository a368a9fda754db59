"""When a stage is decided: a table of rules, answers in their order, and those still open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.machine.approval.rules import leads_out, verdict
from workflows.machine.approval.terms import Decision, Stage, Terms

DECISIONS = [
    Decision("approve"),
    Decision("later"),
    Decision("reject", goes="end"),
    Decision("forbid", goes="end"),
]
FORWARD = [Decision("approve"), Decision("later")]
WORDS = {"a": "approve", "l": "later", "r": "reject", "f": "forbid"}


def of(rule, given, left, decisions=DECISIONS):
    """`given` by the first letters of the decisions."""
    terms = Terms("x", decisions=decisions)
    found = verdict(terms, Stage(["somebody"], rule), [WORDS[one] for one in given], left)
    return None if found is None else found[0]


class TestVerdict:
    @pytest.mark.parametrize(
        ("rule", "given", "left", "decided"),
        [
            ("first", "", 3, None),
            ("first", "a", 2, "a"),
            ("first", "r", 2, "r"),
            ("all", "", 2, None),
            ("all", "a", 1, None),
            ("all", "aa", 0, "a"),
            ("all", "ala", 0, "a"),
            ("all", "la", 0, "l"),
            ("all", "ar", 3, "r"),
            ("all", "fr", 1, "f"),
            (2, "a", 2, None),
            (2, "aa", 1, "a"),
            (2, "al", 1, None),
            (2, "al", 0, "r"),
            (2, "r", 2, None),
            (2, "r", 1, "r"),
            (2, "rr", 3, "r"),
            (2, "ra", 1, None),
            (2, "ra", 0, "r"),
            (2, "rf", 1, "r"),
            (3, "aa", 1, None),
            (3, "aar", 0, "r"),
            (3, "ar", 1, "r"),
            (3, "al", 0, "r"),
            (3, "al", 1, None),
            (1, "a", 5, "a"),
            (1, "r", 5, "r"),
        ],
        ids=str,
    )
    def test_table(self, rule, given, left, decided):
        assert of(rule, given, left) == decided

    def test_where_nothing_ends_it_what_was_said_most_often(self):
        assert of(3, "al", 0, FORWARD) == "a"
        assert of(3, "all", 0, FORWARD) == "l"

    @given(
        st.sampled_from(["first", "all", 1, 2, 3, 5]),
        st.text("alrf", max_size=5),
        st.integers(0, 4),
    )
    def test_who_can_do_nothing_more_is_not_waited_for(self, rule, said, left):
        found = of(rule, said, left)
        if said and not left:
            assert found is not None
        if found is not None:
            assert said
            assert found in said or leads_out(
                Terms("x", decisions=DECISIONS).decision(WORDS[found])
            )
        if isinstance(rule, int) and found in ("a", "l"):
            assert said.count(found) >= rule
        if rule == "all" and found in ("a", "l"):
            assert not left
            assert not set(said) & {"r", "f"}
