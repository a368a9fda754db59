"""`make test`: pytest on real servers with coverage, then the web application in Chromium.

A failing part doesn't hide the next one: all are run, and all must pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 3
"""On two cores one waits for a server while two work."""


def python_tests() -> int:
    command = [sys.executable, "-m", "pytest", "-m", "not soak", "-n", str(PROCESSES)]
    command += ["--cov", "--cov-report=term:skip-covered", "--durations=10", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def browser_tests() -> int:
    command = ["npm", "run", "--silent", "e2e"]
    return subprocess.run(command, cwd=ROOT / "designer", check=False).returncode


def main() -> int:
    results = {"pytest": python_tests(), "Playwright": browser_tests()}
    failed = [name for name, code in results.items() if code != os.EX_OK]
    for name in failed:
        print(f"{name} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
