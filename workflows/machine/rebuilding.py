"""Makes a run's machine again from its facts; no driver and no Temporal needed.

Never: another state than the one that the facts made the first time.
"""

from __future__ import annotations

from definitions.contracts import FactRow
from definitions.plans import Program
from workflows.machine import facts
from workflows.machine.machine import Machine


def rebuild(program: Program, rows: list[FactRow]) -> Machine:
    """The machine as it was after these facts; no driver and no Temporal needed."""
    machine = Machine(program)
    for row in rows:
        came_after = row.body[facts.STEPS]
        if not isinstance(came_after, int):
            raise TypeError(f"Fact {row.sequence} does not say after how many steps it came.")
        while machine.advance(came_after - machine.state.steps):
            pass
        machine.feed(facts.from_row(row))
    while machine.advance():
        pass
    machine.events.again(machine.take().emitted)
    return machine
