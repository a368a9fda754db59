"""Calls of functions, looked at before any run."""

from __future__ import annotations

import pytest

from definitions.function_lint import functions_called
from definitions.functions.catalogue import Catalogue, shipped
from definitions.lint import all_tasks, lint, publishable
from definitions.reader import read
from tests.definitions.functions.declaring import declared

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(call: str, catalogue: Catalogue | None = None) -> list[tuple[str, str, str]]:
    reading = read(f"{HEAD}do:\n  - a: {call}\n")
    assert reading.diagnostics == []
    faults = [*lint(reading), *publishable(reading, catalogue)]
    assert all(fault.line == 3 for fault in faults)
    return [(fault.code, fault.pointer, fault.remedy) for fault in faults]


class TestNames:
    @pytest.mark.parametrize(
        "call", ["log:1.0.0", "log:1.0.0@default"], ids=["short", "with its catalogue"]
    )
    def test_what_is_there(self, call):
        assert found(f"{{ call: '{call}', with: {{ message: hello }} }}") == []

    @pytest.mark.parametrize(
        ("call", "remedy"),
        [
            ("lg:1.0.0", "Did you mean log?"),
            ("templat", "Did you mean template?"),
            ("log:9.0.0", "Write one of: 1.0.0."),
            ("log:", "Correct the name"),
            ("quite-another", "Correct the name"),
            ("http:1.0.0@default", "Write call: http."),
            ("ftp://example.com/function.yaml", "Correct the name"),
            ("x" * 5000, "Correct the name"),
        ],
    )
    def test_what_is_not(self, call, remedy):
        ((code, pointer, said),) = found(f"{{ call: '{call}' }}")
        assert (code, pointer) == ("unknown-function", "/do/0/a/call")
        assert remedy in said

    def test_a_catalogue_that_is_not_there(self):
        found_here = found("{ call: 'log:1.0.0@nobody' }")
        assert [code for code, _, _ in found_here] == ["unknown-reference", "unknown-function"]
        assert "name:version@catalogue" in found_here[1][2]

    def test_what_lies_elsewhere_is_looked_at_when_it_is_read(self):
        assert found("{ call: 'https://example.com/function.yaml', with: { any: thing } }") == []

    @pytest.mark.parametrize(
        ("call", "codes"),
        [
            ("nobody", ["unknown-function"]),
            ("no name at all", ["unknown-function"]),
            ("http:1.0.0@default", []),
            ("nobody:1.0.0", []),
            ("log", []),
            ("mine", []),
            ("https://example.com/function.yaml", []),
            ("${ .which }", []),
        ],
    )
    def test_a_bare_one_must_be_there_when_it_is_saved(self, call, codes):
        own = "use: { functions: { mine: { wait: PT1S } } }\n"
        reading = read(f"{HEAD}{own}do:\n  - a: {{ call: '{call}' }}\n")
        assert [fault.code for fault in lint(reading, shipped())] == codes
        assert lint(reading) == []

    def test_without_a_version_is_a_warning(self):
        assert found("{ call: log, with: { message: hello } }") == [
            ("function-version", "/do/0/a/call", "Write log:1.0.0@default.")
        ]

    def test_what_a_package_brings_is_known_with_its_catalogue_only(self):
        call = "{ call: 'greet:1.0.0', with: { name: Ada } }"
        assert found(call, Catalogue([declared()])) == []
        assert [code for code, _, _ in found(call)] == ["unknown-function"]


class TestArguments:
    @pytest.mark.parametrize(
        ("given", "pointer", "remedy"),
        [
            ("{}", "/do/0/a/with/name", "Give what"),
            ("{ name: 5 }", "/do/0/a/with/name", "Give what"),
            ("{ name: Ada Lovelace }", "/do/0/a/with/name", "Give what"),
            ("{ name: Ada, nam: Ada }", "/do/0/a/with/nam", "Did you mean `name`?"),
            ("{ name: Ada, zzz: Ada }", "/do/0/a/with/zzz", "It takes name."),
            ("{ nme: '${ .x }', name: '${ .x }' }", "/do/0/a/with/nme", "Did you mean `name`?"),
        ],
    )
    def test_that_do_not_fit(self, given, pointer, remedy):
        ((code, where, said),) = found(
            f"{{ call: 'greet:1.0.0', with: {given} }}", Catalogue([declared()])
        )
        assert (code, where) == ("function-arguments", pointer)
        assert remedy in said

    @pytest.mark.parametrize("given", ["{ name: '${ .name }' }", "'${ .all }'"])
    def test_expressions_are_let_through(self, given):
        assert found(f"{{ call: 'greet:1.0.0', with: {given} }}", Catalogue([declared()])) == []

    def test_none_at_all(self):
        assert found("{ call: 'uuid:1.0.0' }") == []
        assert [code for code, _, _ in found("{ call: 'log:1.0.0' }")] == ["function-arguments"]


class TestOwnFunctions:
    def codes(self, functions: str, task: str = "{ set: . }") -> list[tuple[str, str]]:
        reading = read(f"{HEAD}use: {{ functions: {functions} }}\ndo:\n  - a: {task}\n")
        faults = [*reading.diagnostics, *lint(reading), *publishable(reading)]
        return [(fault.code, fault.pointer) for fault in faults]

    def test_are_called_by_their_names_and_hide_those_of_the_catalogue(self):
        assert self.codes("{ log: { set: { a: 1 } } }", "{ call: log, with: { b: 2 } }") == []

    @pytest.mark.parametrize(
        ("functions", "code", "pointer"),
        [
            ("{ f: { call: f } }", "recursive-function", "/use/functions/f"),
            ("{ f: { do: [{ x: { call: f } }] } }", "recursive-function", "/use/functions/f"),
            ("{ f: { call: g }, g: { call: f } }", "recursive-function", "/use/functions/g"),
            ("[]", "wrong-type", "/use/functions"),
            ("{ f: 5 }", "wrong-type", "/use/functions/f"),
            ("{ f: {} }", "task-kind", "/use/functions/f"),
            ("{ f: { set: 5 } }", "wrong-type", "/use/functions/f/set"),
            ("{ f: { set: { a: '${ . | }' } } }", "expression-syntax", "/use/functions/f/set/a"),
            ("{ f: { set: ., then: nowhere } }", "unknown-target", "/use/functions/f/then"),
            ("{ f: { call: lg } }", "unknown-function", "/use/functions/f/call"),
            (
                (
                    "{ f: { call: grpc, with: { proto: { endpoint: x },"
                    " service: { name: x, host: x }, method: x } } }"
                ),
                "unsupported-task",
                "/use/functions/f",
            ),
            ("{ 'a/b': { call: lg } }", "unknown-function", "/use/functions/a~1b/call"),
        ],
    )
    def test_what_is_wrong_with_them(self, functions, code, pointer):
        assert (code, pointer) in self.codes(functions)

    def test_functions_that_call_others_make_no_circle(self):
        many = ", ".join(f"f{n}: {{ call: f{n + 1} }}" for n in range(50))
        assert self.codes(f"{{ {many}, f50: {{ set: . }} }}", "{ call: f0 }") == []

    def test_a_secret_in_their_arguments_would_be_kept(self):
        text = (
            f"{HEAD}use: {{ secrets: [key], functions: {{ f: {{ set: . }} }} }}\n"
            "do: [{ a: { call: f, with: { k: '${ $secrets.key }' } } }]\n"
        )
        assert [fault.code for fault in publishable(read(text))] == ["unsupported-secret"]


class TestFunctionsCalled:
    def test_each_once_wherever_it_stands(self):
        reading = read(
            f"{HEAD}use: {{ functions: {{ f: {{ call: 'uuid:1.0.0' }} }} }}\n"
            "do:\n  - a: { call: log, with: { message: x } }\n"
            "  - b: { do: [{ c: { call: 'log:1.0.0', with: { message: y } } }] }\n"
            "  - d: { call: f }\n  - e: { call: nowhere }\n"
        )
        assert reading.workflow is not None
        called = functions_called(all_tasks(reading.workflow), shipped())
        assert [one.key for one in called] == [("uuid", "1.0.0"), ("log", "1.0.0")]
