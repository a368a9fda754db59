"""Folders and programs for the tests of the local stack."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worker.local import postgres

MakeProgram = Callable[..., Path]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts can go through; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="baton-local-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def system(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Instead of the machine's own place for what root shares."""
    place = open_folder / "system"
    monkeypatch.setattr(postgres, "SYSTEM", place)
    return place


@pytest.fixture
def program() -> MakeProgram:
    """Makes a program that prints its words when asked for its version, and can do more."""

    def make(file: Path, words: str = "", script: str = "") -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\necho '{words}'\n")
        file.chmod(0o755)
        return file

    return make
