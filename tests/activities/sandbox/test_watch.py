"""Memory that is counted."""

from __future__ import annotations

import os
import subprocess
import sys

from activities.sandbox.watch import used_bytes

MEBIBYTE = 2**20
HOLD = "held = b'x' * (40 * 2**20); print('on', flush=True); input()"
BOTH = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"


def used_by(code: str) -> int:
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        used = used_bytes(process.pid)
        process.stdin.write(b"\n")
    return used


class TestUsedBytes:
    def test_of_one(self):
        assert 40 * MEBIBYTE < used_by(HOLD) < 80 * MEBIBYTE

    def test_of_what_it_has_started(self):
        assert 40 * MEBIBYTE < used_by(BOTH) < 80 * MEBIBYTE

    def test_of_nobody(self):
        process = os.posix_spawn("/bin/true", ["true"], {})
        os.waitpid(process, 0)
        assert used_bytes(process) == 0
