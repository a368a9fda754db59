from __future__ import annotations

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from cli import machine_checks
from cli.stack import LocalStack


@pytest.fixture
def program(tmp_path):
    """A program that says something of itself."""

    def make(name: str, says: str = "1.2.3", code: int = 0) -> Path:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\nprintf '{says}'\nexit {code}\n")
        path.chmod(0o755)
        return path

    return make


def path_of(*programs: Path) -> dict[str, str]:
    return {"PATH": os.pathsep.join(str(program.parent) for program in programs)}


class TestPython:
    def test_new_enough(self):
        assert machine_checks.python((3, 11, 0)).ok
        old = machine_checks.python((3, 10, 9))
        assert (old.ok, old.detail) == (False, "3.10.9")
        assert old.remedy


class TestTool:
    def test_on_the_path(self, program):
        node = program("node", "v22.1.0\\nmore\\n")
        found = machine_checks.tool("node", ("--version",), path_of(node), [])
        assert found.detail == f"v22.1.0 ({node})"

    def test_a_broken_one_gives_way_to_the_cached_one(self, program):
        broken, cached = program("node", code=1), program("cached", "v20")
        found = machine_checks.tool("node", ("--version",), path_of(broken), [cached])
        assert found.detail == f"v20 ({cached})"

    def test_building_is_not_running(self):
        found = machine_checks.tool("go", ("version",), {"PATH": ""}, [])
        assert found.ok
        assert "make run" in found.detail


class TestTemporalProgram:
    def test_not_needed(self, tmp_path):
        given = {"BATON_TEMPORAL_ADDRESS": "t:7233", "PATH": ""}
        found = machine_checks.temporal_program(given, LocalStack(tmp_path), tmp_path / "none")
        assert found.ok

    def test_found_and_not(self, tmp_path, program):
        cached = program("temporal", "temporal 1.9")
        stack = LocalStack(tmp_path, temporal_program=str(tmp_path / "gone"))
        assert machine_checks.temporal_program({"PATH": ""}, stack, cached).ok
        missing = machine_checks.temporal_program({"PATH": ""}, stack, tmp_path / "none")
        assert not missing.ok
        assert missing.remedy is not None
        assert "BATON_TEMPORAL_ADDRESS" in missing.remedy


class TestDataFolder:
    def test_there(self, tmp_path):
        assert machine_checks.data_folder({}, LocalStack(tmp_path)).ok

    def test_not_there(self, tmp_path):
        stack = LocalStack(tmp_path / "none")
        missing = machine_checks.data_folder({}, stack)
        assert not missing.ok
        assert missing.remedy
        assert machine_checks.data_folder({"BATON_MASTER_KEY": "k"}, stack).ok

    def test_no_folder(self, tmp_path):
        (tmp_path / "file").touch()
        assert not machine_checks.data_folder({}, LocalStack(tmp_path / "file")).ok


class TestDisk:
    def test_room(self, tmp_path):
        assert machine_checks.disk(tmp_path / "not" / "there" / "yet").ok

    def test_none(self, tmp_path, monkeypatch):
        usage = namedtuple("usage", "total used free")  # noqa: PYI024
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage(1, 1, 5_000_000))
        found = machine_checks.disk(tmp_path)
        assert not found.ok
        assert found.remedy is not None
        assert "BATON_DATA" in found.remedy


class TestMasterKey:
    def test_of_the_environment_is_not_shown(self, tmp_path):
        found = machine_checks.master_key({"BATON_MASTER_KEY": "s3cret"}, LocalStack(tmp_path))
        assert found.ok
        assert "s3cret" not in found.detail

    def test_a_file(self, tmp_path):
        stack = LocalStack(tmp_path)
        assert "none yet" in machine_checks.master_key({}, stack).detail
        key = tmp_path / "master.key"
        assert not key.exists(), "the doctor makes none"
        key.touch(0o600)
        assert machine_checks.master_key({}, stack).ok
        key.chmod(0o640)
        opened = machine_checks.master_key({}, stack)
        assert not opened.ok
        assert opened.remedy == f"Close it: chmod 600 {key}"


class TestSupervisor:
    def test_none_one_asleep_and_one_awake(self, tmp_path, monkeypatch):
        assert "no local stack" in machine_checks.supervisor(LocalStack(tmp_path)).detail
        asleep = LocalStack(tmp_path, url="http://localhost:8080", parts=("api", "relay"))
        assert "not running" in machine_checks.supervisor(asleep).detail
        process = type("Process", (), {"pid": 7})
        monkeypatch.setattr(LocalStack, "supervisor", process)
        assert machine_checks.supervisor(asleep).detail == "process 7 runs api, relay"


class TestLook:
    def test_every_trouble_has_a_remedy(self, tmp_path):
        given = {"PATH": "", "XDG_CACHE_HOME": str(tmp_path)}
        found = machine_checks.look(given, LocalStack(tmp_path / "none"))
        assert [check.name for check in found] == [
            "python", "node", "go", "temporal-program", "data", "disk", "master-key", "stack",
        ]  # fmt: skip
        assert [check.name for check in found if not check.ok] == ["temporal-program", "data"]
        assert all((check.remedy is None) == check.ok for check in found)
