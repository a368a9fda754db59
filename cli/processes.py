"""`baton serve`: becomes one of Baton's processes, set up by the environment.

Never: an import of the rooms whose processes these are. Nothing may import the API, and the CLI
reaches runs by HTTP only, so all that this module knows of a process is the name of its entry, as
an entry point of a package would be. (Not `runpy`: run as `__main__` their errors would lose the
names by which ours are told from a stranger's.)
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from typing import Final, cast

from cli.environment import sensible
from cli.errors import CliError

ENTRIES: Final = {
    "api": "api.main:serve",
    "worker": "worker.run_worker:main",
    "relay": "worker.relay:main",
    "code": "worker.code_keeper:main",
}
OURS: Final = frozenset(
    {"api", "worker", "activities", "gateway", "store", "channels", "definitions"}
)


def serve(process: str) -> None:
    """Until it is told to end."""
    main = cast("Callable[[], None]", pkgutil.resolve_name(ENTRIES[process]))
    try:
        sensible(main)
    except CliError:
        raise
    except Exception as error:
        # Errors of ours are sentences with a remedy; a stranger's needs its traceback.
        if type(error).__module__.partition(".")[0] not in OURS:
            raise
        raise CliError(str(error)) from error
