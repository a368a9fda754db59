"""What a package's worker adds to the workflows that it carries out.

An error that the author has not thought of faults the run; by itself Temporal would try the same
code for ever. Code that no longer fits what a run has done is another matter: there the worker
waits for code that does. Never: a value looked at.
"""

from __future__ import annotations

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleSignalInput,
    Interceptor,
    StartChildWorkflowInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)


class CodeInterceptor(Interceptor):
    """For every workflow of the worker."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - the SDK's own name
    ) -> type[WorkflowInboundInterceptor] | None:
        del input
        return _Inbound


class _Inbound(WorkflowInboundInterceptor):
    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_Outbound(outbound))

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> object:  # noqa: A002
        try:
            output: object = await super().execute_workflow(input)  # pyright: ignore[reportAny]
        except FailureError:
            raise
        except Exception as error:
            raise _fault(error) from error
        else:
            return output

    async def handle_signal(self, input: HandleSignalInput) -> None:  # noqa: A002
        try:
            await super().handle_signal(input)
        except FailureError:
            raise
        except Exception as error:
            raise _fault(error) from error


class _Outbound(WorkflowOutboundInterceptor):
    async def start_child_workflow(
        self,
        input: StartChildWorkflowInput,  # noqa: A002
    ) -> workflow.ChildWorkflowHandle[object, object]:
        """Below its parent, so that the codec knows whose values those of the child are."""
        input.id = f"{workflow.info().workflow_id}/{input.id}"
        return await super().start_child_workflow(input)


def _fault(error: Exception) -> ApplicationError:
    return ApplicationError(f"{error}", type=type(error).__name__, non_retryable=True)
