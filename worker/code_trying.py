"""For the tests of packages: carries a workflow out on a Temporal server of its own.

As a package's worker does: in the sandbox, with the author's types. A wait takes no time. Never:
Baton's database, or a run of a tenant.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from uuid import uuid4

from temporalio.client import Client, WorkflowFailureError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from definitions.code import Code
from definitions.code.types import write
from definitions.errors import Problem
from definitions.functions.fitting import misfits, name_of
from definitions.lint import lint, publishable
from definitions.models.processes import LATEST
from definitions.reader import read
from definitions.subflow_lint import Wanted
from definitions.values import Json, decode
from gateway.code_converter import plain_converter
from worker.code import PASSED
from worker.code_interceptor import CodeInterceptor
from worker.local.settings import read as read_settings
from worker.local.temporal_finding import Finder, Program
from worker.local.trouble import LocalError
from workflows.code_ends import problem_of

QUEUE: Final = "trying"
TIME_SKIPPING: Final = ("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run has ended."""

    output: Json = None
    problem: Problem | None = None


async def run(code: Code, given: object = None) -> Ended:
    """From its start to its end; `given` may be a value of its type, or JSON."""
    declared = code.declared("trying", QUEUE)
    value = decode(write(given))
    odd = misfits(declared.input, value) if declared.takes_input else []
    if odd:
        raise ValueError("; ".join(f"{name_of(one) or 'the input'} {one.wanted}" for one in odd))
    async with await _environment() as environment:
        arguments = [value] if declared.takes_input else []
        try:
            output = await _carry_out(environment.client, code, declared.workflow, arguments)
        except WorkflowFailureError as error:
            return Ended(problem=problem_of(error.cause))
    odd = misfits(declared.output, output)
    if odd:
        said = "; ".join(f"{name_of(one) or 'the output'} {one.wanted}" for one in odd)
        raise ValueError(f"What came out is not what it declares: {said}.")
    return Ended(output)


def faults_of_process(text: str, *codes: Code) -> list[str]:
    """Of a definition that runs these."""
    there: dict[Wanted, dict[str, Json] | None] = {}
    for one in (code.declared("trying", QUEUE) for code in codes):
        schema = one.input if one.takes_input else None
        there[Wanted(one.namespace, one.name, one.version)] = schema
        there[Wanted(one.namespace, one.name, LATEST)] = schema
    reading = read(text)
    faults = [*reading.diagnostics, *lint(reading), *publishable(reading, published=there)]
    return [f"line {fault.line}: {fault.message} {fault.remedy}" for fault in faults]


async def _carry_out(client: Client, code: Code, workflow: str, arguments: list[Json]) -> Json:
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED)
    with ThreadPoolExecutor(1, "activity") as threads:
        worker = Worker(
            client,
            task_queue=QUEUE,
            workflows=[code.workflow],
            activities=list(code.activities),
            activity_executor=threads,
            workflow_runner=SandboxedWorkflowRunner(restrictions),
            interceptors=[CodeInterceptor()],
        )
        async with worker:
            output: object = await client.execute_workflow(  # pyright: ignore[reportAny]
                workflow, args=arguments, id=f"trying/{uuid4()}", task_queue=QUEUE
            )
            return decode(write(output))


async def _environment() -> WorkflowEnvironment:
    return await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=plain_converter(),
        dev_server_existing_path=str(await asyncio.to_thread(_program)),
        dev_server_extra_args=TIME_SKIPPING,
    )


def _program() -> Path:
    """The server that Baton itself would start here."""
    environment = {**os.environ}
    environment.pop("BATON_TEMPORAL_ADDRESS", None)
    found = Finder(environment, read_settings(environment).cache, _missing, _missing).find()
    return cast("Program", found).path


def _missing(destination: Path) -> None:
    raise LocalError(f"{destination.name} is not there yet; `make run` gets it.")
