"""Sentences about values: who has to change what."""

from __future__ import annotations

import pytest

from definitions import model_faults, read

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def told(text: str) -> list[tuple[str, str, str]]:
    if not text.startswith(("document", "use", "input")):
        text = f"{HEAD}do:\n  - t: {{ {text} }}\n"
    elif not text.startswith("document"):
        text = f"{HEAD}do: []\n{text}"
    return [(fault.pointer, fault.message, fault.remedy) for fault in read(text).diagnostics]


class TestExplain:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "call: http, with: { method: get }",
                (
                    "/do/0/t/with",
                    "The call task 't' needs `with.endpoint`.",
                    "Add it, for example `endpoint: https://example.com/orders`.",
                ),
            ),
            (
                "wait: PT1S, iff: .a",
                (
                    "/do/0/t/iff",
                    "The wait task 't' has no attribute 'iff'.",
                    "Did you mean `if`?",
                ),
            ),
            (
                "call: http, with: { method: get, endpoint: x, headres: {} }",
                (
                    "/do/0/t/with/headres",
                    "The call task 't' under `with` has no attribute 'headres'.",
                    "Did you mean `headers`?",
                ),
            ),
            (
                "wait: 5 minutes",
                (
                    "/do/0/t/wait",
                    "`wait` of the wait task 't' is no duration.",
                    (
                        "'5 minutes' is no duration. Write one such as PT30S, PT5M, PT2H or P3D; "
                        "months and years are not possible, because they differ in length."
                    ),
                ),
            ),
            (
                "set: { a: 1 }, then: 5",
                (
                    "/do/0/t/then",
                    "`then` of the set task 't' must be a text, not a number.",
                    "Put it in quotes: then: '5'.",
                ),
            ),
            (
                "set: [a]",
                (
                    "/do/0/t/set",
                    (
                        "`set` of the set task 't' must be a map, or an expression in ${ }, not "
                        "a list."
                    ),
                    "Write a value of the type asked for.",
                ),
            ),
            (
                "call: http, with: { method: get, endpoint: x, output: all }",
                (
                    "/do/0/t/with/output",
                    "`with.output` of the call task 't' can't be 'all'.",
                    "Write one of: raw, content, response.",
                ),
            ),
            (
                "call: http, with: { method: get, endpoint: { url: x } }",
                (
                    "/do/0/t/with/endpoint",
                    "The call task 't' needs `with.endpoint.uri`.",
                    "Add it, for example `uri: https://example.com/orders`.",
                ),
            ),
            (
                "use: { errors: { Late: { type: x, status: '418' } } }",
                (
                    "/use/errors/Late/status",
                    (
                        "`use.errors.Late.status` of the definition must be a whole number, "
                        "not the text '418'."
                    ),
                    "Write it without quotes: status: 418.",
                ),
            ),
            (
                "input: { from: 5 }",
                (
                    "/input/from",
                    "`input.from` of the definition must be an expression or a map, not a number.",
                    "Write a value of the type asked for.",
                ),
            ),
            (
                (
                    "document: { dsl: '1.0.3', namespace: Demo Shop, name: one, version: "
                    "1.10 }\ndo: []"
                ),
                (
                    "/document/namespace",
                    (
                        "`document.namespace` of the definition may have letters, digits and "
                        "hyphens only, and 'Demo Shop' is not so."
                    ),
                    "Write demo-shop.",
                ),
            ),
            (
                "document: { dsl: '1.0.3', namespace: demo, name: one, version: v1.2 }\ndo: []",
                (
                    "/document/version",
                    (
                        "`document.version` of the definition must be a semantic version of three "
                        "numbers, and 'v1.2' is not so."
                    ),
                    "Write '1.2.0'.",
                ),
            ),
            (
                "document: { dsl: '1.0.3', namespace: demo, name: one, version: 1.1 }\ndo: []",
                (
                    "/document/version",
                    "`document.version` of the definition must be a text, not a number.",
                    "Write '1.1.0'.",
                ),
            ),
            (
                "document: { dsl: 0.8, namespace: demo, name: one, version: '1.0.0' }\ndo: []",
                (
                    "/document/dsl",
                    "`document.dsl` of the definition must be a text, not a number.",
                    "Put it in quotes: dsl: '0.8'.",
                ),
            ),
            (
                "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }",
                (
                    "",
                    "The definition needs `do`.",
                    "Add it, for example `do:, and under it a list of tasks`.",
                ),
            ),
        ],
    )
    def test_the_sentence_and_the_remedy(self, text, expected):
        assert expected in told(text)

    @pytest.mark.parametrize(
        "text",
        [
            "call: http, with: 5",
            "call: http, with: { method: 5, endpoint: [], headers: x, query: 1, redirect: 9 }",
            "raise: 5",
            "raise: { error: { type: 5, status: x, more: 1 } }",
            "set: 5",
            "wait: [1]",
            "if: [], set: .",
            "switch: [{ a: { when: {}, then: [] } }, { b: 5 }]",
            "input: { from: 1, to: 2 }, output: 5, export: [], set: .",
            "use: { errors: [], secrets: {}, timeouts: 5 }",
            "use: { secrets: [1, null] }",
            "document: 5",
            "document: {}",
        ],
    )
    def test_no_word_of_the_library_reaches_people(self, text):
        found = told(text)
        assert found
        for pointer, message, remedy in found:
            assert "\0" not in pointer + message + remedy
            for word in ("string", "dict", "Input", "valid", "pydantic", "union", "tag", "model"):
                assert word not in message + remedy

    def test_merge_keys_are_explained(self):
        found = told("set: { a: 1 }, '<<': { b: 1 }")
        assert "Merge keys" in found[0][2]


class TestNearest:
    @pytest.mark.parametrize(
        ("word", "found"),
        [
            ("Endpoint", "endpoint"),
            ("endpont", "endpoint"),
            ("xyz", None),
            ("", None),
            (None, None),
        ],
    )
    def test_the_word_that_was_meant(self, word, found):
        assert model_faults.nearest(word, ["endpoint", "method"]) == found

    def test_a_huge_word_is_no_work(self):
        assert model_faults.nearest("x" * 200_000, ["endpoint"]) is None


class TestA:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (None, "empty"),
            (True, "the truth value true"),
            (5, "a number"),
            (1.5, "a number"),
            ("x", "the text 'x'"),
            ([], "a list"),
            ({}, "a map"),
        ],
    )
    def test_what_a_value_is(self, value, said):
        assert model_faults.a(value) == said
