"""What a call is given: as the document has it, without marks and without secrets."""

from __future__ import annotations

import pytest

from tests.workflows.conftest import program_of
from workflows.simulator.scenarios import Scenario, Verdict, play

HTTP = "{ method: post, endpoint: https://x.example, body: { n: '${ .n }' } }"


def played(tasks: str, given: object = None) -> Verdict:
    return play(program_of(tasks), Scenario.model_validate({"input": given}))


@pytest.mark.parametrize(
    ("tasks", "given"),
    [
        (
            f"  - a: {{ call: http, with: {HTTP} }}\n",
            {"method": "post", "endpoint": "https://x.example", "body": {"n": 7}},
        ),
        ("  - a: { call: 'mail:1.0.0@default', with: { to: '${ .n }' } }\n", {"to": 7}),
        (
            "  - a: { run: { workflow: { namespace: a, name: b, version: 1.0.0, input: { x: '${ .n }' } } } }\n",  # noqa: E501
            {"x": 7},
        ),
    ],
    ids=["http", "function", "process"],
)
def test_arguments_are_evaluated(tasks: str, given: object):
    verdict = played(tasks, {"n": 7})
    assert verdict.unmocked is not None
    assert verdict.unmocked.arguments == given


def test_what_reads_a_secret_stays_an_expression():
    tasks = (
        "  - a: { call: http, with: { method: get, endpoint: https://x.example, "
        "headers: { Key: '${ $secrets.login.key }' } } }\n"
    )
    verdict = play(program_of(tasks), Scenario.model_validate({}))
    assert verdict.unmocked is not None
    given = verdict.unmocked.arguments
    assert isinstance(given, dict)
    assert given["headers"] == {"Key": "${ $secrets.login.key }"}
