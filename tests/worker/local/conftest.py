"""Places and programs for the tests of the local stack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from worker.local import postgres

MakeProgram = Callable[..., Path]


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
