"""Names that must be defined elsewhere, wherever they stand."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(text: str) -> list[tuple[str, str]]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return [(fault.code, fault.pointer) for fault in lint(reading)]


class TestAuthentications:
    @pytest.mark.parametrize(
        ("task", "below"),
        [
            ("call: http, with: { method: get, endpoint: { uri: x, AUTH } }", "/with/endpoint"),
            ("call: openapi, with: { document: { endpoint: { uri: x, AUTH } }, operationId: x }",
             "/with/document/endpoint"),
            ("call: openapi, with: { document: { endpoint: x }, operationId: x, AUTH }", "/with"),
            (("call: grpc, with: { proto: { endpoint: x }, service: { name: x, host: x, AUTH }, "
             "method: x }"), "/with/service"),
            (("call: grpc, with: { proto: { endpoint: { uri: x, AUTH } }, method: x, "
             "service: { name: x, host: x } }"), "/with/proto/endpoint"),
            (("call: mcp, with: { method: tools/list, transport: { http: { endpoint: "
             "{ uri: x, AUTH } } } }"), "/with/transport/http/endpoint"),
            ("call: a2a, with: { method: tasks/get, agentCard: { endpoint: { uri: x, AUTH } } }",
             "/with/agentCard/endpoint"),
            ("run: { script: { language: js, source: { endpoint: { uri: x, AUTH } } } }",
             "/run/script/source/endpoint"),
            ("set: ., input: { schema: { resource: { endpoint: { uri: x, AUTH } } } }",
             "/input/schema/resource/endpoint"),
        ],
        ids=range(9),
    )  # fmt: skip
    def test_that_are_not_defined(self, task, below):
        text = f"do: [{{ a: {{ {task.replace('AUTH', 'authentication: { use: me }')} }} }}]\n"
        pointer = f"/do/0/a{below}/authentication"
        assert found(text) == [("unknown-reference", pointer)]
        me = "use: { authentications: { me: { bearer: { token: x } } } }\n"
        assert found(me + text) == []

    def test_data_that_looks_like_one(self):
        assert found("do: [{ a: { set: { with: { authentication: { use: me } } } } }]\n") == []

    @pytest.mark.parametrize("scheme", ["basic", "bearer", "digest", "oauth2", "oidc"])
    def test_their_secrets(self, scheme):
        inline = (
            "do: [{ a: { call: http, with: { method: get, endpoint: { uri: x, authentication: "
            f"{{ {scheme}: {{ use: login }} }} }} }} }} }}]\n"
        )
        pointer = f"/do/0/a/with/endpoint/authentication/{scheme}/use"
        assert found(inline) == [("unknown-secret", pointer)]
        assert found("use: { secrets: [login] }\n" + inline) == []
        named = f"use: {{ authentications: {{ me: {{ {scheme}: {{ use: login }} }} }} }}\ndo: []\n"
        assert found(named) == [("unknown-secret", f"/use/authentications/me/{scheme}/use")]


class TestTheOthers:
    @pytest.mark.parametrize(
        ("text", "code", "pointer"),
        [
            ("do: [{ a: { raise: { error: late } } }]", "unknown-error", "/do/0/a/raise/error"),
            ("do: [{ a: { set: ., timeout: soon } }]", "unknown-reference", "/do/0/a/timeout"),
            ("timeout: soon\ndo: []", "unknown-reference", "/timeout"),
            ("do: [{ a: { try: [], catch: { retry: often } } }]", "unknown-reference",
             "/do/0/a/catch/retry"),
            ("use: { functions: { f: { raise: { error: late } } } }\ndo: []", "unknown-error",
             "/use/functions/f/raise/error"),
            (("use: { extensions: [{ x: { extend: all, before: [{ a: { raise: { error: late } } }] "
             "} }] }\ndo: []"), "unknown-error", "/use/extensions/0/x/before/0/a/raise/error"),
            ("do: [{ a: { call: 'tool:1.0.0@tools' } }]", "unknown-reference", "/do/0/a/call"),
        ],
        ids=range(7),
    )  # fmt: skip
    def test_that_are_not_defined(self, text, code, pointer):
        assert found(text) == [(code, pointer)]

    @pytest.mark.parametrize(
        "text",
        [
            "use: { extensions: [{ x: { extend: call } }, { y: { extend: all } }] }\ndo: []",
            "do: [{ a: { raise: { error: '${ .error }' } } }]",
            "use: { catalogs: { tools: { endpoint: x } } }\ndo: [{ a: { call: 't:1.0.0@tools' } }]",
        ],
    )
    def test_nothing_to_say(self, text):
        assert found(text) == []

    def test_the_one_that_was_meant(self):
        text = (
            "use: { timeouts: { short: { after: PT1S } } }\ndo: [{ a: { set: ., timeout: shrt } }]"
        )
        (fault,) = lint(read(HEAD + text))
        assert fault.remedy == "Did you mean short?"
