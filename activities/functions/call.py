"""`function.call`: carries out a function of the catalogue on behalf of a run.

What may be repeated is repeated after a lost worker; anything else leaves an intent first, and is
begun once, unless the function itself finds out whether it was done. Never: arguments or a result
that don't fit the function's schemas, or a Python exception's text in a problem.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, cast

import structlog
from msgspec.structs import replace
from temporalio import activity

from activities.failures import described, retried
from activities.functions.registry import Functions
from activities.functions.results import UnfitError, kept
from activities.functions.run_files import FilesOfRuns
from activities.intents import Intents
from activities.pulse import pulse
from activities.secrets import Mask, Secrets
from definitions import errors
from definitions.contracts import Call, Outcome
from definitions.errors import Problem, ProblemError
from definitions.functions.authoring import Caller, Function, FunctionError
from definitions.functions.declaration import Declaration
from definitions.functions.fitting import hold
from definitions.values import Json, JsonObject

THREADS: Final = 32
"""For functions that are not written as coroutines."""

SETTLED_SECONDS: Final = 2.0
"""After its time is over, the outcome of a call is in PostgreSQL so soon."""

_NOT_KNOWN: Final = " Whether it took effect is not known."
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A call that can be made."""

    function: Function
    arguments: JsonObject
    mask: Mask


class FunctionActivities:
    """One for a worker."""

    def __init__(
        self,
        functions: Functions,
        intents: Intents,
        secrets: Secrets,
        files: FilesOfRuns | None = None,
    ) -> None:
        self._functions = functions
        self._intents = intents
        self._secrets = secrets
        self._files = files
        self._threads = ThreadPoolExecutor(THREADS, "function")

    @activity.defn(name="function.call")
    async def call(self, call: Call) -> Outcome:
        with retried("function.call"), pulse():
            return await self._call(call)

    async def close(self) -> None:
        await self._functions.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _call(self, call: Call) -> Outcome:
        mask = Mask()
        try:
            wanted = await self._prepare(call, mask)
        except ProblemError as error:
            await self._intents.keep(call)
            return Outcome(problem=mask.problem(error.problem, call.task))
        if call.safe or wanted.function.declaration.idempotent:
            await self._intents.keep(call)
            return await self._carry_out(call, wanted)
        seeks = wanted.function.seeks
        # While it may still be under way in another worker, its end is waited for.
        patience = _seconds(call, wanted.function.declaration) + SETTLED_SECONDS if seeks else 0.0
        known = await self._intents.claim(call, patience_seconds=patience)
        if known is not None and not (seeks and _is_open(known)):
            return known
        again = known is not None or bool(call.attempt)
        outcome = await self._carry_out(call, wanted, again=again)
        self._intents.settle(call, outcome)
        return outcome

    async def _prepare(self, call: Call, mask: Mask) -> _Wanted:
        name, arguments = _read(call.arguments)
        function = self._functions.find(name)
        declared = function.declaration
        # Under a name of its own: where a secret goes is the function, whatever `endpoint` says.
        inside = replace(call, arguments={"with": arguments})
        put_in = await self._secrets.put_in(inside, lambda _: [f"function:{declared.name}"])
        mask.take(put_in.mask)
        given = cast("JsonObject", cast("JsonObject", put_in.arguments)["with"])
        hold(declared.input, given, f"the arguments of {declared.name}")
        return _Wanted(function, given, mask)

    async def _carry_out(self, call: Call, wanted: _Wanted, *, again: bool = False) -> Outcome:
        """From arguments that fit to how it ended."""
        function, mask = wanted.function, wanted.mask
        declared = function.declaration
        seconds = _seconds(call, declared)
        definite, limit = True, asyncio.timeout(seconds)
        try:
            async with limit:
                caller = _caller(call, mask, self._files, again=again)
                result = await self._result(function, wanted.arguments, caller)
            hold(declared.output, kept(result), f"the result of {declared.name}")
            return Outcome(output=mask.value(result))
        except ProblemError as error:
            problem = error.problem
            if errors.is_outcome_unknown(problem.type):
                return Outcome(problem=mask.problem(problem, call.task), definite=False)
        except FunctionError as error:
            problem = _raised(declared, error)
        except UnfitError as error:
            problem = errors.runtime(f"The result of {declared.name} can't be kept: {error}.")
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the function's own trouble
            definite = False
            problem = _late(declared, seconds) if limit.expired() else _failed(declared, error)
        definite = definite or call.safe or declared.idempotent
        if not definite:
            problem = replace(problem, detail=(problem.detail or "") + _NOT_KNOWN)
        return Outcome(problem=mask.problem(problem, call.task), definite=definite)

    async def _result(self, function: Function, arguments: JsonObject, caller: Caller) -> Json:
        if function.asynchronous:
            body = cast("Callable[[JsonObject, Caller], Awaitable[object]]", function.body)
            return function.told(await body(arguments, caller))
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(self._threads, function.body, arguments, caller)
        return function.told(made)


def _read(arguments: Json) -> tuple[str, JsonObject]:
    """As the machine sends them."""
    match arguments:
        case {"function": str(name), "with": dict(given)}:
            return name, given
        case {"function": str(name)}:
            raise ProblemError(
                errors.validation(f"The arguments of {name} must be a map, with a name for each.")
            )
        case _:
            raise ProblemError(errors.configuration("The call names no function."))


def _seconds(call: Call, declared: Declaration) -> float:
    return min(call.timeout_seconds, declared.timeout_seconds)


def _is_open(known: Outcome) -> bool:
    """The worker that began it is gone, and nobody knows how far it came."""
    return known.problem is not None and errors.is_outcome_unknown(known.problem.type)


def _caller(call: Call, mask: Mask, files: FilesOfRuns | None, *, again: bool) -> Caller:
    return Caller(
        tenant=call.tenant,
        run=call.run,
        workflow=f"{call.workflow.namespace}/{call.workflow.name}",
        task=call.task,
        key=call.key,
        masked=mask.value,
        files=None if files is None else files.of(call.tenant, call.run, call.key),
        again=again,
    )


def _late(declared: Declaration, seconds: float) -> Problem:
    return errors.timeout(f"The function {declared.name} took more than {seconds:g} s.")


def _failed(declared: Declaration, error: BaseException) -> Problem:
    _log.error("function.failed", function=declared.called, **described(error))
    return errors.runtime(
        f"The function {declared.name} {declared.version} failed ({type(error).__name__}); "
        "the worker's log says where."
    )


def _raised(declared: Declaration, error: FunctionError) -> Problem:
    found = declared.raised(error.kind)
    if found is None:
        _log.error("function.undeclared_error", function=declared.called, kind=error.kind)
        return errors.runtime(
            f"The function {declared.name} ended with an error that it does not declare: "
            f"{error.detail}"
        )
    return Problem(found.uri, found.status, title=found.when, detail=error.detail)
