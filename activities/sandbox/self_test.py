"""Whether this machine can cut programs off: a burglar is put into a jail, and tries to get out.

Asked when a worker starts, and before it takes anything up. Never: an answer from what the machine
says that it can; only what was tried counts.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from activities.sandbox import burglar, jail
from activities.sandbox.call_filter import ARCHITECTURES
from activities.sandbox.jail import JailError, StoppedError
from activities.sandbox.order import MEBIBYTE, Limits, Order
from activities.sandbox.programs import ENVIRONMENT, Program, find
from definitions.scripts import JAVASCRIPT, KINDS, PYTHON, SETTING

SECONDS: Final = 30.0
_HOG_LIMIT: Final = 64 * MEBIBYTE
_HOG: Final = "held = [bytearray(b'x' * 2**20) for _ in range(2048)]"
_SAYS: Final[Mapping[str, str]] = {
    "shell": "echo well",
    PYTHON: "print('well')",
    JAVASCRIPT: "console.log('well')",
}


class UnfitError(Exception):
    """Scripts can't be enabled here; the sentences say why, and what to do."""


@dataclass(frozen=True, slots=True)
class _Bait:
    """Something to reach, that can be reached from outside."""

    paths: list[str]
    ports: list[str]
    sockets: list[str]


async def programs(
    allowed: Sequence[str], hidden: Sequence[Path], environment: Mapping[str, str]
) -> dict[str, Program]:
    """Those for the kinds that are allowed, by kind, if the jail holds them."""
    if not allowed:
        return {}
    if sys.platform != "linux" or platform.machine() not in ARCHITECTURES:
        where = f"{platform.system()} on {platform.machine()}"
        raise _unfit(f"that needs Linux on {' or '.join(ARCHITECTURES)}, and this is {where}")
    found = {kind: _found(kind, environment) for kind in allowed}
    python = found.get(PYTHON) or _found(PYTHON, environment)
    await _hold(python, hidden)
    await _hold_memory(python)
    for kind, program in found.items():
        await _hold_word(kind, program)
    return found


def _found(kind: str, environment: Mapping[str, str]) -> Program:
    program = find(kind, environment)
    if program is None:
        others = ",".join(other for other in KINDS if other != kind)
        name = "Node" if kind == JAVASCRIPT else kind
        raise UnfitError(
            f"{SETTING} enables {kind}, but there is no {name} on this machine. Install it, or set "
            f"{SETTING}={others}."
        )
    return program


async def _hold(python: Program, hidden: Sequence[Path]) -> None:
    with _bait(hidden) as bait:
        told = {"paths": bait.paths, "ports": bait.ports, "sockets": bait.sockets}
        told["ways"] = [str(way) for shown in python.shown for way in (shown, *Path(shown).parents)]
        ended = await _try(python, _burglar(), Limits(seconds=SECONDS), json.dumps(told))
    if ended.code != 0:
        raise _unfit(f"the test ended with {ended.code}: {_last(ended.stderr)}")
    reached = cast("list[str]", json.loads(ended.stdout))
    if reached:
        raise _unfit(f"a test program got out: {'; '.join(reached)}")


async def _hold_memory(python: Program) -> None:
    limits = Limits(seconds=SECONDS, memory_bytes=_HOG_LIMIT)
    try:
        await _try(python, _HOG, limits)
    except StoppedError as error:
        if str(error) == "memory":
            return
    raise _unfit("the memory that a program takes can't be counted")


async def _hold_word(kind: str, program: Program) -> None:
    ended = await _try(program, _SAYS[kind], Limits(seconds=SECONDS))
    if ended.stdout != b"well\n":
        raise _unfit(f"{program.command[0]} doesn't work there: {_last(ended.stderr)}")


async def _try(program: Program, text: str, limits: Limits, stdin: str = "") -> jail.Ended:
    order = Order(
        command=program.with_arguments(()),
        text=text,
        file=program.file,
        stdin=stdin,
        environment=dict(ENVIRONMENT),
        shown=program.shown,
        limits=limits,
    )
    try:
        return await jail.run(order)
    except JailError as error:
        raise _unfit(str(error)) from error


def _burglar() -> str:
    return Path(burglar.__file__).read_text(encoding="utf-8")


@contextmanager
def _bait(hidden: Sequence[Path]) -> Generator[_Bait]:
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="baton-bait-")))
        folder.chmod(0o755)
        key = folder / "key"
        key.write_text("key")
        tcp, udp = (
            held.enter_context(socket.socket(socket.AF_INET, kind))
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)
        )
        named, abstract = (held.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        for opened in (tcp, udp):
            opened.bind(("127.0.0.1", 0))
        named.bind(str(folder / "socket"))
        abstract.bind(f"\0baton-bait-{os.getpid()}")
        for opened in (tcp, named, abstract):
            opened.listen()
        ports = [str(cast("tuple[str, int]", opened.getsockname())[1]) for opened in (tcp, udp)]
        yield _Bait(
            [str(folder), str(key), *(str(path.absolute()) for path in hidden)],
            ports,
            [str(folder / "socket"), f"@baton-bait-{os.getpid()}"],
        )


def _last(text: bytes) -> str:
    lines = text.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "nothing was said"


def _unfit(why: str) -> UnfitError:
    return UnfitError(
        f"{SETTING} enables scripts, but here they can't be cut off from keys, data and network: "
        f"{why.rstrip('.')}. Let the worker run where it may make namespaces (docs/scripts.md says "
        f"how), or set {SETTING}=0."
    )
