"""Calls as the machine carries them out: policies in their places, templates found."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.call_plans import function_call, own_call, service_call
from definitions.task_plans import NotRunnableError, TaskPlans

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
USE = """\
use:
  authentications: { me: { bearer: { token: t } } }
  functions: { f: { set: { a: 1 } } }
"""


def item_of(task, use=USE):
    reading = read(HEAD + use + f"do: [{{ a: {task} }}]\n")
    assert reading.workflow is not None, reading.diagnostics
    return reading, reading.workflow.do[0]


class TestServices:
    def test_http(self):
        reading, item = item_of(
            "{ call: http, with: { method: get, endpoint: { uri: 'https://a/{id}', "
            "authentication: { use: me } } } }"
        )
        kind, body = service_call("http", item, reading.document)
        assert (kind, body.function) == ("call.http", "http")
        assert body.templates == (("endpoint", "uri"),)
        endpoint = body.arguments.value["endpoint"]
        assert endpoint["authentication"] == {"bearer": {"token": "t"}}

    def test_openapi(self):
        reading, item = item_of(
            "{ call: openapi, with: { operationId: x, authentication: { use: me }, "
            "document: { endpoint: { uri: 'https://a', authentication: { use: me } } } } }"
        )
        kind, body = service_call("openapi", item, reading.document)
        assert (kind, body.templates) == ("call.openapi", ())
        arguments = body.arguments.value
        policy = {"bearer": {"token": "t"}}
        assert arguments["authentication"] == policy
        assert arguments["document"]["endpoint"]["authentication"] == policy

    def test_a_policy_that_is_nowhere(self):
        reading, _ = item_of(
            "{ call: http, with: { method: get, endpoint: { uri: 'https://a', "
            "authentication: { use: nobody } } } }"
        )
        with pytest.raises(NotRunnableError, match="nobody"):
            TaskPlans(reading.workflow, reading.document).root()


class TestFunctions:
    def test_the_documents_own(self):
        reading, item = item_of("{ call: f, with: { a: 1 } }")
        body = own_call(reading.workflow, item.task)
        assert (body.function, body.arguments.value) == ("/use/functions/f", {"a": 1})

    @pytest.mark.parametrize(
        ("call", "kind", "safe"),
        [
            ("uuid:1.0.0", "call.function", True),
            ("log:1.0.0", "call.log", True),
            ("somebodys:1.0.0", "call.function", False),
        ],
    )
    def test_of_the_catalogue(self, call, kind, safe):
        _, item = item_of(f"{{ call: '{call}' }}")
        found, body = function_call(item.task)
        assert (found, body.safe) == (kind, safe)
