"""`baton serve`: one process of Baton, configured by the environment.

Never: an import of the rooms whose processes these are. They are entered by the names of their
modules, so that the command stays outside of them, as the arrows say.
"""

from __future__ import annotations

import runpy
from typing import Final

MODULES: Final = {"api": "api.main", "worker": "worker.run_worker", "relay": "worker.relay"}


def serve(process: str) -> None:
    runpy.run_module(MODULES[process], run_name="__main__", alter_sys=True)
