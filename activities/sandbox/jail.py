"""Starts a launcher for each program, reads what it writes, and ends it when it takes too much.

Never: an environment, a file or a descriptor of the worker handed on, or more output held than the
limits say.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from activities.sandbox.order import End, Order

_FOLDER: Final = Path(__file__).parents[1]
# The package's own __init__ would bring all that a worker has; the launcher needs none of it.
_BEGIN: Final = (
    "import sys, types; package = types.ModuleType('activities'); "
    "package.__path__ = [sys.argv.pop(1)]; sys.modules['activities'] = package; "
    "from activities.sandbox.launcher import main; main()"
)
_CHUNK: Final = 64 * 1024
_END_BYTES: Final = 64 * 1024


class StoppedError(Exception):
    """The program took too much: `time`, `memory` or `output`."""


class JailError(Exception):
    """No jail could be made, or nothing started in it; the program did not run."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program has ended that ended by itself."""

    code: int
    stdout: bytes
    stderr: bytes


async def run(order: Order) -> Ended:
    """Until its end; a cancellation ends it, and all that it has started."""
    told, telling = os.pipe()
    try:
        try:
            process = await _start(telling)
        finally:
            os.close(telling)
        return await _attend(process, order, told)
    finally:
        os.close(told)


async def _start(telling: int) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-S", "-c", _BEGIN),
            *(str(_FOLDER), str(os.getpid()), str(telling)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=(telling,),
            env={},
            start_new_session=True,
        )
    except OSError as error:
        raise JailError(f"The launcher can't be started: {error}.") from error


async def _attend(process: asyncio.subprocess.Process, order: Order, told: int) -> Ended:
    try:
        async with asyncio.timeout(order.limits.seconds):
            stdout, stderr = await _both(process, order)
            await process.wait()
    except TimeoutError:
        raise StoppedError("time") from None
    finally:
        await _finish(process)
    end = _end(told)
    if end is None or end.trouble is not None:
        why = "the launcher was killed" if end is None else end.trouble
        raise JailError(f"The jail can't be made: {why}.")
    if end.code is None:
        raise StoppedError(end.stopped or "memory")
    return Ended(end.code, stdout, stderr)


async def _both(process: asyncio.subprocess.Process, order: Order) -> tuple[bytes, bytes]:
    """Its output and its error output. Where one is too long the other is not waited for."""
    most = order.limits.output_bytes
    stdout = asyncio.create_task(_read(process.stdout, most))
    stderr = asyncio.create_task(_read(process.stderr, most))
    fed = asyncio.create_task(_feed(process.stdin, order.encode()))
    try:
        await asyncio.gather(stdout, stderr, fed)
    finally:
        for task in (stdout, stderr, fed):
            task.cancel()
        await asyncio.wait((stdout, stderr, fed))
    return stdout.result(), stderr.result()


async def _read(stream: asyncio.StreamReader | None, most: int) -> bytes:
    found = bytearray()
    while stream is not None and (chunk := await stream.read(_CHUNK)):
        found += chunk
        if len(found) > most:
            raise StoppedError("output")
    return bytes(found)


async def _feed(stream: asyncio.StreamWriter | None, data: bytes) -> None:
    if stream is not None:
        # Who doesn't read to the end says why himself.
        with suppress(BrokenPipeError, ConnectionResetError):
            stream.write(data)
            await stream.drain()
        stream.close()


async def _finish(process: asyncio.subprocess.Process) -> None:
    """The warden's end takes everything with it; its pipes end when nobody is left to hold them."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
    if process.stdin is not None:
        process.stdin.close()
    for stream in (process.stdout, process.stderr):
        while stream is not None and await stream.read(_CHUNK):
            pass
    await process.wait()


def _end(told: int) -> End | None:
    """Nobody is left who could write."""
    os.set_blocking(told, False)
    try:
        return End.decode(os.read(told, _END_BYTES))
    except BlockingIOError:
        return None
