"""Tests of worker.local.go_build, with a fake Go: the real one takes minutes."""

from __future__ import annotations

import fcntl
import os
import re
import threading
from pathlib import Path

import pytest

from worker.local import go_build
from worker.local.commands import Commands
from worker.local.go_build import MODULE, GoBuild, new_enough, wanted_go
from worker.local.trouble import LocalError

BUILDS = """
if [ "$1" = env ]; then echo go1.26.9; exit; fi
env | sort > {folder}/environment
echo "$@" > {folder}/arguments
i=0; while [ $i -lt 450 ]; do echo package/$i; i=$((i+1)); done
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho built\\n' > "$2"; chmod +x "$2"; exit
"""


@pytest.fixture
def builder(tmp_path: Path, program):
    said: list[str] = []

    def make(script: str = BUILDS, version: str = "") -> GoBuild:
        own = tmp_path / "own"
        program(own / "go", version, script.replace("{folder}", str(tmp_path)))
        fetched = tmp_path / "fetched" / "go"
        program(fetched, "", BUILDS.replace("{folder}", str(tmp_path)))
        environment = {**os.environ, "PATH": f"{own}:{os.environ['PATH']}"}
        return GoBuild(
            environment=environment,
            cache=tmp_path / "cache",
            commands=Commands(tmp_path / "logs", environment),
            fetch_go=lambda: fetched,
            say=said.append,
        )

    make.said = said
    return make


class TestModule:
    def test_it_is_the_tested_one(self) -> None:
        text = (MODULE / "go.mod").read_text()
        assert "github.com/temporalio/cli v1.9.1" in text
        assert re.search(r"^replace github.com/temporalio/cli/cliext =>", text, re.MULTILINE)
        assert wanted_go() >= (1, 26, 8)
        assert (MODULE / "go.sum").stat().st_size > 10_000

    def test_without_a_version_it_is_broken(self, tmp_path: Path) -> None:
        (tmp_path / "go.mod").write_text("module x\n")
        with pytest.raises(LocalError, match="names no Go version"):
            wanted_go(tmp_path)


class TestGo:
    def test_the_machines_own_if_it_is_new_enough(self, tmp_path: Path, builder) -> None:
        assert builder().go() == (tmp_path / "own" / "go", True)

    @pytest.mark.parametrize("version", ["go1.26.7", "go1.19", "devel", ""])
    def test_else_a_fetched_one(self, tmp_path: Path, builder, version: str) -> None:
        assert builder("", version).go() == (tmp_path / "fetched" / "go", False)

    def test_what_is_no_go(self, tmp_path: Path) -> None:
        assert not new_enough(tmp_path / "none", (1, 26, 8))


class TestBuild:
    def test_with_the_machines_own(self, tmp_path: Path, builder) -> None:
        destination = tmp_path / "temporal"
        builder()(destination)
        assert os.access(destination, os.X_OK)
        arguments = (tmp_path / "arguments").read_text()
        assert arguments.startswith("build -v -ldflags=-s -w -o ")
        assert arguments.rstrip().endswith("github.com/temporalio/cli/cmd/temporal")
        environment = (tmp_path / "environment").read_text().splitlines()
        assert "GOTOOLCHAIN=local" in environment
        assert "CGO_ENABLED=0" in environment
        assert any(line.startswith("GOFLAGS=-mod=readonly -trimpath") for line in environment)
        assert builder.said[0] == f"built 200 of about {go_build.PACKAGES} packages"

    def test_with_a_fetched_one_nothing_is_left_behind(self, tmp_path: Path, builder) -> None:
        builder("", "go1.19")(tmp_path / "temporal")
        environment = (tmp_path / "environment").read_text()
        assert f"GOCACHE={tmp_path}/cache/temporal-build/cache" in environment
        assert f"GOPATH={tmp_path}/cache/temporal-build/path" in environment
        assert not (tmp_path / "cache" / "temporal-build").exists()

    def test_no_module_proxy(self, tmp_path: Path, builder) -> None:
        script = BUILDS.replace("i=0;", "echo 'go: dial tcp: no such host'; exit 1; i=0;")
        with pytest.raises(LocalError, match="a package registry could not be reached"):
            builder(script)(tmp_path / "temporal")
        assert not list(tmp_path.glob("temporal*"))

    def test_one_clone_waits_for_the_other_and_takes_what_that_built(
        self, tmp_path: Path, builder, program
    ) -> None:
        build = builder('if [ "$1" = env ]; then echo go1.26.9; exit; fi\nexit 1')
        destination = tmp_path / "temporal"
        build.cache.mkdir()
        with (build.cache / "temporal-build.lock").open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            waiting = threading.Event()
            object.__setattr__(build, "say", lambda _: waiting.set())
            thread = threading.Thread(target=build, args=(destination,))
            thread.start()
            assert waiting.wait(20)
            program(destination, "temporal version")
        thread.join(20)
        assert destination.read_text().endswith("echo 'temporal version'\n")
