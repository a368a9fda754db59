from __future__ import annotations

import json

import pytest

RUNS = "/api/v1/runs"
RUN = f"{RUNS}/01a1fcb7-1e60-7141-a364-a9f610b3d720"


class TestPage:
    def test_a_table(self, at_the_api, baton, process):
        at_the_api.answer("GET", RUNS, {"items": [process().shown()], "next": None})
        result = baton("runs", "--status", "completed", "--workflow", "demo/hello", "--limit", "3")
        head, row = result.stdout.splitlines()
        assert head.split() == ["RUN", "STATUS", "PROCESS", "CREATED"]
        assert row.split()[1:4] == ["completed", "demo/hello", "1.0.0"]
        assert at_the_api.asked[0].query == {
            "status": "completed",
            "namespace": "demo",
            "name": "hello",
            "limit": "3",
        }

    def test_a_namespace(self, at_the_api, baton):
        at_the_api.answer("GET", RUNS, {"items": [], "next": None})
        result = baton("runs", "--workflow", "demo")
        assert "no run like that" in result.stderr
        assert at_the_api.asked[0].query == {"namespace": "demo", "limit": "20"}

    def test_none_yet(self, at_the_api, baton):
        at_the_api.answer("GET", RUNS, {"items": []})
        result = baton("runs")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "no run yet" in result.stderr

    def test_json(self, at_the_api, baton):
        at_the_api.answer("GET", RUNS, {"items": [{"id": "x", "new": 1}]})
        assert json.loads(baton("runs", "--json").stdout) == [{"id": "x", "new": 1}]

    def test_another_releases_form(self, at_the_api, baton):
        at_the_api.answer("GET", RUNS, {"items": [{"id": 1}]})
        result = baton("runs")
        assert result.exit_code == 1
        assert "unknown form" in result.stderr

    @pytest.mark.parametrize("options", [("--status", "gone"), ("--limit", "0"), ("--limit", "x")])
    def test_options_that_make_no_sense(self, baton, options):
        assert baton("runs", *options).exit_code == 2


class TestShow:
    def test_all_of_it(self, at_the_api, baton, process, trace_line):
        at_the_api.answer("GET", RUN, process(output={"a": 1}).shown())
        items = [trace_line(1, "task.completed", "/do/0/greet"), trace_line(2, "run.completed")]
        page = {"items": items, "status": "completed", "after": 2}
        at_the_api.answer("GET", f"{RUN}/explanation", {"status": "completed", "items": []})
        at_the_api.answer("GET", f"{RUN}/trace", page)
        result = baton("show", process().id)
        assert result.exit_code == 0
        assert '{"name": "Ada"}' in result.stdout
        assert "greet  completed" in result.stdout
        assert result.stdout.splitlines()[-2:] == ["completed in 1.5 s", '{"a": 1}']

    def test_one_that_is_open_has_no_end(self, at_the_api, baton, process):
        shown = process(status="running").shown() | {"endedAt": None, "startedAt": None}
        at_the_api.answer("GET", RUN, shown)
        said = {"code": "works", "sentence": "'nap' waits.", "remedy": "Wake it."}
        at_the_api.answer("GET", f"{RUN}/explanation", {"status": "running", "items": [said]})
        at_the_api.answer("GET", f"{RUN}/trace", {"items": [], "status": "running", "after": 0})
        result = baton("show", process().id)
        assert result.stdout.count("running") == 1
        now, to_do = result.stdout.splitlines()[-2:]
        assert (now.split(), to_do.split()) == (
            ["Now", "'nap'", "waits."],
            ["To", "do", "Wake", "it."],
        )

    def test_json(self, at_the_api, baton, process):
        at_the_api.answer("GET", RUN, process().shown())
        assert json.loads(baton("show", process().id, "--json").stdout) == process().shown()

    def test_an_empty_name(self, at_the_api, baton):
        at_the_api.problem("GET", f"{RUNS}/", 404, "Nothing here.")
        assert baton("show", "").exit_code == 1
