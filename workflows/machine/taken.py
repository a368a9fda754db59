"""What a driver takes from the machine: what to do, what to keep, what to tell.

Never: a part of the machine's state; whoever has taken it has it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from definitions.approvals import Asking
from definitions.contracts import Answer, Emitted, FactRow, Listener, TraceRow
from workflows.machine.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the last facts."""

    wanted: list[Wanted]
    facts: list[FactRow]
    trace: list[TraceRow]
    answers: list[Answer]
    emitted: list[Emitted] = field(default_factory=list[Emitted])
    listening: list[Listener] = field(default_factory=list[Listener])
    deaf: list[int] = field(default_factory=list[int])
    asking: list[Asking] = field(default_factory=list[Asking])
