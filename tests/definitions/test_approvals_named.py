"""Whom a process names: what is written out, and nothing that an expression says."""

from __future__ import annotations

from definitions.approvals_named import named_in


def test_each_once_wherever_it_stands():
    named = named_in({
        "do": [
            {"a": {"with": {"approvers": [{"role": "finance"}, {"manager": 1}, "ann@x.example"]}}},
            {"b": {"with": {"people": [{"department": "Legal"}, {"role": "finance"}]}}},
            {"c": {"with": {"escalate": [{"to": [{"group": "Night"}]}]}}},
        ]
    })  # fmt: skip
    assert list(named.roles) == ["finance"]
    assert list(named.departments) == ["Legal"]
    assert list(named.groups) == ["Night"]
    assert named.managers


def test_what_names_nobody():
    hostile = {
        "approvers": "${ .who }", "people": {"role": "${ .role }"}, "to": [None, 1, [], {}],
        "ask": [{"role": 7}, {"role": "a", "group": "b"}], "schema": {"role": "x"},
    }  # fmt: skip
    named = named_in(hostile)
    assert (named.roles, named.departments, named.groups) == ({}, {}, {})
    assert not named.managers
