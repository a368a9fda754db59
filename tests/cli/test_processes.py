from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest
from pydantic import BaseModel

from cli import processes
from cli.errors import CliError
from store.master_key import KeyTroubleError


class TestServe:
    def test_every_process_is_there(self):
        for entry in processes.ENTRIES.values():
            assert callable(pkgutil.resolve_name(entry))

    def test_naming_them_loads_none(self):
        program = (
            "import sys, cli.processes\n"
            "print(*sorted({name.split('.')[0] for name in sys.modules}))"
        )
        loaded = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout.split()
        strangers = {"api", "worker", "workflows", "activities", "store", "fastapi", "temporalio"}
        assert strangers.isdisjoint(loaded)

    @pytest.mark.parametrize("process", ["", "all", "api.main", "API"])
    def test_others_are_refused(self, baton, process):
        assert baton("serve", process).exit_code == 2

    @pytest.fixture
    def entered(self, monkeypatch):
        def enter(error: BaseException | None) -> list[str]:
            def main() -> None:
                calls.append("called")
                if error is not None:
                    raise error

            calls: list[str] = []
            monkeypatch.setattr(pkgutil, "resolve_name", lambda _name: main)
            return calls

        return enter

    def test_it_becomes_the_process(self, baton, entered):
        calls = entered(None)
        assert baton("serve", "relay").exit_code == 0
        assert calls == ["called"]

    def test_an_error_of_ours_is_a_sentence(self, baton, entered):
        entered(KeyTroubleError("The master key is not the one. Put back the right one."))
        result = baton("serve", "worker")
        assert result.exit_code == 1
        assert result.stderr == "The master key is not the one. Put back the right one.\n"

    def test_a_strangers_keeps_its_traceback(self, entered):
        entered(ZeroDivisionError("x"))
        with pytest.raises(ZeroDivisionError):
            processes.serve("worker")

    def test_settings_that_cannot_be_right(self, monkeypatch):
        class Settings(BaseModel):
            port: int

        def main() -> None:
            Settings.model_validate({"port": "s3cret"})

        monkeypatch.setattr(pkgutil, "resolve_name", lambda _name: main)
        with pytest.raises(CliError, match="settings") as caught:
            processes.serve("api")
        assert "BATON_PORT" in str(caught.value)
        assert "s3cret" not in str(caught.value)

    def test_ctrl_c_is_no_traceback(self, baton, entered):
        entered(KeyboardInterrupt())
        assert baton("serve", "worker").exit_code == 130
