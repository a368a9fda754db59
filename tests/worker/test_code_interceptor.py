"""What the worker of a package makes of errors; tests/worker/test_code.py tries it on a server."""

from __future__ import annotations

import asyncio

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.worker import WorkflowInboundInterceptor

from worker.code_interceptor import CodeInterceptor


class Next(WorkflowInboundInterceptor):
    def __init__(self, error: BaseException | None) -> None:
        self.error = error

    async def execute_workflow(self, _input):
        return self._end()

    async def handle_signal(self, _input):
        self._end()

    def _end(self) -> str:
        if self.error is not None:
            raise self.error
        return "done"


def intercepted(error: BaseException | None):
    return CodeInterceptor().workflow_interceptor_class(None)(Next(error))


class TestErrors:
    async def test_none(self):
        assert await intercepted(None).execute_workflow(None) == "done"
        await intercepted(None).handle_signal(None)

    async def test_one_that_the_author_has_not_thought_of(self):
        for call in ("execute_workflow", "handle_signal"):
            with pytest.raises(ApplicationError, match="x") as raised:
                await getattr(intercepted(ValueError("x")), call)(None)
            assert (raised.value.type, raised.value.non_retryable) == ("ValueError", True)

    @pytest.mark.parametrize("error", [ApplicationError("x", type="own"), asyncio.CancelledError()])
    async def test_one_that_says_what_it_means(self, error):
        for call in ("execute_workflow", "handle_signal"):
            with pytest.raises(type(error)) as raised:
                await getattr(intercepted(error), call)(None)
            assert raised.value is error
