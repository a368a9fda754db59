"""Tests of worker.local.commands."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from worker.local.commands import Commands
from worker.local.trouble import LocalError

SECONDS = 20
SLEEP = "import time\nprint('up', flush=True)\nwhile True: time.sleep(0.05)"


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "logs", os.environ)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


class TestRun:
    def test_output_log_and_lines(self, commands: Commands, tmp_path: Path) -> None:
        lines: list[str] = []
        output = commands.run(
            "Trying",
            python("import os; print(os.environ['MORE']); print(os.getcwd())"),
            folder=tmp_path,
            log="try",
            more={"MORE": "more"},
            on_line=lines.append,
        )
        assert output.splitlines() == ["more", str(tmp_path)]
        assert lines == ["more\n", f"{tmp_path}\n"]
        log = (commands.logs / "try.log").read_text()
        assert log.startswith("$ ")
        assert log.endswith(output)

    def test_a_failure_is_a_sentence(self, commands: Commands, tmp_path: Path) -> None:
        with pytest.raises(LocalError, match=r"Trying failed: error: too old.*try\.log"):
            commands.run(
                "Trying", python("raise SystemExit('error: too old')"), folder=tmp_path, log="try"
            )

    def test_no_such_program(self, commands: Commands, tmp_path: Path) -> None:
        with pytest.raises(LocalError, match="No such file"):
            commands.run("Trying", [str(tmp_path / "none")], folder=tmp_path, log="try")

    def test_what_hangs_is_ended(self, commands: Commands, tmp_path: Path) -> None:
        with pytest.raises(LocalError, match="Trying failed"):
            commands.run("Trying", python(SLEEP), folder=tmp_path, log="try", seconds=0.2)

    def test_bytes_that_are_no_text(self, commands: Commands, tmp_path: Path) -> None:
        code = "import sys; sys.stdout.buffer.write(bytes(range(256)))"
        assert commands.run("Trying", python(code), folder=tmp_path, log="try")


class TestStop:
    @pytest.mark.parametrize("stubborn", [False, True])
    def test_what_runs_is_ended_and_nothing_starts_any_more(
        self, commands: Commands, tmp_path: Path, *, stubborn: bool
    ) -> None:
        ignore = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        failed: list[str] = []

        def work() -> None:
            try:
                code = f"{ignore if stubborn else ''}{SLEEP}"
                commands.run("Trying", python(code), folder=tmp_path, log="try")
            except LocalError as error:
                failed.append(str(error))

        thread = threading.Thread(target=work)
        thread.start()
        log, deadline = commands.logs / "try.log", time.monotonic() + SECONDS
        while not (log.exists() and "\nup\n" in log.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        commands.stop(patience=0.3)
        thread.join(SECONDS)
        assert failed
        with pytest.raises(LocalError, match="Another step failed"):
            commands.run("Trying", python("pass"), folder=tmp_path, log="try")
