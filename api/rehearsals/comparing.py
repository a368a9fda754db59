"""Compares runs with a draft, some at a time, beside the event loop.

Never: an effect, or more of the machine than a rehearsal may take: steps, facts and lines of each
run are counted, steps of all runs together too, and their time is limited.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from definitions.contracts import FactRow
from definitions.plans import Program
from definitions.program import program_of
from definitions.task_plans import NotRunnableError
from workflows.machine.machine import ENDED
from workflows.simulator.comparison import compare
from workflows.simulator.past import PastError, RetriedError, recall
from workflows.simulator.rehearsal import OutOfTimeError, rehearse
from workflows.simulator.simulation import Bounds
from workflows.simulator.tally import Tally

SECONDS = 30.0
"""For all runs of one rehearsal."""

STEPS, FACTS, EVENTS, LINES = 100_000, 10_000, 1_000, 2_000
"""Of one run."""

ALL_STEPS = 10_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a run."""

    id: str
    hash: str
    document: bytes
    facts: list[FactRow]


@dataclass(slots=True)
class Comparing:
    """A draft, and what has come of the runs so far."""

    draft: Program
    tally: Tally = field(default_factory=Tally)
    retried: int = 0
    unreadable: int = 0
    unfinished: int = 0
    _steps: int = 0
    _until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    @property
    def over(self) -> bool:
        return self._steps > ALL_STEPS or self._late()

    def compare(self, runs: list[Kept]) -> None:
        """Takes its time: to be called beside the event loop."""
        for run in runs:
            if not self.over:
                self._one(run)

    def _one(self, run: Kept) -> None:
        try:
            past = recall(program_of(run.document, run.hash), run.facts, LINES)
        except RetriedError:
            self.retried += 1
            return
        except (PastError, NotRunnableError):
            self.unreadable += 1
            return
        if past.state.status not in ENDED:
            self.unfinished += 1
            return
        bounds = Bounds(FACTS, STEPS, EVENTS, LINES, self._late)
        try:
            now = rehearse(self.draft, past, bounds)
        except OutOfTimeError:
            return
        self._steps += past.state.steps + now.state.steps
        self.tally.add(run.id, compare(past, now))

    def _late(self) -> bool:
        return time.monotonic() > self._until
