"""What a form holds: what is not said stays, null empties, and what does not fit is refused."""

from __future__ import annotations

import pytest

from workflows.machine.approval.filling import UnfitError, filled

FORM = {
    "type": "object",
    "properties": {
        "sum": {"type": "number", "maximum": 1000},
        "note": {"type": "string"},
        "until": {"type": ["string", "null"]},
        "a/b": {"type": "string"},
    },
    "required": ["sum"],
}
BEFORE = {"sum": 5, "note": "old", "a/b": "x"}


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ({}, BEFORE),
        ({"sum": 6}, {**BEFORE, "sum": 6}),
        ({"note": None}, {"sum": 5, "a/b": "x"}),
        ({"a/b": None}, {"sum": 5, "note": "old"}),
        ({"until": None}, {**BEFORE, "until": None}),
        ({"until": None, "note": None}, {"sum": 5, "a/b": "x", "until": None}),
        ({"more": None}, {**BEFORE, "more": None}),
    ],
    ids=str,
)
def test_it_holds(given, holds):
    assert filled(FORM, BEFORE, given) == holds


@pytest.mark.parametrize(
    ("given", "why"),
    [({"sum": None}, "sum"), ({"sum": 1001}, "/sum"), ({"note": 5}, "/note")],
    ids=str,
)
def test_it_takes_no(given, why):
    with pytest.raises(UnfitError, match=why):
        filled(FORM, BEFORE, given)


def test_without_a_form_all_is_taken():
    assert filled(None, {"a": 1}, {"b": None}) == {"a": 1, "b": None}
