"""Attributes that nobody reads, where the standard lets them stand."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(text: str) -> list[tuple[str, str]]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    faults = lint(reading)
    assert all((each.code, each.severity) == ("unknown-attribute", "warning") for each in faults)
    return [(each.pointer, each.remedy) for each in faults]


class TestStrays:
    @pytest.mark.parametrize(
        ("text", "pointer", "remedy"),
        [
            ("do: []\nouptut: { as: . }", "/ouptut", "Did you mean `output`?"),
            ("do: []\nlabels: {}", "/labels", "Remove it, or keep it in `metadata`."),
            (
                (
                    "use: { authentications: { a: { basic: { use: s }, q/r: 1 } }, secrets: [s] }\n"
                    "do: []"
                ),
                "/use/authentications/a/q~1r",
                "Remove it, or keep it in `metadata`.",
            ),
            (
                "do: [{ a: { try: [], catch: { errors: { wiht: {} } } } }]",
                "/do/0/a/catch/errors/wiht",
                "Did you mean `with`?",
            ),
            (
                "do: [{ a: { try: [], catch: { errors: { with: { staus: 503 } } } } }]",
                "/do/0/a/catch/errors/with/staus",
                "Did you mean `status`?",
            ),
            (
                (
                    "do: [{ a: { call: mcp, with: { method: tools/list, transport: { http: "
                    "{ endpoint: x } }, paramters: {} } } }]"
                ),
                "/do/0/a/with/paramters",
                "Did you mean `parameters`?",
            ),
        ],
        ids=range(6),
    )
    def test_are_warned_of(self, text, pointer, remedy):
        assert found(text) == [(pointer, remedy)]

    def test_notes_of_ones_own_are_left_alone(self):
        assert found("do: []\nx-owner: somebody") == []
