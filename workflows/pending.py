"""What has come up in a run and is not recorded yet.

Never: the writing; `run.py` decides which way a recording goes.
"""

from __future__ import annotations

from msgspec import UNSET

from definitions.contracts import Answer, FactRow, Recording, RunStart, TraceRow
from workflows.machine.machine import ENDED, Taken
from workflows.machine.state import State


class Pending:
    """Collects, and makes recordings of what it has."""

    def __init__(self, start: RunStart) -> None:
        self._start = start
        self.known_status = "pending"
        self._facts: list[FactRow] = []
        self._trace: list[TraceRow] = []
        self._answers: list[Answer] = []
        self._cancels: list[str] = []

    def add(self, taken: Taken) -> None:
        self._facts += taken.facts
        self._trace += taken.trace
        self._answers += taken.answers

    def cancel(self, child: str | None) -> None:
        """Nobody waits any more for the run that was started under this key."""
        if child is not None:
            self._cancels.append(child)

    def take(self, state: State) -> Recording | None:
        """Everything so far as one recording; None when there is nothing new."""
        status = None if state.status == self.known_status else state.status
        if not (self._facts or self._trace or self._answers or self._cancels or status):
            return None
        ended = state.status in ENDED
        recording = Recording(
            tenant=self._start.tenant,
            run=self._start.run,
            execution=self._start.execution,
            facts=self._facts,
            trace=self._trace,
            answers=self._answers,
            status=status,
            output=state.output if ended else UNSET,
            error=state.error,
            at=state.now,
            cancels=self._cancels,
        )
        self.known_status = state.status
        self._facts, self._trace, self._answers, self._cancels = [], [], [], []
        return recording
