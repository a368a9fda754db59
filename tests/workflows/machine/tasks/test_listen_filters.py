"""Filters: constants, regular expressions, expressions, and what comes from anybody."""

from __future__ import annotations

import pytest


def heard(drive, attributes: str, event: dict, given=None) -> bool:
    driver = drive(f"  - hear: {{ listen: {{ to: {{ one: {{ with: {attributes} }} }} }} }}\n")
    driver.start({} if given is None else given)
    return driver.hear(1, event.pop("type", "t"), event.pop("data", None), **event)


FITTING = {
    "type": ("{ type: t }", {}),
    "extension": ("{ type: t, region: eu }", {"region": "eu"}),
    "pattern": ("{ type: 'org\\.example\\.(a|b)' }", {"type": "org.example.b"}),
    "pattern-of-subject": ("{ subject: 'order-[0-9]+' }", {"subject": "order-17"}),
    "no-pattern-but-the-same": (
        "{ source: 'https://x.example/a?b=(1' }",
        {"source": "https://x.example/a?b=(1"},
    ),
    "data-expression": ("{ data: '${ .n > 2 }' }", {"data": {"n": 3}}),
    "data-constant": ("{ data: { n: 3 } }", {"data": {"n": 3.0}}),
    "data-with-expressions-inside": (
        "{ data: { n: '${ $workflow.input.n }' } }",
        {"data": {"n": 5}},
    ),
    "attribute-that-an-expression-says": (
        "{ subject: '${ $workflow.input.s }' }",
        {"subject": "me"},
    ),
    "attribute-that-an-expression-judges": (
        "{ subject: '${ startswith(\"m\") }' }",
        {"subject": "me"},
    ),
}
UNFITTING = {
    "type": ("{ type: u }", {}),
    "missing-extension": ("{ region: eu }", {}),
    "full-stop-is-no-pattern": ("{ type: a.b }", {"type": "axb"}),
    "pattern-is-of-the-whole": ("{ type: 'a+' }", {"type": "baa"}),
    "broken-pattern": ("{ type: 'a(' }", {"type": "a"}),
    "data-expression-false": ("{ data: '${ .n > 2 }' }", {"data": {"n": 1}}),
    "data-expression-stumbles": ("{ data: '${ .n > 2 }' }", {"data": "text"}),
    "data-expression-null": ("{ data: '${ .missing }' }", {"data": {}}),
    "data-other-constant": ("{ data: { n: 3 } }", {"data": {"n": 3, "m": 1}}),
    "truth-is-not-one": ("{ data: 1 }", {"data": True}),
    "endless-expression": ("{ data: '${ [range(100000000)] }' }", {"data": 1}),
    "no-text-for-a-pattern": ("{ region: 'e.*' }", {"region": 5}),
}


class TestFits:
    @pytest.mark.parametrize("name", FITTING)
    def test_what_fits(self, drive, name):
        attributes, event = FITTING[name]
        assert heard(drive, attributes, dict(event), {"n": 5, "s": "me"})

    @pytest.mark.parametrize("name", UNFITTING)
    def test_what_does_not_and_never_a_fault(self, drive, name):
        attributes, event = UNFITTING[name]
        assert not heard(drive, attributes, dict(event))


class TestKeys:
    def test_a_type_too_long_for_an_index_is_looked_for_by_looking(self, drive):
        driver = drive(
            f"  - hear: {{ listen: {{ to: {{ one: {{ with: {{ type: {'x' * 600} }} }} }} }} }}\n"
        )
        driver.start({})
        assert driver.listening[0].keys[0].type == ""
