"""`call` of `approval` and of `form`: people are asked, and the task waits for what they say.

The approval itself is in `workflows.machine.approval`; what people do reaches it by
`workflows.machine.approvals`. Never: a directory of people; who is meant, an activity says.
"""

from __future__ import annotations

import uuid
from typing import cast

import msgspec

from definitions.approvals import APPROVERS, Meant
from definitions.errors import ProblemError
from definitions.plans import CallBody
from definitions.values import Json
from workflows.machine.approval import progress, shown
from workflows.machine.approval.state import Approval
from workflows.machine.approval.terms import Terms, read_form, read_terms
from workflows.machine.approvals import KEPT
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn

FIND_SECONDS = 30.0
_CALLED = "called"
"""In the memo: what the directory has been asked and not answered; see `Approval.seeks`."""


def enter(turn: Turn) -> None:
    _begin(turn, read_terms(turn.evaluate(turn.body(CallBody).arguments), turn.plan.pointer))


def enter_form(turn: Turn) -> None:
    _begin(turn, read_form(turn.evaluate(turn.body(CallBody).arguments), turn.plan.pointer))


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    """Who is meant is known, or somebody has done something, or something has come due."""
    approval = Approval.from_json(turn.memo[KEPT])
    if ended.output is not None:
        _found(turn, approval, msgspec.convert(ended.output, Meant))
    _go_on(turn, approval)


def _found(turn: Turn, approval: Approval, found: Meant) -> None:
    called, turn.memo[_CALLED] = turn.memo.get(_CALLED), None
    if called != approval.seeks:
        return  # people have decided or sent it back meanwhile: others are asked now, or nobody
    if not approval.history:
        turn.hold(approval.id)
    progress.meant(approval, found, turn.now)
    asked = [cast("Json", one.who.name) for one in approval.open_ones()]
    turn.note("task.waiting", approval=approval.id, asked=asked)


def _begin(turn: Turn, terms: Terms) -> None:
    # Of the key, so that every replay and every release finds the same.
    approval = progress.begin(str(uuid.uuid5(uuid.NAMESPACE_OID, turn.key)), terms)
    _go_on(turn, approval)


def _go_on(turn: Turn, approval: Approval) -> None:
    problem = progress.tick(approval, turn.now)
    if approval.seeks is not None and not turn.memo.get(_CALLED):
        turn.memo[_CALLED] = approval.seeks
        whom = cast("Json", msgspec.to_builtins(progress.whom(approval, turn.now)))
        turn.call(APPROVERS, whom, FIND_SECONDS, safe=True)
    turn.wake(progress.next_at(approval))
    turn.report(approval)
    turn.memo[KEPT] = approval.to_json()
    if problem is not None:
        raise ProblemError(problem)
    if approval.over:
        form = approval.terms.kind == "form"
        turn.complete(shown.filled_in(approval) if form else shown.result(approval))


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
FORM = TaskType(enter=enter_form, effect_ended=effect_ended)
