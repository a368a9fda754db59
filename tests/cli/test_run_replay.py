"""`baton run replay`: every step, one, or forwards and back by keys."""

from __future__ import annotations

import json

from cli.run_replay import walk
from tests.cli.files_of_runs import a_file, a_run
from workflows.files import masking
from workflows.files.stepping import steps


class TestReplay:
    def test_all_of_them_in_a_pipe(self, baton, tmp_path):
        shown = baton("run", "replay", str(a_file(tmp_path)))
        assert shown.exit_code == 0
        assert shown.stdout.count("── ") == 3
        assert "fact     call.finished" in shown.stdout
        assert "wanted   http.call by ask" in shown.stdout
        assert "rest (wait): waiting" in shown.stdout
        assert 'changed  output: {"said": 7}' in shown.stdout

    def test_one(self, baton, tmp_path):
        shown = baton("run", "replay", str(a_file(tmp_path)), "--step", "2")
        assert shown.stdout.count("── ") == 1
        assert "── 2 of 3" in shown.stdout

    def test_none_further(self, baton, tmp_path):
        assert baton("run", "replay", str(a_file(tmp_path)), "--step", "9").exit_code == 2

    def test_for_programs(self, baton, tmp_path):
        told = json.loads(baton("run", "replay", str(a_file(tmp_path)), "--json").stdout)
        assert [one["status"] for one in told] == ["running", "waiting", "completed"]
        assert told[0]["wanted"][0]["function"] == "http.call"

    def test_masked(self, baton, tmp_path):
        run = a_run()
        run.values = "masked"
        run.facts = [masking.fact(one) for one in run.facts]
        run.trace = [masking.trace(one) for one in run.trace]
        shown = baton("run", "replay", str(a_file(tmp_path, run)))
        assert shown.exit_code == 0
        assert "<text of 3>" in shown.stdout
        assert "done (set): completed" in shown.stdout

    def test_no_file_of_a_run(self, baton, tmp_path):
        other = tmp_path / "other"
        other.write_text("hello")
        shown = baton("run", "replay", str(other))
        assert shown.exit_code == 1
        assert "can't be used" in shown.stderr
        assert baton("run", "replay", str(tmp_path / "none")).exit_code == 1


class TestWalk:
    def walked(self, keys: str, capsys) -> list[str]:
        run, left = a_run(), iter(keys)
        walk(run, steps(run), lambda: next(left))
        lines = capsys.readouterr().out.splitlines()
        return [line.split(" ")[1] for line in lines if line.startswith("── ")]

    def test_forwards_and_back(self, capsys):
        assert self.walked("nnpq", capsys) == ["1", "2", "3", "2"]

    def test_not_beyond_its_ends(self, capsys):
        assert self.walked("pnnnnq", capsys) == ["1", "2", "3"]

    def test_to_a_number(self, capsys):
        assert self.walked("3\rp99\r0\rq", capsys) == ["1", "3", "2", "3", "1"]

    def test_other_keys(self, capsys):
        assert self.walked("x²3nq", capsys) == ["1", "2"]
