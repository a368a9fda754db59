"""`Code`: watches over a workflow written in Python, on behalf of a run.

The workflow itself is a child of it, on the task queue of its package. Whatever ends that, a
result, an error, a cancellation or somebody in Temporal, ends here, and is recorded once. Never:
code of a package in this process; and never a continue-as-new, which the child would not survive.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import cast

from msgspec import UNSET, UnsetType
from temporalio import workflow
from temporalio.common import RetryPolicy, VersioningBehavior
from temporalio.exceptions import FailureError, is_cancelled_exception
from temporalio.workflow import ChildWorkflowCancellationType, ParentClosePolicy

from definitions.contracts import (
    CODE_ID,
    CODE_WORKFLOW,
    MESSAGE_SIGNAL,
    RECORD,
    Answer,
    CodeStart,
    Message,
    Recording,
    TraceRow,
)
from definitions.errors import Problem, ProblemError, runtime
from definitions.functions.fitting import hold
from definitions.values import Json, JsonObject
from workflows.code_ends import LOST, problem_of
from workflows.machine.machine import ENDED
from workflows.machine.trace import clip

_SECONDS = timedelta(seconds=30)
_PATIENT = RetryPolicy(
    initial_interval=timedelta(milliseconds=500),
    backoff_coefficient=2.0,
    maximum_interval=timedelta(seconds=10),
)


# Not pinned: it goes on as no other execution, so it is replayed by newer workers.
@workflow.defn(
    name=CODE_WORKFLOW, sandboxed=False, versioning_behavior=VersioningBehavior.AUTO_UPGRADE
)
class Code:
    """One execution of one run whose process is written in Python."""

    @workflow.init
    def __init__(self, start: CodeStart) -> None:
        self._start = start
        self._messages: deque[Message] = deque()
        self._reason: Json = None
        self._cancelled = False
        self._traced = start.last_trace
        self._status = "pending"

    @workflow.signal(name=MESSAGE_SIGNAL)
    def message(self, message: Message) -> None:
        self._messages.append(message)

    @workflow.run
    async def run(self, _start: CodeStart) -> None:
        answers = self._hear()
        if self._cancelled:
            # Nothing of it has begun.
            await self._end("cancelled", {"reason": self._reason}, answers)
            return
        try:
            output = await self._carry_out(answers)
        except ProblemError as error:
            await self._fault(error.problem)
        except (FailureError, asyncio.CancelledError) as error:
            if self._cancelled or is_cancelled_exception(error):
                await self._end("cancelled", {"reason": self._reason})
            else:
                await self._fault(problem_of(error))
        else:
            await self._end("completed", {"output": clip(output)}, output=output)

    # ---- the child

    async def _carry_out(self, answers: list[Answer]) -> Json:
        """Until it ends; messages are answered meanwhile."""
        start = self._start
        if start.begun:
            raise ProblemError(runtime(LOST))
        line = self._line("run.started", {"input": clip(start.input)})
        await self._record("running", [line])
        if start.takes_input:
            hold(start.schema, start.input, "the input")
        child = await workflow.start_child_workflow(
            start.workflow,
            args=[start.input] if start.takes_input else [],
            id=f"{CODE_ID}/{start.tenant}/{start.run}/{start.execution}",
            task_queue=start.queue,
            cancellation_type=ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
            parent_close_policy=ParentClosePolicy.TERMINATE,
        )
        until: float | None = None
        while True:
            answers += self._hear()
            if answers:
                await self._record(None, [], answers)
                answers = []
            if self._cancelled and until is None:
                child.cancel()
                until = workflow.time() + start.cancel_seconds
            left = None if until is None else max(until - workflow.time(), 0.0)
            try:
                await workflow.wait_condition(
                    lambda: child.done() or bool(self._messages), timeout=left
                )
            except TimeoutError:
                # It doesn't come to its end by itself: it is terminated when this one ends.
                raise asyncio.CancelledError from None
            if child.done():
                return cast("Json", await child)  # pyright: ignore[reportAny]  (typed by nobody)

    # ---- what is said and kept

    def _hear(self) -> list[Answer]:
        answers: list[Answer] = []
        while self._messages:
            message = self._messages.popleft()
            answers.append(Answer(message.id, self._obey(message)))
        return answers

    def _obey(self, message: Message) -> JsonObject:
        if self._status in ENDED:
            return {"accepted": False, "detail": f"The run has already {self._status}."}
        match message.kind:
            case "run.cancel":
                if not self._cancelled and isinstance(message.data, dict):
                    self._reason = message.data.get("reason")
                self._cancelled = True
                return {"accepted": True}
            case "run.suspend" | "run.resume":
                said = "A process written in Python goes on until it ends; it can't be suspended."
            case kind:
                said = f"A process written in Python takes no message of kind {kind}."
        return {"accepted": False, "detail": said}

    async def _fault(self, problem: Problem) -> None:
        await self._end("faulted", {"error": problem.to_json()}, error=problem)

    async def _end(
        self,
        status: str,
        body: JsonObject,
        answers: list[Answer] | None = None,
        *,
        output: Json | UnsetType = UNSET,
        error: Problem | None = None,
    ) -> None:
        """With an answer to whoever says something in the last moment."""
        self._status = status
        said = [*(answers or []), *self._hear()]
        lines = [self._line(f"run.{status}", body)]
        await self._record(status, lines, said, output=output, error=error)
        while self._messages:
            await self._record(None, [], self._hear())

    async def _record(
        self,
        status: str | None,
        lines: list[TraceRow],
        answers: list[Answer] | None = None,
        *,
        output: Json | UnsetType = UNSET,
        error: Problem | None = None,
    ) -> None:
        recording = Recording(
            tenant=self._start.tenant,
            run=self._start.run,
            execution=self._start.execution,
            trace=lines,
            answers=answers or [],
            status=status,
            output=output,
            error=error,
            at=_now(),
        )
        await workflow.execute_local_activity(
            RECORD, recording, start_to_close_timeout=_SECONDS, retry_policy=_PATIENT
        )

    def _line(self, kind: str, body: JsonObject) -> TraceRow:
        self._traced += 1
        return TraceRow(self._traced, "", "", kind, _now(), body)


def _now() -> int:
    return workflow.time_ns() // 1_000_000


__all__ = ["Code"]
