"""Plans of scripts: what is an expression in them, and what is not."""

from __future__ import annotations

import pytest

from definitions import compile_program, read
from definitions.plans import RunScriptBody
from definitions.task_plans import NotRunnableError

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
HEAD += "use: { authentications: { a: { basic: { username: u, password: p } } } }\n"


def planned(run: str) -> tuple[str, RunScriptBody]:
    reading = read(HEAD + f"do: [{{ a: {{ run: {run} }} }}]\n")
    assert reading.workflow is not None, reading.diagnostics
    assert reading.document is not None
    plan = compile_program(reading.workflow, reading.document, "hash").at("/do/0/a")
    assert isinstance(plan.body, RunScriptBody)
    return plan.kind, plan.body


class TestScriptPlan:
    def test_of_a_script(self):
        kind, body = planned("{ script: { language: js, code: x, stdin: '${ . }' }, return: all }")
        assert kind == "run.script"
        assert body.awaited is True
        assert body.arguments.value == {
            "kind": "javascript",
            "code": "x",
            "return": "all",
            "await": True,
            "stdin": "${ . }",
        }

    def test_of_a_command(self):
        kind, body = planned("{ shell: { command: ls, arguments: [a] }, await: false }")
        assert kind == "run.shell"
        assert body.awaited is False
        assert body.arguments.value["code"] == "ls"
        assert body.arguments.value["kind"] == "shell"
        assert body.arguments.value["return"] == "stdout"

    def test_of_one_that_lies_elsewhere(self):
        _, body = planned(
            "{ script: { language: js, source: { endpoint: { uri: 'https://x.org/{id}', "
            "authentication: { use: a } } } } }"
        )
        assert body.templates == (("source", "endpoint", "uri"),)
        policy = body.arguments.value["source"]["endpoint"]["authentication"]
        assert policy == {"basic": {"username": "u", "password": "p"}}

    def test_of_one_whose_authentication_is_not_there(self):
        endpoint = "{ uri: 'https://x.org', authentication: { use: b } }"
        with pytest.raises(NotRunnableError, match="'b'"):
            planned(f"{{ script: {{ language: js, source: {{ endpoint: {endpoint} }} }} }}")

    @pytest.mark.parametrize("code", ["echo ${HOME} ${ .x }", "`${x}`"])
    def test_code_with_something_like_an_expression_inside_stays(self, code):
        _, body = planned(f"{{ script: {{ language: js, code: '{code}' }} }}")
        assert body.arguments.expressions == ()

    def test_code_that_is_one(self):
        _, body = planned("{ shell: { command: '${ .x }' } }")
        assert len(body.arguments.expressions) == 1
