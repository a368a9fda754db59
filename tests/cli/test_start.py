from __future__ import annotations

import json

import pytest

RUNS = "/api/v1/runs"


class TestRun:
    def test_without_following_it_prints_the_id(self, at_the_api, baton, process):
        at_the_api.answer("POST", RUNS, process(status="pending").shown(), status=201)
        result = baton("run", "demo/hello", "--input", '{"name": "Ada"}', "--version", "1.0.0")
        assert result.exit_code == 0
        assert result.stdout == process().id + "\n"
        assert at_the_api.asked[0].json == {
            "workflow": "demo/hello",
            "version": "1.0.0",
            "input": {"name": "Ada"},
        }
        assert at_the_api.asked[0].headers["authorization"] == "Bearer bat_test"

    def test_json_prints_the_run(self, at_the_api, baton, process):
        at_the_api.answer("POST", RUNS, process().shown(), status=201)
        result = baton("run", "demo/hello", "--json")
        assert json.loads(result.stdout) == process().shown()
        assert at_the_api.asked[0].json == {"workflow": "demo/hello", "input": None}

    def test_followed(self, at_the_api, baton, process, trace_line):
        run = process(output={"greeting": "Hello, Ada!"}).shown()
        trace = f"{RUNS}/{run['id']}/trace"
        at_the_api.answer("POST", RUNS, run, status=201)
        items = [trace_line(1, "task.completed", "/do/0/greet")]
        at_the_api.answer("GET", trace, {"items": items, "status": "completed", "after": 1})
        at_the_api.answer("GET", f"{RUNS}/{run['id']}", run)
        result = baton("run", "demo/hello", "--follow")
        assert result.exit_code == 0
        assert "greet  completed" in result.stdout
        assert result.stdout.splitlines()[-1] == '{"greeting": "Hello, Ada!"}'
        assert str(run["id"]) in result.stderr

    @pytest.mark.parametrize("name", ["hello", "/hello", "demo/", "a/b/c", "", "/"])
    def test_what_names_no_process(self, baton, name):
        result = baton("run", name)
        assert result.exit_code == 2
        assert "NAMESPACE/NAME" in result.stderr

    def test_bad_input_is_not_sent(self, at_the_api, baton):
        result = baton("run", "demo/hello", "--input", "{name: Ada}")
        assert result.exit_code == 1
        assert "no JSON (line 1, column 2" in result.stderr
        assert at_the_api.asked == []

    def test_the_refusal_is_told(self, at_the_api, baton):
        at_the_api.problem("POST", RUNS, 404, "demo/none was not found.", request="r-7")
        result = baton("run", "demo/none")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr == "demo/none was not found.\n  Do better.\n  Request r-7\n"
