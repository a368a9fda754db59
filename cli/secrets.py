"""`baton secret put`.

Never: a value as an argument; other people on the machine could read it.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence

from cli.client import Client
from cli.trouble import Trouble


def put(name: str, processes: Sequence[str], hosts: Sequence[str]) -> None:
    value = getpass.getpass(f"Value of {name}: ") if sys.stdin.isatty() else sys.stdin.read()
    value = value.removesuffix("\n")
    if not value:
        raise Trouble("The value is empty; nothing was written.")
    with Client() as client:
        client.put(
            f"/secrets/{name}",
            {"value": value, "processes": [*processes], "hosts": [*hosts]},
        )
    sys.stdout.write(f"The secret {name} is written.\n")
    if not processes or not hosts:
        sys.stdout.write("Nobody may use it yet: bind it with --process and --host.\n")
