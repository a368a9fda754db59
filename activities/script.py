"""`script.run`: runs a script or a command of the shell in a jail, on behalf of a run.

It is begun at most once: its intent in PostgreSQL comes first. A script that nobody waits for runs
on in the worker, within the same limits, and ends with it. Never: a script outside of a jail, or
one of a kind that the operator has not enabled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, cast

import structlog
from msgspec.structs import replace
from temporalio import activity

from activities.failures import described, retried
from activities.intents import Intents
from activities.pulse import pulse
from activities.sandbox import jail
from activities.sandbox.jail import Ended, JailError, StoppedError
from activities.sandbox.order import Limits, Order
from activities.sandbox.programs import Program
from activities.script_order import Wish, make_order, read_wish, within
from activities.script_source import ScriptSources
from activities.secrets import Mask, Secrets
from definitions import errors
from definitions.contracts import RUN_SCRIPT, Call, Outcome
from definitions.errors import Problem, ProblemError
from definitions.scripts import SETTING
from definitions.values import Json, JsonObject

SHOWN_ERROR: Final = 2_000
"""Characters of the error output that a problem repeats; the last ones say most."""

_log = structlog.stdlib.get_logger()


class ScriptActivities:
    """One for a worker, with the programs that the operator has enabled and the jail holds."""

    def __init__(
        self,
        programs: Mapping[str, Program],
        limits: Limits,
        at_once: int,
        intents: Intents,
        secrets: Secrets,
        sources: ScriptSources,
    ) -> None:
        self._programs = programs
        self._limits = limits
        self._room = asyncio.Semaphore(at_once)
        self._intents = intents
        self._secrets = secrets
        self._sources = sources
        self._loose: set[asyncio.Task[None]] = set()

    @activity.defn(name=RUN_SCRIPT)
    async def run(self, call: Call) -> Outcome:
        with retried(RUN_SCRIPT), pulse():
            return await self._run(call)

    async def close(self) -> None:
        """What nobody waits for ends with the worker."""
        for task in self._loose:
            task.cancel()
        await asyncio.gather(*self._loose, return_exceptions=True)

    async def _run(self, call: Call) -> Outcome:
        mask = Mask()
        try:
            wish, order = await self._prepare(call, mask)
        except ProblemError as error:
            await self._intents.keep(call)
            return Outcome(problem=mask.problem(error.problem, call.task))
        if not wish.awaited:
            return await self._begin(call, order)
        # Before the intent: who waits for room hasn't begun, and may begin elsewhere.
        async with self._room:
            known = await self._intents.claim(call)
            if known is not None:
                return known
            outcome = await self._carry_out(call, wish, order, mask)
        self._intents.settle(call, outcome)
        return outcome

    async def _prepare(self, call: Call, mask: Mask) -> tuple[Wish, Order]:
        arguments = cast("JsonObject", call.arguments)
        kind = str(arguments.get("kind"))
        program = self._programs.get(kind)
        if program is None:
            raise ProblemError(_disabled(kind))
        # Under a name of its own: where a secret goes is the script, whatever `endpoint` says.
        inside = {name: value for name, value in arguments.items() if name != "source"}
        put_in = await self._secrets.put_in(
            replace(call, arguments={"with": inside}), lambda _: [f"run:{kind}"]
        )
        mask.take(put_in.mask)
        given = cast("JsonObject", cast("JsonObject", put_in.arguments)["with"])
        if "source" in arguments:
            given["code"] = await self._sources.get(call, arguments["source"], mask)
        wish = read_wish(given)
        return wish, make_order(wish, program, self._limits)

    async def _begin(self, call: Call, order: Order) -> Outcome:
        known = await self._intents.claim(call)
        if known is not None:
            return known
        task = asyncio.create_task(self._run_loose(call, order))
        self._loose.add(task)
        task.add_done_callback(self._loose.discard)
        outcome = Outcome()
        self._intents.settle(call, outcome)
        return outcome

    async def _run_loose(self, call: Call, order: Order) -> None:
        try:
            async with self._room:
                ended = await jail.run(order)
            _log.info("script.ended", run=call.run, task=call.task, code=ended.code)
        except (JailError, StoppedError) as error:
            _log.warning("script.failed", run=call.run, task=call.task, **described(error))

    async def _carry_out(self, call: Call, wish: Wish, order: Order, mask: Mask) -> Outcome:
        order = within(order, call.timeout_seconds)
        try:
            ended = await jail.run(order)
        except StoppedError as error:
            problem = _stopped(str(error), order.limits)
        except JailError as error:
            problem = errors.runtime(f"{error} Nothing was run.")
        else:
            problem = _failed(wish, ended, mask)
            if problem is None:
                return Outcome(output=_output(wish, ended, mask))
        return Outcome(problem=mask.problem(problem, call.task))


def _output(wish: Wish, ended: Ended, mask: Mask) -> Json:
    stdout, stderr = _text(ended.stdout, mask), _text(ended.stderr, mask)
    match wish.returns:
        case "none":
            return None
        case "code":
            return ended.code
        case "stderr":
            return stderr
        case "all":
            return {"code": ended.code, "stdout": stdout, "stderr": stderr}
        case _:
            return stdout


def _failed(wish: Wish, ended: Ended, mask: Mask) -> Problem | None:
    """A code other than 0 is a result for who asks for it, and a fault for others."""
    if ended.code == 0 or wish.returns in ("code", "all"):
        return None
    said = _text(ended.stderr, mask).strip()[-SHOWN_ERROR:]
    end = f" It said: {said}" if said else " It wrote nothing to its error output."
    return errors.runtime(f"The {wish.what} ended with the code {ended.code}.{end}")


def _stopped(what: str, limits: Limits) -> Problem:
    match what:
        case "time":
            return errors.timeout(f"It took more than {limits.seconds:g} s and was ended.")
        case "output":
            detail = f"It wrote more than {limits.output_bytes:,} bytes and was ended."
        case _:
            detail = f"It took more than {limits.memory_bytes:,} bytes of memory and was ended."
    return errors.runtime(detail)


def _disabled(kind: str) -> Problem:
    return errors.configuration(
        f"No `{kind}` runs here. Whoever runs Baton can enable it with {SETTING}."
    )


def _text(data: bytes, mask: Mask) -> str:
    """What is no UTF-8 is marked as such rather than refused; it has been run."""
    return mask.text(data.decode("utf-8", errors="replace"))
