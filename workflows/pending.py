"""What has come up in a run and is not recorded yet.

Never: the writing; `run.py` decides which way a recording goes.
"""

from __future__ import annotations

from definitions.contracts import Recording, RunStart
from workflows.machine.machine import ENDED
from workflows.machine.state import State
from workflows.machine.taken import Taken


class Pending:
    """Collects, and makes recordings of what it has."""

    def __init__(self, start: RunStart) -> None:
        self._start = start
        self.known_status = "pending"
        self._next = self._empty()

    def add(self, taken: Taken) -> None:
        self._next.facts += taken.facts
        self._next.trace += taken.trace
        self._next.answers += taken.answers
        self._next.emitted += taken.emitted
        self._next.listening += taken.listening
        self._next.deaf += taken.deaf
        self._next.asking += taken.asking

    def cancel(self, child: str | None) -> None:
        """Nobody waits any more for the run that was started under this key."""
        if child is not None:
            self._next.cancels.append(child)

    def put_back(self, recording: Recording) -> None:
        """What was taken and has perhaps not been kept: it goes with what comes next."""
        self._next.facts = recording.facts + self._next.facts
        self._next.trace = recording.trace + self._next.trace
        self._next.answers = recording.answers + self._next.answers
        self._next.emitted = recording.emitted + self._next.emitted
        self._next.listening = recording.listening + self._next.listening
        self._next.deaf = recording.deaf + self._next.deaf
        self._next.asking = recording.asking + self._next.asking
        self._next.cancels = recording.cancels + self._next.cancels
        self._next.status = self._next.status or recording.status

    def take(self, state: State) -> Recording | None:
        """Everything so far as one recording; None when there is nothing new."""
        recording = self._next
        if state.status != self.known_status:
            recording.status = state.status
        if recording == self._empty():
            return None
        if state.status in ENDED:
            recording.output = state.output
        recording.error, recording.at = state.error, state.now
        self.known_status = state.status
        self._next = self._empty()
        return recording

    def all(self, state: State) -> Recording:
        """The same, empty when there is nothing new: its writer keeps what is queued too."""
        return self.take(state) or self._empty()

    def _empty(self) -> Recording:
        return Recording(self._start.tenant, self._start.run, self._start.execution)
