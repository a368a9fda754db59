"""Calls that tell people nothing, or by a template that isn't there."""

from __future__ import annotations

import pytest

from definitions.lint import publishable
from definitions.reader import read

TEXT = """
document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }
do:
- tell:
    call: notify:1.0.0@default
    with: { to: [a@b.example], %s }
"""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("subject: Hello", None),
        ("templateName: ordered", None),
        ("templateName: ordered, templateVersion: 2", None),
        ("templateName: '${ .name }'", None),
        ("body: Hello", ("function-arguments", "error", "without a subject")),
        ("templateName: other", ("unknown-template", "warning", "no template 'other'")),
        (
            "templateName: ordered, templateVersion: 3",
            ("unknown-template", "warning", "no version 3"),
        ),
    ],
    ids=["inline", "known", "a version", "expression", "nothing", "unknown", "no such version"],
)
def test_publishing(given, found):
    faults = publishable(read(TEXT % given), templates={"ordered": 2})
    if found is None:
        assert faults == []
    else:
        [fault] = faults
        assert (fault.code, fault.severity) == found[:2]
        assert found[2] in fault.message
