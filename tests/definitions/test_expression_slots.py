"""Where expressions stand, and what each may read."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.expression_slots import RUN_VARIABLES, TASK_VARIABLES, Slot, slots

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(task: str, rest: str = "") -> list[Slot]:
    reading = read(f"{HEAD}do:\n  - t: {{ {task} }}\n{rest}")
    assert reading.workflow is not None, reading.diagnostics
    assert reading.document is not None
    return [*slots(reading.workflow, reading.document)]


EVENT = "{ with: { type: x, data: '${ .a }' }, correlate: { c: { from: .b, expect: '${ .c }' } } }"


class TestWhere:
    @pytest.mark.parametrize(
        ("task", "texts"),
        [
            ("wait: PT1S, if: .a, input: { from: .b }, output: { as: { x: '${ .c }' } }",
             [".a", ".b", "${ .c }"]),
            ("wait: { seconds: 1 }, export: { as: .a }, timeout: { after: '${ .b }' }",
             [".a", "${ .b }"]),
            ("set: .a", [".a"]),
            ("set: { x: ['${ .a }', .b] }", ["${ .a }"]),
            ("switch: [{ x: { when: .a, then: end } }, { y: { then: end } }]", [".a"]),
            ("for: { in: .a }, while: .b, do: [{ u: { set: .c } }]", [".a", ".b", ".c"]),
            ("for: { in: [{ x: '${ .a }' }] }, do: []", ["${ .a }"]),
            ("fork: { branches: [{ u: { set: .a } }] }", [".a"]),
            (("try: [{ u: { set: .a } }], catch: { when: .b, exceptWhen: .c, errors: { with: "
             "{ type: '${ .d }' } }, retry: { when: .e, delay: '${ .f }' }, do: [{ v: { set: .g } "
             "}] }"), [".a", ".b", ".c", "${ .d }", ".e", "${ .f }", ".g"]),
            ("emit: { event: { with: { type: x, data: '${ .a }' } } }", ["${ .a }"]),
            (f"listen: {{ to: {{ one: {EVENT} }} }}", ["${ .a }", ".b", "${ .c }"]),
            ((f"listen: {{ to: {{ any: [{EVENT}], until: .d }} }}, foreach: {{ do: [{{ u: {{ set: "
             ".e } }], output: { as: .f } }"), ["${ .a }", ".b", "${ .c }", ".d", ".e", ".f"]),
            (f"listen: {{ to: {{ any: [], until: {{ all: [{EVENT}] }} }} }}",
             ["${ .a }", ".b", "${ .c }"]),
            ("raise: { error: late }", []),
            ("raise: { error: { type: x, status: 400, title: '${ .a }' } }", ["${ .a }"]),
            ("run: { script: { language: js, code: '`${ a }`', stdin: '${ .a }' } }", ["${ .a }"]),
            ("run: { shell: { command: 'echo ${HOME} x' } }", []),
            ("run: { shell: { command: '${ .a }' } }", ["${ .a }"]),
            ("run: { workflow: { namespace: a, name: b, input: { x: '${ .a }' } } }", ["${ .a }"]),
            ("call: http, with: { method: get, endpoint: '${ .a }' }", ["${ .a }"]),
            (("call: asyncapi, with: { document: { endpoint: '${ .a }' }, channel: c, "
             "subscription: { filter: .b, consume: { until: .c, for: '${ .d }' }, foreach: { "
             "do: [{ u: { set: .e } }] } } }"), ["${ .a }", ".b", ".c", "${ .d }", ".e"]),
            ("set: { x: 1 }, metadata: { x: '${ .a }' }", []),
        ],
        ids=range(22),
    )  # fmt: skip
    def test_each_once_and_in_order(self, task, texts):
        assert [slot.text for slot in found(task)] == texts

    def test_those_of_the_document(self):
        rest = (
            "input: { from: .a }\noutput: { as: .b }\ntimeout: { after: '${ .c }' }\n"
            f"schedule: {{ on: {{ one: {EVENT} }} }}\n"
            "use: { errors: { e: { type: x, status: 1, title: '${ .d }' } }, retries: { r: { when: "
            ".e } }, extensions: [{ x: { extend: all, when: .f, after: [{ u: "
            "{ set: .g } }] } }] }\n"
        )
        texts = [slot.text for slot in found("wait: PT1S", rest)]
        assert texts == [
            *(".a", ".b", "${ .c }", "${ .a }", ".b", "${ .c }"),
            *("${ .d }", ".e", ".f", ".g"),
        ]


class TestVariables:
    @pytest.mark.parametrize(
        ("task", "text", "more"),
        [
            ("for: { in: .a, each: x }, do: []", ".a", ()),
            ("for: { in: .a, each: x }, while: .b, do: []", ".b", ("x", "index")),
            ("for: { in: .a, at: i }, do: [{ u: { set: .b } }]", ".b", ("item", "i")),
            ("try: [{ u: { set: .a } }], catch: { as: e }", ".a", ()),
            ("try: [], catch: { do: [{ u: { set: .a } }] }", ".a", ("error",)),
            ("try: [], catch: { retry: { when: .a } }", ".a", ("error",)),
            (
                "listen: { to: { any: [] } }, foreach: { item: e, do: [{ u: { set: .a } }] }",
                ".a",
                ("e", "index"),
            ),
        ],
    )
    def test_are_set_by_what_stands_around(self, task, text, more):
        (slot,) = [slot for slot in found(task) if slot.text == text]
        assert slot.variables == (*TASK_VARIABLES, *more)

    def test_outside_of_tasks(self):
        (slot,) = found("wait: PT1S", "output: { as: .a }\n")
        assert slot.variables == RUN_VARIABLES

    @pytest.mark.parametrize(
        ("task", "call"),
        [
            ("call: http, with: { method: get, endpoint: '${ .a }' }", True),
            ("run: { container: { image: '${ .a }' } }", True),
            ("run: { workflow: { namespace: a, name: b, input: '${ .a }' } }", False),
            ("set: { x: '${ .a }' }", False),
        ],
    )
    def test_secrets_in_calls_only(self, task, call):
        assert [slot.call for slot in found(task)] == [call]
