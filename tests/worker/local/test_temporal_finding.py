"""Tests of worker.local.temporal_finding: each way to a server, and their order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from worker.local.commands import Commands
from worker.local.temporal_finding import Finder, Program, Running, sdk_download, usable
from worker.local.trouble import LocalError

SAYS = "temporal version 0.0.0-DEV (Server 1.32.0, UI 2.54.1)"
OLD = "temporal version 0.13.0 (Server 1.24.2, UI 2.30.3)"


class Ways:
    """The slow ways, faked: whether each works, and which were tried."""

    def __init__(self, program, *, download: bool = False, build: bool = False) -> None:
        self.tried: list[str] = []
        self.program = program
        self.works = {"download": download, "build": build}

    def way(self, name: str):
        def get(destination: Path) -> None:
            self.tried.append(name)
            if not self.works[name]:
                raise LocalError(f"The {name} is closed.")
            self.program(destination, SAYS)

        return get

    def finder(self, cache: Path, **environment: str) -> Finder:
        given = {"PATH": "/nowhere", **environment}
        return Finder(given, cache, self.way("download"), self.way("build"))


class TestOrder:
    def test_first_a_running_server(self, tmp_path: Path, program) -> None:
        path = program(tmp_path / "bin" / "temporal", SAYS).parent
        ways = Ways(program, download=True)
        found = ways.finder(tmp_path, BATON_TEMPORAL_ADDRESS="there:7233", PATH=str(path)).find()
        assert found == Running("there:7233")
        assert ways.tried == []

    def test_then_the_path(self, tmp_path: Path, program) -> None:
        own = program(tmp_path / "own" / "temporal", SAYS)
        program(tmp_path / "bin" / "temporal", SAYS)
        found = Ways(program).finder(tmp_path, PATH=str(own.parent)).find()
        assert found == Program(own, "PATH")

    def test_then_the_cache(self, tmp_path: Path, program) -> None:
        cached = program(tmp_path / "bin" / "temporal", SAYS)
        ways = Ways(program, download=True)
        assert ways.finder(tmp_path).find() == Program(cached, "cache")
        assert ways.tried == []

    def test_then_the_download(self, tmp_path: Path, program) -> None:
        ways = Ways(program, download=True, build=True)
        assert ways.finder(tmp_path).at_hand() is None
        found = ways.finder(tmp_path).find()
        assert found == Program(tmp_path / "bin" / "temporal", "download")
        assert ways.tried == ["download"]

    def test_then_the_build(self, tmp_path: Path, program) -> None:
        ways, said = Ways(program, build=True), list[str]()
        found = ways.finder(tmp_path).find(said.append)
        assert found == Program(tmp_path / "bin" / "temporal", "build")
        assert ways.tried == ["download", "build"]
        assert said == ["The download of the Temporal server is not possible here."]

    def test_else_one_error_that_names_all_ways(self, tmp_path: Path, program) -> None:
        with pytest.raises(LocalError) as caught:
            Ways(program).finder(tmp_path).find()
        for word in (
            *("BATON_TEMPORAL_ADDRESS", "PATH", str(tmp_path / "bin" / "temporal"), "download"),
            *("Go", "The download is closed.", "The build is closed."),
        ):
            assert word in str(caught.value)


class TestUsable:
    @pytest.mark.parametrize("said", [OLD, "", "something else", "temporal version x"])
    def test_what_is_too_old_or_strange_is_passed_over(
        self, tmp_path: Path, program, said: str
    ) -> None:
        own = program(tmp_path / "own" / "temporal", said)
        assert not usable(own)
        cached = program(tmp_path / "bin" / "temporal", SAYS)
        found = Ways(program).finder(tmp_path, PATH=str(own.parent)).find()
        assert found == Program(cached, "cache")

    def test_what_can_not_be_run(self, tmp_path: Path, program) -> None:
        assert not usable(tmp_path)
        assert not usable(tmp_path / "none")
        assert not usable(program(tmp_path / "temporal", SAYS, script="exit 1"))

    def test_a_download_that_can_not_be_run_here(self, tmp_path: Path, program) -> None:
        def get(destination: Path) -> None:
            program(destination, OLD)

        with pytest.raises(LocalError, match="what came can't be run on this machine"):
            Finder({"PATH": ""}, tmp_path, get, get).find()


class TestSdkDownload:
    def test_it_is_a_process_of_the_environment(self, tmp_path: Path, program) -> None:
        python = program(tmp_path / "python", script=f'echo "$@" > {tmp_path}/called')
        sdk_download(Commands(tmp_path, os.environ), python)(tmp_path / "temporal")
        called = (tmp_path / "called").read_text()
        assert called == f"-m worker.local.temporal_download {tmp_path}/temporal\n"

    def test_its_failure_is_a_sentence(self, tmp_path: Path, program) -> None:
        python = program(tmp_path / "python", script="echo 'error: closed'; exit 1")
        with pytest.raises(LocalError, match="download of the Temporal server failed: error: clos"):
            sdk_download(Commands(tmp_path, os.environ), python)(tmp_path / "temporal")
