"""`template`: fills in a Jinja2 template, in a process beside the worker.

Never: a template's code in the worker's own process, which holds keys and connections; never a
wait without an end, whatever the template asks for.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, cast

from activities.functions import template_process
from activities.functions.template_process import (
    HEAD_BYTES,
    WORK_SECONDS,
    Made,
    Wanted,
    framed,
)
from definitions import errors
from definitions.errors import ProblemError
from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject, decode, encode

PROCESSES: Final = 2
WALL_SECONDS: Final = 10.0
"""For a machine that is so busy that a moment of work takes long."""

_SCRIPT: Final = Path(template_process.__file__)


class Templates:
    """One for a worker; its processes start when they are needed."""

    def __init__(self) -> None:
        self._idle: list[asyncio.subprocess.Process] = []
        self._free = asyncio.Semaphore(PROCESSES)

    async def fill(self, arguments: JsonObject, _caller: Caller) -> Json:
        values = cast("JsonObject", arguments.get("values", {}))
        template, html = cast("str", arguments["template"]), arguments.get("format") == "html"
        return await self.text(template, values, "The template", html=html)

    async def text(
        self, template: str, values: JsonObject, called: str, *, html: bool = False
    ) -> str:
        """Filled in. Raises the problem that a process has; `called` is how its sentence begins."""
        given = cast("dict[str, object]", values)
        made = await self._made({"template": template, "values": given, "html": html})
        fault = made["fault"]
        if fault is not None:
            raise ProblemError(errors.validation(f"{called} can't be filled in: {fault}."))
        return made["text"]

    async def tried(self, template: str, values: JsonObject) -> Made:
        """The text, or what is wrong with it: for who is still writing."""
        given = cast("dict[str, object]", values)
        try:
            return await self._made({"template": template, "values": given, "html": False})
        except ProblemError:
            fault = f"it takes more than {WORK_SECONDS:g} s of work"
            return {"text": "", "fault": fault, "line": None, "readable": True}

    async def _made(self, wanted: Wanted) -> Made:
        """By a process that was there, or by a new one: who has died while idle says nothing."""
        async with self._free:
            if self._idle:
                with suppress(_DiedError):
                    return await self._by(self._idle.pop(), wanted)
            try:
                return await self._by(await _start(), wanted)
            except _DiedError:
                fault = "it needs more memory than a template may have"
                return {"text": "", "fault": fault, "line": None, "readable": True}

    async def _by(self, process: asyncio.subprocess.Process, wanted: Wanted) -> Made:
        """After any trouble the process is not used again."""
        try:
            made = await _ask(process, wanted)
        except BaseException:
            await _end(process)
            raise
        self._idle.append(process)
        return made

    async def close(self) -> None:
        for process in self._idle:
            await _end(process)
        self._idle.clear()


class _DiedError(Exception):
    """The process has ended without an answer, and not because of the work."""


async def _start() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_SCRIPT),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd="/",
    )


async def _ask(process: asyncio.subprocess.Process, wanted: Wanted) -> Made:
    asked, told = process.stdin, process.stdout
    if asked is None or told is None:
        raise RuntimeError("The process for templates has no pipes.")
    text = encode(cast("JsonObject", cast("object", wanted)))
    try:
        async with asyncio.timeout(WALL_SECONDS):
            asked.write(framed(text))
            await asked.drain()
            head = await told.readexactly(HEAD_BYTES)
            body = await told.readexactly(int.from_bytes(head))
    except TimeoutError:
        raise ProblemError(_too_much_work()) from None
    except (asyncio.IncompleteReadError, ConnectionError):
        if await process.wait() == -signal.SIGPROF:
            raise ProblemError(_too_much_work()) from None
        raise _DiedError from None
    return cast("Made", cast("object", decode(body)))


def _too_much_work() -> errors.Problem:
    return errors.timeout(
        f"The template takes more than {WORK_SECONDS:g} s of work. Give it fewer values, or loop "
        "over less."
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    """It has nothing to lose: its input ends, and it is killed if that isn't enough."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(WORK_SECONDS):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
