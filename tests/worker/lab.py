"""A package of workflows, good and bad, that tests install beside Baton.

It is imported by package workers only, under the name `lab`.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import random
import signal
from datetime import timedelta
from pathlib import Path

import msgspec
from pydantic import BaseModel, field_validator
from temporalio import activity, workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

from definitions.code import Code

ONCE = RetryPolicy(maximum_attempts=1)
SOON = timedelta(seconds=10)


class Person(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def _is_someone(cls, name: str) -> str:
        if name == "nobody":
            raise ValueError("nobody is no person")
        return name


class Greeting(msgspec.Struct):
    text: str


@dataclasses.dataclass
class Way:
    how: str


@activity.defn
def compose(person: Person) -> Greeting:
    return Greeting(f"Hello, {person.name}!")


@activity.defn
async def fail(way: Way) -> None:
    raise ApplicationError(f"no {way.how}", {"status": 404}, type="https://example.com/none")


@activity.defn
def crash(folder: str) -> str:
    """Takes its worker along, the first time."""
    mark = Path(folder) / "crashed"
    if mark.exists():
        return "once"
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


@workflow.defn
class Greets:
    @workflow.run
    async def run(self, person: Person) -> Greeting:
        greeting: Greeting = await workflow.execute_activity(
            compose, person, start_to_close_timeout=SOON
        )
        return greeting


@workflow.defn
class Below:
    """One that starts one of its own."""

    @workflow.run
    async def run(self, person: Person) -> Greeting:
        return await workflow.execute_child_workflow(Greets.run, person, id="below")


@workflow.defn
class Nothing:
    @workflow.run
    async def run(self) -> None:
        return None


@workflow.defn
class Ends:
    """However it is told to."""

    @workflow.run
    async def run(self, way: Way) -> object:
        match way.how:
            case "typed":
                raise ApplicationError("no such thing", {"status": 418}, type="authorization")
            case "crash":
                raise ZeroDivisionError("integer division")
            case "activity":
                await workflow.execute_activity(
                    fail, way, start_to_close_timeout=SOON, retry_policy=ONCE
                )
            case "no-json":
                return {"x": float("nan")}
            case "object":
                return Path
            case "forbidden":
                return random.random()
            case "huge":
                return "x" * 300_000
        return None


@workflow.defn
class Waits:
    @workflow.run
    async def run(self, way: Way) -> str:
        try:
            await workflow.wait_condition(lambda: False)
        except asyncio.CancelledError:
            if way.how == "swallow":
                return "I end when I like"
            if way.how == "never":
                await workflow.wait_condition(lambda: False)
            raise
        return "woken"


@workflow.defn
class Crashes:
    @workflow.run
    async def run(self, folder: str) -> str:
        return await workflow.execute_activity(
            crash,
            folder,
            start_to_close_timeout=SOON,
            retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=100)),
            heartbeat_timeout=timedelta(seconds=2),
        )


def _code(workflow: type, version: str = "1.0.0", **more: object) -> Code:
    return Code(
        workflow=workflow,
        namespace="lab",
        name=workflow.__name__.lower(),
        version=version,
        title=f"The {workflow.__name__}",
        activities=(compose, fail, crash),
        **more,
    )


GREETS = _code(Greets)
GREETS_NEW = _code(Greets, "1.1.0")
GREETS_NEXT = _code(Greets, "2.0.0-beta.1")
BELOW = _code(Below)
NOTHING = _code(Nothing)
ENDS = _code(Ends)
WAITS = _code(Waits, cancel_seconds=2)
CRASHES = _code(Crashes)
