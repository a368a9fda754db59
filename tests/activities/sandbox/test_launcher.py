"""The launcher where it can't do its work; where it can, tests/…/test_jail.py looks at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from activities.sandbox import jail, launcher
from activities.sandbox.order import End, Order

FOLDER = Path(jail.__file__).parents[1]


def launched(data: bytes, parent: int) -> tuple[int, End | None]:
    told, telling = os.pipe()
    command = [sys.executable, "-I", "-S", "-c", jail._BEGIN]
    ended = subprocess.run(
        [*command, str(FOLDER), str(parent), str(telling)],
        input=data,
        pass_fds=(telling,),
        env={},
        capture_output=True,
        check=False,
    )
    os.close(telling)
    said = os.read(told, 10_000)
    os.close(told)
    return ended.returncode, End.decode(said)


class TestMain:
    def test_ends_at_once_when_its_worker_has(self):
        assert launched(Order(("/bin/true",)).encode(), 1) == (0, None)

    def test_says_nothing_to_an_order_that_is_none(self):
        code, end = launched(b"{", os.getpid())
        assert (code, end) == (1, None)

    def test_needs_nothing_but_the_standard_library(self):
        """A start must be quick: `-S` keeps the packages away, and this the rest of ours."""
        code = (
            f"{jail._BEGIN.removesuffix('; main()')}; "
            "print([m for m in sys.modules if m.startswith('activities')])"
        )
        found = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code, str(FOLDER)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "activities.sandbox.launcher" in found.stdout
        assert "activities.http" not in found.stdout


class TestUser:
    def test_is_nobodys(self):
        assert launcher.FIRST_USER > 2**24
        assert launcher.FIRST_USER + 2**22 < 2**31
