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
        assert "100 % of 4 tasks entered" in result.stdout

    def test_what_was_never_entered_is_named(self, tried):
        result = tried(SMALL)
        assert "50 % of 4 tasks entered" in result.stdout
        assert "never entered: /do/1/ask" in result.stdout

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
        assert (shown["ok"], shown["tasks"]) == (True, 4)
        assert shown["neverEntered"] == ["/do/1/ask", "/do/2/rest"]
        assert shown["scenarios"] == [{"name": "small", "ok": True, "tookMs": 0, "faults": []}]

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

    def test_what_could_not_be_published(self, tried):
        result = tried(SMALL, PROCESS.replace("then: ask", "then: nowhere"))
        assert result.exit_code == 1
        assert "unknown-target" in result.stderr
