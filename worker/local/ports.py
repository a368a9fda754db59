"""Chooses TCP ports on the loopback interface.

Never: a port that another program listens on.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import cast

LOOPBACK = "127.0.0.1"


def free(port: int, host: str = LOOPBACK) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port whose last connections are still fading away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose(wishes: Iterable[int | None], taken: Iterable[int] = ()) -> int:
    """The first wish that is free, else any free port."""
    refused = set(taken)
    for wish in wishes:
        if wish and wish not in refused and free(wish):
            return wish
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = cast("tuple[str, int]", probe.getsockname())[1]
        if port not in refused:
            return port


def listening(port: int, host: str = LOOPBACK) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1.0):
            return True
    except OSError:
        return False
