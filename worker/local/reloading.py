"""Starts API and workers anew when the code of an installed function changes.

Only what is installed as editable is watched, and what is installed besides is noticed. New code
is tried in a process of its own first; if it can't begin, the old one goes on. Never: in
production, where a release is a release; and never a call cut off, processes end in their own time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from watchfiles import PythonFilter, watch

from worker.local import process, state
from worker.local.settings import ROOT
from worker.packages import Package, packages, places

LOOK_MILLISECONDS: Final = 2_000
CHECK_SECONDS: Final = 60
PATIENCE_SECONDS: Final = 30.0


def check() -> str | None:
    """What is wrong with the functions as they are on the disk; None when all is well."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "worker.local.check_functions"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=CHECK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Loading the functions takes more than {CHECK_SECONDS} s."
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    return None if done.returncode == 0 else (lines[-1] if lines else "They can't be loaded.")


def end_ours(data: Path) -> None:
    """The supervisor starts what ends."""
    children = state.load(data).children
    ours = [one for name, one in children.items() if name == "api" or name.startswith("worker")]
    process.end(ours, patience=PATIENCE_SECONDS)


def say(text: str) -> None:
    print(f"  {text}", flush=True)  # noqa: T201 - on the terminal of `make run`


@dataclass
class Reloader:
    """What is known of the installed packages, and what to do when that changes."""

    end: Callable[[], None]
    check: Callable[[], str | None] = check
    say: Callable[[str], None] = say
    found: list[Package] = field(default_factory=packages)
    _places: tuple[tuple[str, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        self._places = places()

    @property
    def folders(self) -> list[Path]:
        edited = [one.folder for one in self.found if one.folder is not None]
        return [folder for folder in edited if folder.is_dir()]

    def look(self) -> bool:
        """Whether packages have come or gone; then all begins with those."""
        now_there = places()
        if now_there == self._places:
            return False
        self._places = now_there
        now = packages()
        if now == self.found:
            return False
        changed = {*self.found} ^ {*now}
        self.found = now
        self.reload(sorted({one.name for one in changed}))
        return True

    def edited(self, files: Sequence[Path]) -> None:
        owners = {
            one.name
            for one in self.found
            if one.folder is not None and any(file.is_relative_to(one.folder) for file in files)
        }
        self.reload(sorted(owners))

    def reload(self, names: Sequence[str]) -> None:
        what = ", ".join(names)
        fault = self.check()
        if fault is not None:
            self.say(f"{what} changed, and can't be used so: {fault} The old code goes on.")
            return
        self.say(f"{what} changed: API and workers start anew")
        self.end()


def run(reloader: Reloader) -> None:
    """For ever."""
    while True:
        for files in _changes(reloader.folders):
            if files:
                reloader.edited(files)
            elif reloader.look():
                break  # watch what is there now


def _changes(folders: Sequence[Path]) -> Iterator[list[Path]]:
    """The files that changed, and nothing at all every two seconds."""
    # It can't watch nothing; the folder of this module never changes in between.
    watched = folders or [Path(__file__)]
    for changes in watch(
        *watched,
        watch_filter=PythonFilter(),
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        yield sorted(Path(file) for _, file in changes) if folders else []


def main() -> None:
    data = Path(os.environ["BATON_DATA"])
    run(Reloader(lambda: end_ours(data)))


if __name__ == "__main__":
    main()
