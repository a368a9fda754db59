"""Expressions judged before any run."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.diagnostics import Diagnostic
from definitions.lint import lint, publishable

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
CALL = "call: http, with: { method: get, endpoint: https://example.com/, body: "


def found(task: str, rest: str = "", *, publishing: bool = False) -> list[Diagnostic]:
    reading = read(f"{HEAD}{rest}do:\n  - t: {{ {task} }}\n")
    assert reading.workflow is not None, reading.diagnostics
    return publishable(reading) if publishing else lint(reading)


class TestSlots:
    @pytest.mark.parametrize(
        ("task", "pointer"),
        [
            ("if: .a +, set: .", "/do/0/t/if"),
            ("if: '${ .a + }', set: .", "/do/0/t/if"),
            ("input: { from: .a + }, set: .", "/do/0/t/input/from"),
            ("output: { as: { x: ['${ .a + }'] } }, set: .", "/do/0/t/output/as/x/0"),
            ("export: { as: .a + }, set: .", "/do/0/t/export/as"),
            ("set: { 'a/b': { c: '${ .a + }' } }", "/do/0/t/set/a~1b/c"),
            ("set: '${ .a + }'", "/do/0/t/set"),
            ("wait: '${ .a + }'", "/do/0/t/wait"),
            ("switch: [{ c: { when: .a +, then: end } }]", "/do/0/t/switch/0/c/when"),
            (
                "raise: { error: { type: x, status: 400, detail: '${ .a + }' } }",
                "/do/0/t/raise/error/detail",
            ),
            ("call: http, with: { method: get, endpoint: '${ .a + }' }", "/do/0/t/with/endpoint"),
            ("do: [{ u: { set: { x: '${ .a + }' } } }]", "/do/0/t/do/0/u/set/x"),
            ("for: { in: .x }, do: [{ u: { set: { x: '${ .a + }' } } }]", "/do/0/t/do/0/u/set/x"),
        ],
    )
    def test_each_is_looked_at(self, task, pointer):
        assert [(fault.code, fault.pointer) for fault in found(task)] == [
            ("expression-syntax", pointer)
        ]

    def test_those_of_the_document(self):
        rest = (
            "input: { from: .a + }\noutput: { as: '${ .b + }' }\n"
            "use: { errors: { e: { type: x, status: 1, title: '${ .c + }' } } }\n"
        )
        assert [fault.pointer for fault in found("set: .", rest)] == [
            "/input/from",
            "/output/as",
            "/use/errors/e/title",
        ]

    @pytest.mark.parametrize(
        "task",
        [
            "set: { x: .a + }",
            "set: { x: '$5 {not} an expression' }",
            "set: ., metadata: { x: '${ .a + }' }",
            "run: { script: { language: js, code: '`${a}` + `${b}`' } }",
            "run: { shell: { command: 'echo ${HOME}/x ${PATH}' } }",
            "output: { as: { x: .a + } }, set: .",
        ],
    )
    def test_other_texts_are_left_alone(self, task):
        assert found(task) == []


class TestSyntax:
    def test_the_place_is_that_of_the_character(self):
        (fault,) = found("set: { text: '${ .name && .other }' }")
        assert (fault.line, fault.column) == (3, 33)
        assert "Write `and`." in fault.message
        assert "near '.name && .other'" in fault.message

    def test_in_a_block_it_is_that_of_the_key(self):
        reading = read(f"{HEAD}do:\n  - t:\n      if: |\n        .a\n        && .b\n      set: .\n")
        (fault,) = lint(reading)
        assert (fault.line, fault.column) == (4, 7)

    def test_two_in_one_text_are_joined_for_the_author(self):
        (fault,) = found("set: { id: '${ .a }-${ .b }' }")
        assert fault.code == "expression-syntax"
        assert fault.remedy == 'Only a whole value is an expression. Write ${ "\\(.a)-\\(.b)" }.'


class TestEmbedded:
    @pytest.mark.parametrize(
        ("text", "remedy"),
        [
            (
                "Hello ${ .name }!",
                'Write ${ "Hello \\(.name)!" }, or leave it if the text is meant so.',
            ),
            ('"${.a}" or', 'Write ${ "\\"\\(.a)\\" or" }, or leave it if the text is meant so.'),
            ("a\\b ${ .c }.", 'Write ${ "a\\\\b \\(.c)." }, or leave it if the text is meant so.'),
        ],
    )
    def test_is_a_warning_with_the_whole_expression(self, text, remedy):
        (fault,) = found(f"set: {{ text: '{text}' }}")
        assert (fault.code, fault.severity) == ("expression-in-text", "warning")
        assert fault.remedy == remedy

    def test_an_open_one(self):
        (fault,) = found("set: { text: 'a ${ b' }")
        assert fault.severity == "warning"

    def test_a_long_text_is_not_repeated(self):
        (fault,) = found(f"set: {{ text: 'x${{ .a }}{'x' * 5000}' }}")
        assert len(fault.remedy) < 200


class TestVariables:
    @pytest.mark.parametrize("name", ["context", "input", "output", "runtime", "task", "workflow"])
    def test_of_a_task(self, name):
        assert found(f"set: {{ x: '${{ ${name}.a }}' }}") == []

    @pytest.mark.parametrize("source", ["now", "env.HOME", "$ENV.HOME"])
    def test_that_are_there_anywhere(self, source):
        assert found(f"set: {{ x: '${{ {source} }}' }}") == []

    @pytest.mark.parametrize("name", ["foo", "item", "error", "__loc"])
    def test_that_nobody_sets(self, name):
        (fault,) = found(f"set: {{ x: '${{ .a + ${name}.b }}' }}")
        assert (fault.code, fault.column) == ("unknown-variable", 29)
        assert f"${name}" in fault.message

    def test_the_one_that_was_meant(self):
        (fault,) = found("set: { x: '${ $contxt.a }' }")
        assert fault.remedy == "Did you mean $context?"

    @pytest.mark.parametrize("name", ["task", "output"])
    def test_those_of_tasks_have_no_value_in_the_document(self, name):
        (fault,) = found("set: .", f"output: {{ as: ${name} }}\n")
        assert (fault.code, fault.pointer) == ("unknown-variable", "/output/as")

    def test_each_is_told_once(self):
        assert len(found("set: { x: '${ $foo.a + $foo.a }' }")) == 1

    @pytest.mark.parametrize(
        ("task", "names"),
        [
            ("for: { in: .x }, do: [{ u: { set: { x: '%s' } } }]", ["item", "index"]),
            (
                "for: { in: .x, each: order, at: n }, do: [{ u: { set: { x: '%s' } } }]",
                ["order", "n"],
            ),
            ("try: [], catch: { do: [{ u: { set: { x: '%s' } } }] }", ["error"]),
            ("try: [], catch: { as: why, do: [{ u: { set: { x: '%s' } } }] }", ["why"]),
            (
                (
                    "listen: { to: { any: [] } }, foreach: "
                    "{ item: event, do: [{ u: { set: { x: '%s' } } }] }"
                ),
                ["event", "index"],
            ),
        ],
    )
    def test_loops_and_handlers_set_some(self, task, names):
        for name in names:
            assert found(task % f"${{ ${name} }}") == []

    def test_but_only_inside(self):
        tasks = (
            "do: [{ l: { for: { in: .x, each: order }, do: [{ u: { set: . } }] } }, "
            "{ v: { set: { x: '${ $order }' } } }]"
        )
        assert [fault.pointer for fault in found(tasks)] == ["/do/0/t/do/1/v/set/x"]


class TestSecrets:
    REST = "use: { secrets: [login] }\n"

    def test_declared_and_in_a_call(self):
        task = CALL + "'${ $secrets.login.password }' }"
        assert found(task, self.REST) == []
        assert found(task, self.REST, publishing=True) == []

    def test_undeclared(self):
        (fault,) = found(CALL + "'${ $secrets.logn }' }", self.REST)
        assert (fault.code, fault.remedy) == ("unknown-secret", "Did you mean login?")

    @pytest.mark.parametrize(
        "task",
        [
            "set: { x: '${ $secrets.login }' }",
            "if: $secrets.login == 1, set: .",
            "input: { from: '${ {p: $secrets.login} }' }, set: .",
            CALL + "'${ $secrets }' }",
        ],
    )
    def test_where_it_would_be_kept_it_stays_a_draft(self, task):
        assert found(task, self.REST) == []
        assert [fault.code for fault in found(task, self.REST, publishing=True)] == [
            "unsupported-secret"
        ]


class TestUnsupported:
    @pytest.mark.parametrize(
        "source",
        [".a | ascii_upcase", "reduce .[] as $x (0; . + $x)", ".a = 1", "now", "@base64", "..|.a?"],
    )
    def test_all_of_jq_can_run(self, source):
        task = f"set: {{ x: '${{ {source} }}' }}"
        assert found(task) == []
        assert found(task, publishing=True) == []

    def test_authorization_is_known_in_tasks(self):
        task = "set: { x: '${ $authorization.scheme }' }"
        assert found(task) == []
        assert found(task, publishing=True) == []

    def test_modules_are_refused(self):
        (fault,) = found("""set: { x: '${ import "a" as a; a::b }' }""")
        assert fault.code == "expression-syntax"
        assert "reads no modules" in fault.message

    def test_what_is_no_jq_at_all_is_an_error(self):
        assert [fault.code for fault in found("set: { x: '${ .a | uppercase }' }")] == [
            "expression-syntax"
        ]
