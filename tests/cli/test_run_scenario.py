"""`baton run to-scenario`: what it writes, `baton test` plays."""

from __future__ import annotations

import pytest

from tests.cli.files_of_runs import TASKS, a_file, a_run
from workflows.files import masking


class TestToScenario:
    def test_becomes_a_test(self, baton, tmp_path):
        target = tmp_path / "case.scenarios.yaml"
        made = baton("run", "to-scenario", str(a_file(tmp_path)), "-o", str(target))
        assert made.exit_code == 0, made.stderr
        played = baton("test", str(tmp_path / "case.yaml"))
        assert played.exit_code == 0, played.stdout
        assert "completed run" in played.stdout

    def test_a_fault_too(self, baton, tmp_path):
        tasks = "  - no: { raise: { error: { type: https://x.example/e, status: 400 } } }\n"
        file = a_file(tmp_path, a_run(tasks))
        target = tmp_path / "case.scenarios.yaml"
        baton("run", "to-scenario", str(file), "-o", str(target), "--name", "it fails")
        played = baton("test", str(tmp_path / "case.yaml"))
        assert (played.exit_code, "it fails" in played.stdout) == (0, True)

    def test_beside_others_and_once(self, baton, tmp_path):
        file, target = str(a_file(tmp_path)), tmp_path / "case.scenarios.yaml"
        for name in ("one", "two"):
            assert baton(
                "run", "to-scenario", file, "-o", str(target), "--name", name
            ).exit_code == 0  # fmt: skip
        again = baton("run", "to-scenario", file, "-o", str(target), "--name", "two")
        assert (again.exit_code, "already" in again.stderr) == (1, True)
        assert baton("test", str(tmp_path / "case.yaml")).stdout.count("ok ") == 2

    def test_a_definition_that_is_there_stays(self, baton, tmp_path):
        (tmp_path / "case.yaml").write_text("mine")
        target = tmp_path / "case.scenarios.yaml"
        baton("run", "to-scenario", str(a_file(tmp_path)), "-o", str(target))
        assert (tmp_path / "case.yaml").read_text() == "mine"

    def test_to_standard_output(self, baton, tmp_path):
        made = baton("run", "to-scenario", str(a_file(tmp_path)))
        assert made.stdout.startswith("completed run ")
        assert "Ada" in made.stdout

    def test_masked_ones_have_no_answers(self, baton, tmp_path):
        run = a_run()
        run.values = "masked"
        run.facts = [masking.fact(one) for one in run.facts]
        made = baton("run", "to-scenario", str(a_file(tmp_path, run)))
        assert (made.exit_code, "--values" in made.stderr) == (1, True)

    @pytest.mark.parametrize("facts", [1, 2])
    def test_open_ones_have_no_end(self, baton, tmp_path, facts):
        run = a_run(TASKS)
        run.facts = run.facts[:facts]
        made = baton("run", "to-scenario", str(a_file(tmp_path, run)))
        assert (made.exit_code, "still going on" in made.stderr) == (1, True)
