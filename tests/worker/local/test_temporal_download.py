"""Tests of worker.local.temporal_download."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from worker.local import temporal_download
from worker.local.temporal_download import main, take


class Server:
    """Stands for the SDK's: it leaves the program in the folder that it is given."""

    def __init__(self) -> None:
        self.ended = False

    async def shutdown(self) -> None:
        self.ended = True


class TestMain:
    def test_the_program_is_taken_and_the_server_ended(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = Server()

        async def start_local(*, download_dest_dir: str, **_: object) -> Server:
            program = Path(download_dest_dir) / "temporal-sdk-python-1"
            program.write_text("program")
            program.chmod(0o755)
            return server

        monkeypatch.setattr(temporal_download.WorkflowEnvironment, "start_local", start_local)
        monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "temporal")])
        assert main() == 0
        assert server.ended
        assert [file.name for file in tmp_path.iterdir()] == ["temporal"]

    def test_a_closed_network_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
    ) -> None:
        async def start_local(**_: object) -> Server:
            raise RuntimeError("Failed starting\nand much more")

        monkeypatch.setattr(temporal_download.WorkflowEnvironment, "start_local", start_local)
        monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "temporal")])
        assert main() == 1
        assert capsys.readouterr().err == "Failed starting\n"
        assert list(tmp_path.iterdir()) == []


class TestTake:
    def test_the_largest_program(self, tmp_path: Path) -> None:
        folder = tmp_path / "download"
        folder.mkdir()
        for name, size in (("temporal", 100), ("licence", 1), ("notes", 1_000)):
            (folder / name).write_bytes(b"x" * size)
        (folder / "temporal").chmod(0o755)
        take(folder, tmp_path / "temporal")
        assert (tmp_path / "temporal").stat().st_size == 100
