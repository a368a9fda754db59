"""`baton serve` and `baton stop`.

Never: an import of the rooms whose processes these are; a process is entered by its module's name,
so that the command stays outside of them.
"""

from __future__ import annotations

import os
import runpy
import signal
import time
from typing import Final

from cli.local import stack
from cli.trouble import Trouble

PROCESSES: Final = {"api": "api.main", "worker": "worker.run_worker", "relay": "worker.relay"}
STOP_SECONDS: Final = 40.0


def serve_process(process: str) -> None:
    module = PROCESSES.get(process)
    if module is None:
        raise Trouble(f"There is no process {process!r}; serve one of: {', '.join(PROCESSES)}.")
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def stop_stack() -> str:
    supervisor = stack().get("supervisor")
    pid = supervisor.get("pid") if isinstance(supervisor, dict) else None
    if not isinstance(pid, int):
        return "No stack runs here."
    try:
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until:
            os.kill(pid, 0)
            time.sleep(0.1)
    except ProcessLookupError:
        return "The stack has ended."
    except PermissionError as error:
        raise Trouble(f"The stack (process {pid}) belongs to another user.") from error
    raise Trouble(f"The stack (process {pid}) does not end; see its logs.")
