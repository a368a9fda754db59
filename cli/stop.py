"""`baton stop`: ends the local stack as Ctrl-C would.

Never: a signal to a process that is not the stack's supervisor.
"""

from __future__ import annotations

import os

import psutil

from cli.errors import CliError
from cli.output import note, say
from cli.stack import find

PATIENCE_SECONDS = 90.0


def run(patience: float = PATIENCE_SECONDS) -> None:
    found = find(os.environ)
    supervisor = found.supervisor
    if supervisor is None:
        note(f"No stack runs on {found.data}.")
        return
    try:
        supervisor.terminate()
        supervisor.wait(patience)
    except psutil.NoSuchProcess:
        pass
    except psutil.AccessDenied as error:
        raise CliError(
            f"The stack belongs to another account (process {supervisor.pid}).",
            "Stop it as that account.",
        ) from error
    except psutil.TimeoutExpired as error:
        raise CliError(
            f"The stack (process {supervisor.pid}) has not ended within {patience:g} seconds.",
            f"Its logs are in {found.data / 'logs'}.",
        ) from error
    say("Stopped.")
