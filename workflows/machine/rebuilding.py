"""Makes a run's machine again from its facts; no driver and no Temporal needed.

Never: another state than the one that the facts made the first time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from definitions.contracts import RETRIED, FactRow
from definitions.plans import Program
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.state import State

_AT_ONCE = 2_000


def rebuild(program: Program, rows: Sequence[FactRow]) -> Machine:
    """The machine as it was after these facts; no driver and no Temporal needed.

    What follows a retry at once nobody has seen yet: those steps are left to the driver.
    """
    machine, since = begun(program, rows)
    for row in since:
        come_to(machine, row)
        machine.feed(facts.from_row(row))
    if rows and not since:
        return machine
    while machine.advance():
        pass
    _again(machine)
    return machine


class Rebuilding:
    """A machine on its way to where its facts end, a bounded piece at a time."""

    def __init__(self, program: Program, rows: Sequence[FactRow]) -> None:
        self.machine, since = begun(program, rows)
        self._left = deque(since)

    def advance(self, most: int) -> bool:
        """Take at most so many steps, fewer if there is much to evaluate; False at the last fact.

        What comes of that is not taken: a run may be in the middle of much, or of an endless loop.
        """
        machine = self.machine
        while self._left:
            steps = steps_before(self._left[0])
            wanted = min(steps - machine.state.steps, most)
            most -= machine.advance(wanted) if wanted > 0 else 0
            if machine.state.steps < steps and not machine.idle:
                return True
            machine.feed(facts.from_row(self._left.popleft()))
        _again(machine)
        return False


def at_rest(program: Program, rows: Sequence[FactRow], most: int) -> Machine | None:
    """The machine after these facts and all that comes of them, to be looked at.

    None: so many steps after the last fact it is still at work, perhaps for ever.
    """
    rebuilding = Rebuilding(program, rows)
    machine = rebuilding.machine
    while rebuilding.advance(_AT_ONCE):
        machine.take()  # what comes up on the way is for nobody, and of a long life it is much
    for _ in range(0, most, _AT_ONCE):
        machine.advance(_AT_ONCE)
        machine.take()
        if machine.idle:
            return machine
    return None


def _again(machine: Machine) -> None:
    """What the run had published and told, nobody knows for certain."""
    taken = machine.take()
    machine.events.again(taken.emitted)
    machine.approvals.again(taken.asking)


def begun(program: Program, rows: Sequence[FactRow]) -> tuple[Machine, Sequence[FactRow]]:
    """A machine as the run last began or was retried, and the facts since then."""
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].kind == RETRIED:
            state = facts.retried_from_row(rows[place]).state
            machine = Machine(program, State.from_json(state))
            machine.approvals.revive()
            return machine, rows[place + 1 :]
    return Machine(program), rows


def come_to(machine: Machine, row: FactRow) -> None:
    """To the step after which this fact came."""
    while machine.advance(steps_before(row) - machine.state.steps):
        pass


def steps_before(row: FactRow) -> int:
    """How many steps the machine had taken when this fact came."""
    steps = row.body[facts.STEPS]
    if not isinstance(steps, int):
        raise TypeError(f"Fact {row.sequence} does not say after how many steps it came.")
    return steps
