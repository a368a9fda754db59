"""`baton new function`: a package that is whole, tested, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from definitions.functions.catalogue import Catalogue, shipped
from definitions.functions.trying import faults_of_process
from worker.local.settings import ROOT


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    environment |= {"PYTHONPATH": os.pathsep.join((str(folder / "src"), str(ROOT)))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


class TestFunction:
    @pytest.fixture
    def made(self, baton, tmp_path):
        result = baton("new", "function", "send-invoice", "--into", str(tmp_path / "ours"))
        assert result.exit_code == 0, result.output
        return tmp_path / "ours" / "send-invoice"

    def test_the_package_is_found_by_its_entry_point(self, made):
        project = tomllib.loads((made / "pyproject.toml").read_text())["project"]
        assert project["name"] == "baton-function-send-invoice"
        (module,) = project["entry-points"]["baton.functions"].values()
        assert module == "baton_function_send_invoice.function"
        assert (made / "src" / (module.replace(".", "/") + ".py")).exists()

    def test_nothing_is_left_to_fill_in(self, made):
        files = [file for file in made.rglob("*") if file.is_file()]
        assert len(files) == 6
        for file in files:
            words = ("@name@", "@title@", "@module@", "@package@", "@trying@")
            assert not any(word in file.read_text() for word in words), file

    def test_its_tests_run(self, made):
        done = run_in(made, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "3 passed" in done.stdout

    def test_its_tests_notice_what_does_not_hold(self, made):
        code = made / "src" / "baton_function_send_invoice" / "function.py"
        code.write_text(code.read_text().replace('f"Hello, {given.name}!"', '"Bye"'))
        done = run_in(made, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
        assert done.returncode == 1
        assert "it gives" in done.stdout

    def test_its_process_needs_the_package(self, made):
        (fault,) = faults_of_process((made / "example.yaml").read_text())
        assert "no function 'send-invoice:1.0.0'" in fault

    def test_what_to_do_next_is_said(self, baton, tmp_path):
        result = baton("new", "function", "a", "--into", str(tmp_path))
        assert "install --editable" in result.stdout
        assert sys.executable in result.stdout
        assert "call: a:1.0.0" in result.stdout

    def test_in_the_folder_one_is_in(self, baton, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert baton("new", "function", "here").exit_code == 0
        assert (tmp_path / "here" / "README.md").exists()


class TestRefused:
    def test_nothing_is_overwritten(self, baton, tmp_path):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "README.md").write_text("precious")
        result = baton("new", "function", "mine", "--into", str(tmp_path))
        assert result.exit_code == 1
        assert "is there already" in result.stderr
        assert [file.name for file in (tmp_path / "mine").iterdir()] == ["README.md"]

    @pytest.mark.parametrize(
        "name",
        ["", " ", "Send", "send_invoice", "a--b", "-", "../evil", "a/b", "é", "a" * 41, "a.b",
         "a\nb", "@name@"],
    )  # fmt: skip
    def test_odd_names(self, baton, tmp_path, name):
        result = baton("new", "function", "--into", str(tmp_path / "into"), "--", name)
        assert result.exit_code == 1
        assert "can't be the name" in result.stderr
        assert not (tmp_path / "into").exists()

    @pytest.mark.parametrize("name", ["http", "grpc", *Catalogue(shipped()).names])
    def test_names_that_are_batons(self, baton, tmp_path, name):
        result = baton("new", "function", name, "--into", str(tmp_path))
        assert "comes with Baton" in result.stderr

    def test_a_folder_that_can_not_be_made(self, baton, tmp_path):
        (tmp_path / "file").write_text("x")
        result = baton("new", "function", "a", "--into", str(tmp_path / "file"))
        assert result.exit_code == 1
        assert "can't be made" in result.stderr
