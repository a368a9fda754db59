"""Runs inside of a jail and tries to get out: what it reaches should have been out of reach.

Told on its input what there is to reach, it prints what it has reached, as a list of sentences.
Never: an import from beyond the standard library; its text is what the jail is given to run.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

CLOSED = ("/", "/bin", "/dev", "/etc", "/script", "/usr/bin", "/usr/lib")
LIMITED = (
    "RLIMIT_AS",
    "RLIMIT_CORE",
    "RLIMIT_CPU",
    "RLIMIT_FSIZE",
    "RLIMIT_NOFILE",
    "RLIMIT_NPROC",
)
PROCESSES = Path("/proc")
KNOWN = ("HOME", "LANG", "LC_CTYPE", "PATH", "PWD", "TMPDIR")


def main() -> None:
    told = cast("dict[str, list[str]]", json.load(sys.stdin))
    reached = [
        *read(told["paths"], told["ways"]),
        *written(),
        *called(told["ports"], told["sockets"]),
    ]
    reached += [*met(), *brought(), *unlimited()]
    sys.stdout.write(json.dumps(reached))


def read(paths: list[str], ways: list[str]) -> Iterator[str]:
    """`ways` lead to what it is shown; such a folder may be there, with nothing else in it."""
    for path in paths:
        if Path(path).is_dir():
            if _works(lambda path=path: _look(path, ways)):
                yield f"it can look into {path}"
        elif _works(lambda path=path: os.close(os.open(path, os.O_RDONLY))):
            yield f"it can read {path}"


def _look(folder: str, ways: list[str]) -> None:
    if all(str(inside) in ways for inside in Path(folder).iterdir()):
        raise FileNotFoundError(folder)


def written() -> Iterator[str]:
    for folder in CLOSED:
        place = Path(folder) / "burglar"
        if _works(place.mkdir):
            yield f"it can write to {folder}"


def called(ports: list[str], sockets: list[str]) -> Iterator[str]:
    for port in ports:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            if _works(lambda port=port, kind=kind: _call(kind, int(port))):
                yield f"it can reach port {port} of this machine"
    for name in sockets:
        if _works(lambda name=name: _connect(name)):
            yield "it can reach a socket of this machine"


def _call(kind: int, port: int) -> None:
    with socket.socket(socket.AF_INET, kind) as opened:
        opened.settimeout(1)
        opened.connect(("127.0.0.1", port))
        opened.send(b"x")


def _connect(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.connect(name.replace("@", "\0", 1))


def met() -> Iterator[str]:
    """Its own parent and itself are all the processes that it may know of."""
    known = {"1", str(os.getpid())}
    seen: list[str] = []
    if PROCESSES.is_dir():
        names = [process.name for process in PROCESSES.iterdir()]
        seen = [name for name in names if name.isdigit() and name not in known]
    if seen:
        yield f"it sees {len(seen)} processes of others"
    if _works(lambda: os.kill(-1, 0)):
        yield "it can signal processes of others"
    if _works(lambda: os.close(os.open("/proc/1/environ", os.O_RDONLY))):
        yield "it can read the environment of another process"


def brought() -> Iterator[str]:
    """What it should not have been born with."""
    foreign = sorted(name for name in os.environ if name not in KNOWN)
    if foreign:
        yield f"it has the variables {', '.join(foreign)}"
    if os.getuid() == 0:
        yield "it is root"
    if _works(lambda: os.setuid(0)):
        yield "it can become root"
    if any(_works(lambda number=number: os.fstat(number)) for number in range(3, 64)):
        yield "it holds files that others have opened"


def unlimited() -> Iterator[str]:
    for name in LIMITED:
        _, hard = resource.getrlimit(cast("int", getattr(resource, name)))
        if hard == resource.RLIM_INFINITY:
            yield f"it has no {name}"


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
