"""A jail, where this machine can make one; elsewhere these tests have nothing to look at."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from activities.sandbox import self_test
from activities.sandbox.jail import Ended, run
from activities.sandbox.order import Limits, Order
from activities.sandbox.programs import ENVIRONMENT, Program
from definitions.scripts import PYTHON, SHELL

Runs = Callable[..., Awaitable[Ended]]
SECONDS: Final = 60


@pytest.fixture(scope="session")
async def programs() -> dict[str, Program]:
    try:
        return await self_test.programs((SHELL, PYTHON), [], os.environ)
    except self_test.UnfitError as error:
        pytest.skip(str(error))


@pytest.fixture
def runs(programs: dict[str, Program]) -> Runs:
    """Runs a text with arguments, input and variables of its own."""

    async def runner(
        kind: str,
        text: str,
        *arguments: str,
        stdin: str = "",
        limits: Limits | None = None,
        **environment: str,
    ) -> Ended:
        program = programs[kind]
        order = Order(
            command=program.with_arguments(arguments),
            text=text,
            file=program.file,
            stdin=stdin,
            environment={**ENVIRONMENT, **environment},
            shown=program.shown,
            limits=limits or Limits(seconds=SECONDS),
        )
        return await run(order)

    return runner
