"""Targets, names, references, and what can't run yet."""

from __future__ import annotations

from pathlib import Path

import pytest

import definitions
from definitions import read
from definitions.diagnostics import MOST, Diagnostic
from definitions.lint import lint, publishable

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
HOME = Path(definitions.__file__).parent
SAMPLES = sorted(
    path
    for path in [*HOME.glob("samples/*.yaml"), *HOME.glob("ready/*.yaml")]
    if not path.stem.endswith(".scenarios")
)


def linted(text: str) -> list[Diagnostic]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return lint(reading)


def hindered(text: str) -> list[tuple[str, str]]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return [(fault.code, fault.pointer) for fault in publishable(reading)]


class TestSamples:
    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_can_be_published(self, path):
        reading = read(path.read_bytes())
        assert [*reading.diagnostics, *lint(reading), *publishable(reading)] == []

    def test_there_are_some(self):
        assert "hello" in [path.stem for path in SAMPLES]


class TestTargets:
    @pytest.mark.parametrize(
        "text",
        [
            "do: [{ a: { set: ., then: b } }, { b: { set: ., if: .x, then: a } }]",
            "do: [{ a: { set: ., then: continue } }, { b: { set: ., then: exit } }]",
            "do: [{ a: { switch: [{ c: { then: b } }] } }, { b: { set: . } }]",
            (
                "do: [{ a: { fork: { branches: [{ b: { set: ., then: c } }, { c: { "
                "set: . } }] } } }]"
            ),
        ],
    )
    def test_that_exist(self, text):
        assert linted(text) == []

    @pytest.mark.parametrize(
        ("text", "pointer"),
        [
            ("do: [{ a: { set: ., then: b } }]", "/do/0/a/then"),
            ("do: [{ a: { set: ., then: '' } }]", "/do/0/a/then"),
            (
                "do: [{ a: { do: [{ b: { set: . } }] } }, { c: { set: ., then: b } }]",
                "/do/1/c/then",
            ),
            (
                "do: [{ a: { do: [{ b: { set: ., then: c } }] } }, { c: { set: . } }]",
                "/do/0/a/do/0/b/then",
            ),
            ("do: [{ a: { switch: [{ b: { then: c } }] } }]", "/do/0/a/switch/0/b/then"),
            ("do: [{ a: { switch: [{ b: { then: b } }] } }]", "/do/0/a/switch/0/b/then"),
            (
                (
                    "do: [{ a: { try: [{ b: { set: ., then: c } }], catch: { do: [{ c: { "
                    "set: . } }] } } }]"
                ),
                "/do/0/a/try/0/b/then",
            ),
        ],
    )
    def test_that_do_not(self, text, pointer):
        assert [(fault.code, fault.pointer) for fault in linted(text)] == [
            ("unknown-target", pointer)
        ]

    def test_the_one_that_was_meant(self):
        (fault,) = linted("do: [{ a: { set: ., then: aprove } }, { approve: { set: . } }]")
        assert fault.remedy == "Did you mean approve?"

    def test_a_task_named_like_a_directive_is_a_warning(self):
        (fault,) = linted("do: [{ end: { set: . } }]")
        assert (fault.code, fault.severity) == ("directive-name", "warning")


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "code", "pointer"),
        [
            ("do: [{ a: { raise: { error: late } } }]", "unknown-error", "/do/0/a/raise/error"),
            ("do: [{ a: { wait: PT1S, timeout: soon } }]", "unknown-reference", "/do/0/a/timeout"),
            ("timeout: soon\ndo: []", "unknown-reference", "/timeout"),
            (
                (
                    "do: [{ a: { call: http, with: { method: get, endpoint: { uri: x, "
                    "authentication: { use: me } } } } }]"
                ),
                "unknown-reference",
                "/do/0/a/with/endpoint/authentication",
            ),
            (
                "do: [{ a: { try: [], catch: { retry: often } } }]",
                "unknown-reference",
                "/do/0/a/catch/retry",
            ),
            (
                "do: [{ a: { call: http, with: { method: get, endpoint: 'https://x/{?y}' } } }]",
                "uri-template",
                "/do/0/a/with/endpoint",
            ),
            (
                (
                    "do: [{ a: { call: http, with: { method: get, endpoint: { uri: "
                    "'https://x/{a b}' } } } }]"
                ),
                "uri-template",
                "/do/0/a/with/endpoint/uri",
            ),
        ],
    )
    def test_to_nothing(self, text, code, pointer):
        assert [(fault.code, fault.pointer) for fault in linted(text)] == [(code, pointer)]

    @pytest.mark.parametrize(
        "text",
        [
            (
                "use: { errors: { late: { type: x, status: 400 } } }\ndo: [{ a: { "
                "raise: { error: late } } }]"
            ),
            (
                "use: { timeouts: { soon: { after: PT1S } } }\ndo: [{ a: { wait: PT1S, "
                "timeout: soon } }]"
            ),
            "use: { retries: { often: {} } }\ndo: [{ a: { try: [], catch: { retry: often } } }]",
            "do: [{ a: { try: [], catch: { retry: { delay: PT1S } } } }]",
        ],
    )
    def test_to_what_is_there(self, text):
        assert linted(text) == []


class TestOrder:
    def test_is_that_of_the_text(self):
        text = (
            "do:\n  - a: { set: { x: '${ .x + }' } }\n  - end: { set: ., then: nowhere }\n"
            "  - c: { set: { x: '${ $foo }' } }\n"
        )
        assert [fault.line for fault in linted(text)] == [3, 4, 4, 5]

    def test_errors_go_before_warnings_where_the_list_is_cut(self):
        text = "do:\n" + "".join(
            f"  - t{n}: {{ set: {{ x: 'a ${{ .b }}' }} }}\n" for n in range(150)
        )
        found = linted(text + "  - z: { set: ., then: nowhere }\n")
        assert len(found) == MOST
        assert found[-1].code == "unknown-target"

    def test_what_did_not_read_has_no_lint(self):
        reading = read("do: 5")
        assert lint(reading) == []
        assert publishable(reading) == []


class TestPublishable:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (
                "do: [{ a: { run: { container: { image: x } } } }]",
                [("unsupported-task", "/do/0/a")],
            ),
            (
                (
                    "do: [{ a: { for: { in: .x }, do: [{ b: { run: { container: "
                    "{ image: x } } } }] } }]"
                ),
                [("unsupported-task", "/do/0/a/do/0/b")],
            ),
            ("timeout: { after: PT1S }\ndo: []", []),
            ("schedule: { every: PT1H }\ndo: []", []),
            ("schedule: { on: { any: [] } }\ndo: []", []),
            (
                "evaluate: { language: js }\ndo: []",
                [("unsupported-attribute", "/evaluate/language")],
            ),
            ("evaluate: { language: jq, mode: strict }\ndo: []", []),
            ("input: { schema: { resource: { endpoint: 'https://example.com/' } } }\ndo: []", []),
            (
                "input: { schema: { resource: { endpoint: '${ .where }' } } }\ndo: []",
                [("external", "/input/schema/resource")],
            ),
            ("input: { schema: { document: {} } }\ndo: []", []),
            ("use: { retries: { a: {} } }\ndo: []", []),
            ("use: { timeouts: { a: { after: PT1S } } }\ndo: []", []),
            ("use: { extensions: [{ a: { extend: all } }] }\ndo: []", []),
            ("use: { secrets: [a], errors: { b: { type: x, status: 1 } } }\ndo: []", []),
            (
                (
                    "do: [{ a: { wait: PT1S, timeout: { after: PT1S }, export: { schema: "
                    "{ format: avro, document: {} }, as: . } } }]"
                ),
                [
                    ("unsupported-attribute", "/do/0/a/export/schema/format"),
                ],
            ),
            (
                (
                    "do: [{ a: { call: http, with: { method: get, endpoint: { uri: x, "
                    "authentication: { oauth2: { authority: 'https://a', "
                    "grant: authorization_code } } } } } }]"
                ),
                [("unsupported-attribute", "/do/0/a/with/endpoint/authentication/oauth2/grant")],
            ),
            (
                (
                    "use: { authentications: { me: { oidc: { authority: 'https://a', "
                    "grant: authorization_code } } } }\ndo: []"
                ),
                [("unsupported-attribute", "/use/authentications/me/oidc/grant")],
            ),
            ("schedule: { every: P1M }\ndo: []", [("unsupported-attribute", "/schedule/every")]),
            ("schedule: { after: P1Y }\ndo: []", [("unsupported-attribute", "/schedule/after")]),
            (
                "do: [{ a: { run: { workflow: { namespace: n, name: m }, return: code } } }]",
                [("unsupported-attribute", "/do/0/a/run/return")],
            ),
            ("do: [{ a: { run: { workflow: { namespace: n, name: m } } } }]", []),
            ("do: [{ a: { wait: P1M } }]", [("unsupported-attribute", "/do/0/a/wait")]),
        ],
    )
    def test_what_cannot_run_yet_is_named(self, text, found):
        assert hindered(text) == found
