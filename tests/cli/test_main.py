from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import cli
from cli import main
from cli.main import app

COMMANDS = (
    "validate", "apply", "run", "runs", "show", "cancel", "secret", "token", "doctor", "serve",
    "migrate", "seed", "stop",
)  # fmt: skip
HEAVY = (
    "definitions", "store", "gateway", "httpx", "msgspec", "pydantic", "rich", "sqlalchemy",
    "temporalio", "psutil", "asyncio",
)  # fmt: skip


class TestHelp:
    def test_all_commands(self, baton):
        result = baton("--help")
        assert result.exit_code == 0
        names = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
        assert [name for name in COMMANDS if name not in names] == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_each(self, baton, command):
        assert baton(command, "--help").exit_code == 0

    def test_it_loads_nothing_heavy(self):
        program = (
            "import sys\nfrom cli.main import main\nsys.argv = ['baton', '--help']\n"
            "try:\n    main()\nexcept SystemExit:\n"
            "    print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
        )
        shown = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        loaded = shown.partition("LOADED")[2].split()
        assert loaded
        assert sorted(set(HEAVY) & set(loaded)) == []


class TestVersion:
    def test_it_says_it(self, baton):
        assert baton("--version").stdout.strip() == version("baton")


class TestMain:
    def test_a_terminal_that_knows_few_letters(self, tmp_path):
        file = tmp_path / "ü山.yaml"
        result = subprocess.run(
            [sys.executable, "-m", "cli.main", "validate", str(file)],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONPATH": _root()},
        )
        assert result.returncode == 1
        assert b"\\u5c71.yaml can't be read" in result.stderr

    @pytest.mark.parametrize(
        ("code", "left"), [(None, 0), (0, 0), (3, 3), ("Something is wrong.", 1)]
    )
    def test_threads_of_a_client_do_not_take_it_down(self, monkeypatch, code, left):
        monkeypatch.setitem(sys.modules, main.CLIENT, main)
        monkeypatch.setattr(main, "app", lambda: sys.exit(code))
        ended = []

        def leave(code):
            ended.append(code)
            raise KeyboardInterrupt

        monkeypatch.setattr(main.os, "_exit", leave)
        with pytest.raises(KeyboardInterrupt):
            main.main()
        assert ended == [left]

    def test_no_command(self, baton):
        assert "Usage" in baton().output

    def test_tracebacks_show_no_values(self):
        assert not app.pretty_exceptions_enable


def _root() -> str:
    return str(Path(str(cli.__file__)).parents[1])
