"""Tests of worker.local.tools."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from worker.local.tools import (
    ask_version,
    cache_folder,
    existing_parent,
    on_path,
    parse_server_version,
    parse_version,
    satisfies,
)


class TestVersions:
    @pytest.mark.parametrize(
        ("text", "version"),
        [
            ("v20.19.1", (20, 19, 1)),
            ("go1.27", (1, 27, 0)),
            ("go version go1.26.8 linux/amd64", (1, 26, 8)),
            ("uv 0.13.8 (abc 2026-01-01)", (0, 13, 8)),
            ("", None),
            ("seven", None),
        ],
    )
    def test_the_first_version_is_read(self, text: str, version: tuple[int, ...] | None) -> None:
        assert parse_version(text) == version

    def test_of_temporal_the_servers_counts(self) -> None:
        assert parse_server_version("temporal version 0.0.0-DEV (Server 1.32.0, UI 2.54.1)") == (
            *(1, 32, 0),
        )
        assert parse_server_version("temporal version 1.5.1") == (1, 5, 1)

    @pytest.mark.parametrize(
        ("version", "requirement", "met"),
        [
            ((20, 19, 0), ">=20.19.0", True),
            ((20, 18, 9), ">=20.19.0", False),
            ((24, 1, 0), ">=20", True),
            ((22, 12, 0), "^20.19.0 || >=22.12.0", True),
            ((21, 0, 0), "^20.19.0 || >=22.12.0", False),
            ((22, 0, 0), ">=20 <22", False),
            ((20, 1, 2), "20", True),
            ((20, 1, 2), "20.1", True),
            ((20, 1, 2), "20.2", False),
        ],
    )
    def test_requirements(self, version: tuple[int, ...], requirement: str, *, met: bool) -> None:
        assert satisfies(version, requirement) is met


class TestAskVersion:
    def test_what_it_prints(self) -> None:
        assert ask_version((sys.executable, "-c", "print(' 1.2 ')")) == "1.2"

    @pytest.mark.parametrize("code", ["raise SystemExit(1)", "pass"])
    def test_failure_and_silence_are_no_version(self, code: str) -> None:
        assert ask_version((sys.executable, "-c", code)) is None

    def test_no_program(self, tmp_path: Path) -> None:
        assert ask_version((str(tmp_path / "none"), "--version")) is None
        assert ask_version((str(tmp_path), "--version")) is None


class TestPlaces:
    def test_the_cache_follows_the_users_wish(self, tmp_path: Path) -> None:
        assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "baton"
        assert cache_folder({}) == Path.home() / ".cache" / "baton"
        assert cache_folder({"XDG_CACHE_HOME": ""}) == Path.home() / ".cache" / "baton"

    def test_the_path_is_the_given_one(self, tmp_path: Path) -> None:
        program = tmp_path / "temporal"
        program.write_text("")
        assert on_path("temporal", {"PATH": str(tmp_path)}) is None
        program.chmod(0o755)
        assert on_path("temporal", {"PATH": str(tmp_path)}) == program

    def test_the_nearest_folder_that_is_there(self, tmp_path: Path) -> None:
        assert existing_parent(tmp_path / "a" / "b") == tmp_path
        assert existing_parent(tmp_path) == tmp_path
