"""`make test`: everything but the soak, in parallel and with coverage; then what starts a stack.

That is the README, the browser, the chaos and the conformance: each needs the machine for itself.
Both are run, even if the first fails, and both must pass. Arguments go to pytest.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 3
"""On two cores one waits for a server while two work."""

MAIN = ("-m", "not soak and not alone", "-n", str(PROCESSES), "--durations=10")
COVERAGE = ("--cov", "--cov-report=term:skip-covered")
ALONE = ("-m", "alone and not soak", "tests/e2e", "tests/chaos", "tests/conformance")


def run(*arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    codes = [run(*MAIN, *COVERAGE), run(*ALONE)]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
