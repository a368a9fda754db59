"""`baton test`: definitions tried by the scenarios beside them."""

from __future__ import annotations

import json

import pytest

PROCESS = """\
document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
do:
  - which:
      switch:
        - big: { when: .total > 100, then: ask }
        - small: { then: done }
  - ask:
      call: http
      with: { method: post, endpoint: https://x.example/asked, body: { total: '${ .total }' } }
  - rest: { wait: { days: 3 } }
  - done: { set: { done: true } }
"""
SMALL = "small: { input: { total: 5 }, expect: { output: { done: true }, calls: { ask: 0 } } }\n"
BIG = (
    "big: { input: { total: 500 }, calls: { ask: { output: 1 } }, expect: { calls: { ask: 1 } } }\n"
)


@pytest.fixture
def tried(baton, tmp_path):
    def run(scenarios: str | bytes | None, process: str = PROCESS, *more: str):
        file = tmp_path / "order.yaml"
        file.write_text(process)
        if scenarios is not None:
            text = scenarios.encode() if isinstance(scenarios, str) else scenarios
            (tmp_path / "order.scenarios.yaml").write_bytes(text)
        return baton("test", str(file), *more)

    return run


class TestTest:
    def test_all_pass(self, tried):
        result = tried(SMALL + BIG)
        assert result.exit_code == 0
        assert "small (0 s on its clock)" in result.stdout
        assert "big (259200 s on its clock)" in result.stdout
        assert "100 % of 4 tasks reached" in result.stdout
        assert "100 % of 2 branches reached" in result.stdout
        assert "never" not in result.stdout

    def test_what_was_never_reached_is_named_with_its_line(self, tried):
        result = tried(SMALL)
        assert "50 % of 4 tasks reached" in result.stdout
        assert "50 % of 2 branches reached" in result.stdout
        *_, case, ask, _ = result.stdout.splitlines()
        assert case.endswith("order.yaml:5 /do/0/which: the case big")
        assert ask.endswith("order.yaml:7 /do/1/ask")

    @pytest.mark.parametrize(("least", "code"), [(0, 0), (50, 0), (51, 1), (100, 1)])
    def test_less_than_was_asked_for_fails(self, tried, least, code):
        result = tried(SMALL, PROCESS, "--at-least", str(least))
        assert result.exit_code == code
        assert ("50 % of the branches are reached, and" in result.stdout) == bool(code)

    @pytest.mark.parametrize("least", ["-1", "101", "most", "1.5", ""])
    def test_no_percentage(self, tried, least):
        assert tried(SMALL, PROCESS, "--at-least", least).exit_code == 2

    def test_a_difference_fails_and_is_told(self, tried):
        result = tried(SMALL.replace("true", "false").replace("ask: 0", "ask: 2"))
        assert result.exit_code == 1
        assert 'Its output is {"done":true}, not {"done":false}.' in result.stdout
        assert "The task ask has called 0 times, not 2." in result.stdout

    def test_a_call_that_nothing_answers_is_named(self, tried):
        result = tried("big: { input: { total: 500 } }\n")
        assert result.exit_code == 1
        assert "/do/1/ask" in result.stdout

    def test_json(self, tried):
        result = tried(SMALL, PROCESS, "--json")
        (shown,) = json.loads(result.stdout)
        assert (shown["ok"], shown["trouble"]) == (True, None)
        assert (shown["tasks"]["count"], shown["tasks"]["percent"]) == (4, 50)
        assert [one["task"] for one in shown["tasks"]["missed"]] == ["/do/1/ask", "/do/2/rest"]
        assert shown["branches"]["missed"][0] == {
            "task": "/do/0/which",
            "branch": "the case big",
            "at": "/do/0/which/switch/0/big",
            "line": 5,
        }
        assert shown["scenarios"] == [
            {"name": "small", "ok": True, "tookMs": 0, "faults": [], "approvals": []}
        ]

    def test_who_was_asked_and_what_came_of_it(self, tried):
        call = "call: 'approval:1.0.0@default', with: { subject: x, approvers: [Ann] }"
        scenario = "one: { decisions: [{ by: Ann, after: PT1H, decision: approve }] }\n"
        process = f"{PROCESS.partition('do:')[0]}do:\n  - ask: {{ {call} }}\n"
        result = tried(scenario, process)
        assert "       ask asked Ann: approve by Ann" in result.stdout
        (shown,) = json.loads(tried(scenario, process, "--json").stdout)
        (asked,) = shown["scenarios"][0]["approvals"]
        assert (asked["decision"], asked["asked"], asked["reminded"]) == ("approve", ["Ann"], 0)

    def test_without_scenarios(self, tried):
        result = tried(None)
        assert result.exit_code == 1
        assert "order.scenarios.yaml" in result.stderr

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            "a: 5",
            "a: { inptu: 1 }",
            "{",
            "a: &x [*x]",
            b"\xff\xfe\x00",
            "a: { input: 1 }\na: {}",
        ],
        ids=["empty", "list", "number", "misspelt", "open", "loop", "bytes", "twice"],
    )
    def test_hostile_scenarios(self, tried, text):
        result = tried(text)
        assert result.exit_code == 1
        assert "scenarios" in result.stderr

    def test_what_lies_elsewhere_is_not_read(self, tried):
        far = "  - far: { call: 'https://x.example/function.yaml' }\n"
        result = tried(SMALL, PROCESS + far)
        assert result.exit_code == 1
        assert "order.yaml:12:" in result.stderr
        assert "external" in result.stderr

    def test_what_could_not_be_published(self, tried):
        result = tried(SMALL, PROCESS.replace("then: ask", "then: nowhere"))
        assert result.exit_code == 1
        assert "unknown-target" in result.stderr
