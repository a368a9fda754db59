"""Expressions that read what nothing before them has written."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
CLOSED = (
    "input: { schema: { document: { type: object, properties: { order: {}, vip: {} }, "
    "additionalProperties: false } } }\n"
)


def found(text: str) -> list[tuple[str, str]]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    faults = [fault for fault in lint(reading) if fault.code == "unwritten-data"]
    assert all(fault.severity == "warning" for fault in faults)
    return [(fault.pointer, fault.remedy) for fault in faults]


class TestWhatNobodyWrites:
    @pytest.mark.parametrize(
        ("text", "pointers"),
        [
            ("do:\n  - a: { set: { x: 1 } }\n  - b: { set: { y: '${ .z }' } }\n",
             ["/do/1/b/set/y"]),
            ("do:\n  - a: { set: { x: 1 } }\n  - b: { if: .z, set: { y: 1 } }\n", ["/do/1/b/if"]),
            ("do:\n  - a: { set: { x: 1 } }\n  - b: { wait: PT1S, output: { as: .z } }\n",
             ["/do/1/b/output/as"]),
            (("do:\n  - a: { set: { x: 1 }, export: { as: '{ y: .x }' } }\n"
             "  - b: { set: { z: '${ $context.x }' } }\n"), ["/do/1/b/set/z"]),
            (f"{CLOSED}do:\n  - a: {{ set: {{ x: '${{ .odrer }}' }} }}\n", ["/do/0/a/set/x"]),
            (f"{CLOSED}do:\n  - a: {{ set: {{ x: '${{ $workflow.input.odrer }}' }} }}\n",
             ["/do/0/a/set/x"]),
            ("do:\n  - a: { set: { x: 1 } }\noutput: { as: .z }\n", ["/output/as"]),
        ],
        ids=range(7),
    )  # fmt: skip
    def test_is_told(self, text, pointers):
        assert [pointer for pointer, _ in found(text)] == pointers

    def test_what_was_meant(self):
        text = "do:\n  - a: { set: { amount: 1 } }\n  - b: { set: { y: '${ .amuont }' } }\n"
        assert found(text) == [("/do/1/b/set/y", "Did you mean amount?")]

    def test_once_for_each_name(self):
        text = "do:\n  - a: { set: { x: 1 } }\n  - b: { set: { y: '${ .z + .z + .z.q }' } }\n"
        assert len(found(text)) == 1


class TestSilence:
    @pytest.mark.parametrize(
        "text",
        [
            "do:\n  - a: { set: { x: '${ .anything }' } }\n",
            (
                "do:\n  - a: { call: http, with: { method: get, endpoint: x } }\n"
                "  - b: { set: { x: '${ .anything }' } }\n"
            ),
            "do:\n  - a: { set: { x: '${ $context.whatever }' } }\n",
            (
                "do:\n  - a: { set: { x: 1 }, export: { as: '$context + .' } }\n"
                "  - b: { set: { y: '${ $context.x }' } }\n"
            ),
            "do:\n  - a: { if: .go, set: { x: 1 } }\n  - b: { set: { y: '${ .other }' } }\n",
            (
                "do:\n  - a: { for: { in: .x }, do: [{ b: { set: { y: '${ .any }' } }, }] }\n"
                "  - c: { set: { z: '${ .any }' } }\n"
            ),
            (
                "do:\n  - a: { try: [{ b: { set: { y: '${ .any }' } } }], catch: {} }\n"
                "  - c: { set: { z: '${ .any }' } }\n"
            ),
            "do:\n  - a: { set: { x: { y: 1 } } }\n  - b: { set: { z: '${ .x.q }' } }\n",
            "do:\n  - a: { set: { x: 1 } }\n  - b: { set: { z: '${ . + }' } }\n",
            (
                "do:\n  - a: { set: { n: 1 } }\n  - b: { set: '${ . + { m: .n } }' }\n"
                "  - c: { if: .m > 3, set: { n: 2 }, then: b }\n  - d: { set: { r: '${ .n }' } }\n"
            ),
            "do:\n  - a: { set: '${ .rows }' }\n  - b: { set: { z: '${ .any }' } }\n",
        ],
        ids=range(11),
    )
    def test_where_one_cannot_be_sure(self, text):
        assert found(text) == []
