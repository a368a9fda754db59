"""`make clean`: removes what the other targets make again, and data only when told to and sure.

`DATA=1` removes the local stack's data too; it asks first, unless `FORCE=1` answers for it.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from worker.local import settings, state  # noqa: E402 - found by the line above
from worker.local.trouble import LocalError  # noqa: E402

MADE = (
    ".venv",
    ".tools",
    "designer/node_modules",
    "designer/dist",
    "designer/test-results",
    "designer/playwright-report",
    "htmlcov",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    ".import_linter_cache",
)


def refuse_running(data: Path) -> None:
    if state.load(data).running:
        raise LocalError("Baton runs on this clone. End it first, with Ctrl-C or `baton stop`.")


def remove_made() -> None:
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for file in ROOT.glob(".coverage*"):
        file.unlink()
    for room in ROOT.iterdir():
        if room.is_dir() and not room.name.startswith("."):
            for folder in list(room.rglob("__pycache__")):
                shutil.rmtree(folder, ignore_errors=True)


def remove_data(data: Path, *, sure: bool) -> None:
    kept = state.load(data)
    if not sure:
        if not sys.stdin.isatty():
            raise LocalError(f"{data} holds runs. To remove it without being asked: FORCE=1")
        if input(f"Remove {data} with all definitions and runs? [y/N] ").strip().lower() != "y":
            print("Kept.")
            return
    if kept.postgres_data and not Path(kept.postgres_data).is_relative_to(data):
        shutil.rmtree(kept.postgres_data)
    shutil.rmtree(data)


def main() -> int:
    try:
        data = settings.read(os.environ).data
        refuse_running(data)
        remove_made()
        if not data.exists():
            return 0
        if os.environ.get("DATA") == "1":
            remove_data(data, sure=os.environ.get("FORCE") == "1")
        else:
            print(f"The data in {data} stays. To remove it too: make clean DATA=1")
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
