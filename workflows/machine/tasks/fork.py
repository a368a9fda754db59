"""`fork`: branches at the same time; all of them count, or the first that completes.

Never: a branch that sees what another one has made.
"""

from __future__ import annotations

from typing import cast

from definitions.plans import ForkBody
from definitions.values import Json
from workflows.machine.state import ChildEnded
from workflows.machine.turn import END, TaskType, Turn

OUTPUTS, OPEN = "outputs", "open"


def enter(turn: Turn) -> None:
    branches = turn.body(ForkBody).branches
    if not branches:
        turn.complete(turn.data if turn.body(ForkBody).compete else [])
        return
    turn.memo[OUTPUTS], turn.memo[OPEN] = [None for _ in branches], len(branches)
    for branch in branches:
        turn.open(branch, turn.data)


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    body = turn.body(ForkBody)
    if body.compete or ended.then == END:
        turn.close_children()
        turn.complete(ended.output, END if ended.then == END else None)
        return
    outputs, left = cast("list[Json]", turn.memo[OUTPUTS]), cast("int", turn.memo[OPEN]) - 1
    names = [branch.name for branch in body.branches]
    outputs[names.index(ended.child)] = ended.output
    turn.memo[OPEN] = left
    if not left:
        turn.complete(outputs)


TYPE = TaskType(enter=enter, child_ended=child_ended)
