"""Prepares what a target of the Makefile needs, then becomes the command behind `--`.

Only the standard library: this runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from worker.local import steps  # noqa: E402 - found by the line above
from worker.local.preparing import Preparing  # noqa: E402
from worker.local.tools import existing_parent  # noqa: E402
from worker.local.trouble import LocalError, of_os_error  # noqa: E402

INTERRUPTED = 130


def prepare(preparing: Preparing, wanted: str) -> None:
    every = preparing.steps(work=wanted in ("check", "test"), tests=wanted == "test")
    left = steps.to_do(every)
    if not left:
        return
    print("Preparing (the first time takes some minutes):", flush=True)
    for place in (preparing.root, preparing.cache):
        free = shutil.disk_usage(existing_parent(place)).free
        steps.check_space(left, free, str(place))
    preparing.cache.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(preparing.commands.logs, ignore_errors=True)
    steps.run(left, lambda text: print(f"  {text}", flush=True), preparing.commands.stop)


def become(preparing: Preparing, command: list[str], wanted: str) -> None:
    """The rest is the command's; Ctrl-C goes straight to it."""
    path = [str(preparing.venv / "bin")]
    if wanted in ("check", "test"):
        path.append(preparing.npm()[1]["PATH"])
    environment = {**os.environ, "PATH": os.pathsep.join([*path, os.environ.get("PATH", "")])}
    environment.pop("PYTHONPATH", None)
    os.chdir(ROOT)
    os.execvpe(command[0], command, environment)  # noqa: S606 - no shell is wanted


def on_end(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def main() -> int:
    wanted, mark, *command = sys.argv[1:] or ("run", "--")
    if mark != "--":
        print("usage: bootstrap.py run|check|test -- COMMAND…", file=sys.stderr)
        return 2
    preparing = Preparing(ROOT, os.environ)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_end)
    try:
        prepare(preparing, wanted)
        if command:
            become(preparing, command, wanted)
    except LocalError as error:
        print(f"Baton can't start: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Baton can't start: {of_os_error(error, ROOT)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. What is finished stays; start again to go on.", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
