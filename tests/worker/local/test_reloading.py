"""Tests of worker.local.reloading."""

from __future__ import annotations

import importlib
import json
import os
import site
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from definitions.functions import installed
from worker import packages
from worker.local import process, reloading, state
from worker.local.reloading import Reloader
from worker.local.state import State
from worker.packages import Package


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages are installed into."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(folder), "/nowhere/at/all"])
    return folder


def install(place: Path, name: str, direct: object = None, group: str = packages.FUNCTIONS) -> None:
    info = place / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}\n")
    if direct is not None:
        text = direct if isinstance(direct, str) else json.dumps(direct)
        (info / "direct_url.json").write_text(text)
    importlib.invalidate_caches()


def edited(folder: Path) -> dict[str, object]:
    return {"url": folder.as_uri(), "dir_info": {"editable": True}}


class TestPackages:
    def test_it_is_the_group_of_the_language(self) -> None:
        assert packages.FUNCTIONS == installed.GROUP

    def test_only_those_with_functions(self, place: Path, tmp_path: Path) -> None:
        (tmp_path / "a ü" / "src").mkdir(parents=True)
        (tmp_path / "flat").mkdir()
        install(place, "editable", edited(tmp_path / "a ü"))
        install(place, "flat", edited(tmp_path / "flat"))
        install(place, "fixed")
        install(place, "stranger", edited(tmp_path), group="console_scripts")
        assert packages.packages() == [
            Package("editable", "1.0", tmp_path / "a ü" / "src"),
            Package("fixed", "1.0"),
            Package("flat", "1.0", tmp_path / "flat"),
        ]

    @pytest.mark.parametrize(
        "direct", ["{", "[]", "5", {}, {"url": 5}, {"url": "file:///x", "dir_info": {}}], ids=str
    )
    def test_odd_records(self, place: Path, direct: object) -> None:
        install(place, "odd", direct)
        assert packages.packages() == [Package("odd", "1.0")]


class TestReloader:
    @pytest.fixture
    def told(self) -> list[str]:
        return []

    def reloader(self, told: list[str], fault: str | None = None) -> Reloader:
        return Reloader(lambda: told.append("ended"), lambda: fault, told.append)

    def test_an_edit_starts_them_anew(self, place: Path, tmp_path: Path, told: list[str]) -> None:
        install(place, "greet", edited(tmp_path))
        reloader = self.reloader(told)
        assert reloader.folders == [tmp_path]
        reloader.edited([tmp_path / "greet.py"])
        assert told == ["greet changed: API and workers start anew", "ended"]

    def test_what_can_not_begin_is_told_and_the_old_goes_on(
        self, place: Path, tmp_path: Path, told: list[str]
    ) -> None:
        install(place, "greet", edited(tmp_path))
        self.reloader(told, "SyntaxError.").edited([tmp_path / "greet.py"])
        assert told == ["greet changed, and can't be used so: SyntaxError. The old code goes on."]

    def test_what_comes_and_goes_is_noticed(self, place: Path, told: list[str]) -> None:
        reloader = self.reloader(told)
        assert reloader.look() is False
        install(place, "greet")
        assert reloader.look() is True
        assert reloader.look() is False
        install(place, "stranger", group="other")
        assert reloader.look() is False
        for file in (place / "greet-1.0.dist-info").iterdir():
            file.unlink()
        (place / "greet-1.0.dist-info").rmdir()
        assert reloader.look() is True
        assert told == ["greet changed: API and workers start anew", "ended"] * 2

    def test_a_folder_that_has_gone_is_not_watched(
        self, place: Path, tmp_path: Path, told: list[str]
    ) -> None:
        install(place, "greet", edited(tmp_path / "gone"))
        assert self.reloader(told).folders == []


class TestChanges:
    def test_a_saved_file_comes_up(self, tmp_path: Path) -> None:
        changes = reloading._changes([tmp_path])
        found: list[Path] = []
        writing = threading.Event()

        def write() -> None:
            number = 0
            while not writing.wait(0.05):
                number += 1
                (tmp_path / "greet.py").write_text(f"x = {number}")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            while not found:
                found = next(changes)
        finally:
            writing.set()
            writer.join()
        assert found == [tmp_path / "greet.py"]

    def test_nothing_to_watch_is_nothing_new(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reloading, "LOOK_MILLISECONDS", 10)
        changes = reloading._changes([])
        assert [next(changes) for _ in range(3)] == [[], [], []]


class TestCheck:
    @pytest.mark.parametrize(
        ("code", "fault"),
        [
            ("", None),
            ("import sys; sys.exit('first\\nThe last line counts.')", "The last line counts."),
            ("raise SystemExit(1)", "They can't be loaded."),
            ("import time; time.sleep(60)", "Loading the functions takes more than 0.2 s."),
        ],
        ids=["fine", "sentence", "silent", "slow"],
    )
    def test_what_the_process_says(
        self, monkeypatch: pytest.MonkeyPatch, code: str, fault: str | None
    ) -> None:
        real = subprocess.run

        def run(_argv: list[str], **more: object) -> object:
            return real([sys.executable, "-c", code], **more)  # type: ignore[call-overload]

        monkeypatch.setattr(subprocess, "run", run)
        if fault and "0.2" in fault:
            monkeypatch.setattr(reloading, "CHECK_SECONDS", 0.2)
        assert reloading.check() == fault


class TestEndOurs:
    def test_api_and_workers_and_nobody_else(self, tmp_path: Path) -> None:
        running = {
            name: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            for name in ("api", "worker", "worker-2", "relay", "postgres")
        }
        try:
            children = {name: process.know(one.pid) for name, one in running.items()}
            state.save(tmp_path, State(children={n: k for n, k in children.items() if k}))
            ending = threading.Thread(target=reloading.end_ours, args=(tmp_path,))
            ending.start()
            for name in ("api", "worker", "worker-2"):
                running[name].wait(20)
            ending.join()
            assert [name for name, one in running.items() if one.poll() is None] == [
                "relay",
                "postgres",
            ]
        finally:
            for one in running.values():
                one.kill()
                one.wait()

    def test_where_nothing_is_written_down(self, tmp_path: Path) -> None:
        reloading.end_ours(tmp_path / "nowhere")
        assert os.listdir(tmp_path) == []  # noqa: PTH208
