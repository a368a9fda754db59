"""`make check`: every tool that judges the code, Python's and the web application's side by side.

Prints a line for each, and the whole output of those that found something.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    folder: str = "."


CHECKS = (
    Check("designer (tsc, eslint, vitest)", ("npm", "run", "--silent", "check"), "designer"),
    Check("basedpyright", ("basedpyright", "--warnings")),
    Check("ruff check", ("ruff", "check", "--no-cache")),
    Check("ruff format", ("ruff", "format", "--check", "--no-cache")),
    Check("import-linter", ("lint-imports", "--no-cache")),
    Check("house rules", ("python", "-m", "pytest", "-q", "tests/test_house.py", "tests/house")),
)


def carry_out(check: Check) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT / check.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    well = done.returncode == 0
    head = f"{'ok    ' if well else 'FAILED'} {check.name} ({time.monotonic() - began:.0f} s)"
    print(head if well else f"{head}\n{done.stdout}", flush=True)
    return well


def main() -> int:
    # Two at once: the slow ones come first, and each may use more than one core.
    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(carry_out, CHECKS))
    print(f"{sum(results)} of {len(results)} checks passed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
