"""Calls that give back what they were given, with a secret in it."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = (
    "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
    "use: { secrets: [login] }\n"
)


def found(task: str) -> list[tuple[str, str]]:
    reading = read(HEAD + f"do: [{{ a: {{ {task} }} }}]\n")
    assert reading.workflow is not None, reading.diagnostics
    return [(fault.code, fault.pointer) for fault in lint(reading)]


class TestSecretOutput:
    def test_a_response_with_its_request(self):
        task = (
            "call: http, with: { method: get, endpoint: 'https://x/', output: OUT, "
            "headers: { a: '${ $secrets.login }', b: '${ $secrets.login }' } }"
        )
        assert found(task.replace("OUT", "response")) == [("secret-output", "/do/0/a/with/output")]
        assert found(task.replace("OUT", "content")) == []

    def test_a_text_made_of_it(self):
        task = "call: template:1.0.0, with: { template: x, values: { a: '${ VALUE }' } }"
        assert found(task.replace("VALUE", "$secrets.login")) == [("secret-output", "/do/0/a/with")]
        assert found(task.replace("VALUE", ".login")) == []
        assert found(task.replace("VALUE", "$secretsOfMine")) == [
            ("unknown-variable", "/do/0/a/with/values/a")
        ]

    @pytest.mark.parametrize(
        "task",
        [
            "call: log:1.0.0, with: { message: '${ $secrets.login }' }",
            "call: http, with: { method: get, endpoint: 'https://x/', output: response }",
        ],
    )
    def test_nothing_to_say(self, task):
        assert found(task) == []
