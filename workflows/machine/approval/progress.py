"""How an approval goes on by itself: stages, reminders, escalations, the end of its time.

Never: a person asked twice in a stage, or a stage that asks nobody. What came due while the run
could not be reached is done at once, in the order in which it was due.
"""

from __future__ import annotations

from definitions import approvals
from definitions.approvals import DECIDED, Meant, WhoIsMeant
from definitions.errors import Problem, ProblemError, configuration, timeout
from workflows.machine.approval.acts import close, may_not
from workflows.machine.approval.rules import leads_out
from workflows.machine.approval.state import (
    APPROVER,
    ESCALATION,
    GATHERING,
    GONE,
    OPEN,
    OVERDUE,
    Approval,
    Asked,
    Entry,
)
from workflows.machine.approval.terms import Terms, milliseconds, remind_after


def begin(number: str, terms: Terms) -> Approval:
    approval = Approval(number, terms, values=dict(terms.values))
    approval.gather()
    return approval


def whom(approval: Approval, now: int) -> WhoIsMeant:
    """Who is to be found now; there are some while `finding` holds any."""
    terms = approval.terms
    return WhoIsMeant(approval.finding, now, terms.requester, remind_after(terms))


def meant(approval: Approval, found: Meant, now: int) -> None:
    """They are asked from now on. Raises ProblemError when a stage would have nobody."""
    approval.requester = approval.requester or found.requester
    approval.number += 1
    why, approval.finding = approval.finding_why, []
    asked: list[Asked] = []
    refused: list[str] = []
    for person in found.people:
        who = approvals.Who(person.id, person.name)
        said = may_not(approval, who)
        if said is not None:
            refused.append(said)
        elif approval.of(person.id) is None and all(one.who.id != person.id for one in asked):
            asked.append(
                Asked(who, why, now, reminders=[at for at in person.reminders if at > now])
            )
    approval.asked += asked
    if approval.status == GATHERING:
        _begin_stage(approval, now, [*found.nobody, *refused])
    for one in asked:
        kind = "asked" if why == APPROVER else "escalated"
        approval.note(Entry(kind, now, None, one.who))
    kind = "resubmitted" if approval.round > 1 and why == APPROVER else "asked"
    approval.write(kind if why == APPROVER else "escalated", now, *(one.who.id for one in asked))


def next_at(approval: Approval) -> int | None:
    """When something comes due, if nobody does anything."""
    if approval.status != approvals.OPEN or approval.finding:
        return None
    moments = [at for one in approval.open_ones() for at in one.reminders[:1]]
    if approval.level < len(approval.terms.escalate):
        moments.append(_escalates_at(approval))
    if approval.due is not None:
        moments.append(approval.due)
    return min(moments, default=None)


def tick(approval: Approval, now: int) -> Problem | None:
    """Do what has come due; a problem when its time is up and nothing else is said."""
    while (at := next_at(approval)) is not None and at <= now:
        approval.number += 1
        if approval.due is not None and approval.due <= at:
            problem = _overdue(approval, now)
            if problem is not None:
                return problem
        elif approval.level < len(approval.terms.escalate) and _escalates_at(approval) <= at:
            approval.finding = approval.terms.escalate[approval.level].to
            approval.finding_why = ESCALATION
            approval.level += 1
        else:
            _remind(approval, at, now)
    return None


def go_on(approval: Approval, now: int) -> None:
    """After an act: the next stage, or the end."""
    if approval.status != approvals.OPEN or approval.decision is None:
        return
    approval.number += 1
    decision = approval.terms.decision(approval.decision)
    last = approval.stage + 1 == len(approval.terms.stages)
    left = [one.who.id for one in approval.open_ones()]
    for asked in approval.open_ones():
        asked.state, asked.reminders = GONE, []
    if last or decision is None or leads_out(decision):
        _decided(approval, now, left)
        return
    approval.write("closed", now, *left)
    approval.earlier += approval.asked
    approval.asked, approval.decision = [], None
    approval.stage += 1
    approval.gather()


def _decided(approval: Approval, now: int, left: list[str]) -> None:
    close(approval, DECIDED)
    everyone = [one.who.id for one in [*approval.earlier, *approval.asked]]
    told = [*left, *everyone]
    if approval.requester is not None:
        told.append(approval.requester.id)
    approval.write("decided", now, *told)


def _begin_stage(approval: Approval, now: int, reasons: list[str]) -> None:
    if not approval.asked:
        why = " ".join(reasons) or "The directory knows none of them."
        raise ProblemError(
            configuration(
                f"Nobody can be asked in stage {approval.stage + 1}. {why} "
                "Name somebody who is there, or escalate to somebody else."
            )
        )
    least = approval.now_asked.rule
    if isinstance(least, int) and least > len(approval.asked):
        raise ProblemError(
            configuration(
                f"Stage {approval.stage + 1} needs {least} who say the same, and only "
                f"{len(approval.asked)} can be asked. {' '.join(reasons)}".rstrip()
                + " Name more of them, or ask for fewer."
            )
        )
    approval.status, approval.since, approval.level = approvals.OPEN, now, 0
    approval.overdue = False
    due = approval.terms.due
    approval.due = None if due is None else now + milliseconds(due)


def _escalates_at(approval: Approval) -> int:
    return approval.since + milliseconds(approval.terms.escalate[approval.level].after)


def _remind(approval: Approval, at: int, now: int) -> None:
    """Who has been reminded late is not reminded again for what came due meanwhile."""
    for one in approval.open_ones():
        if one.reminders and one.reminders[0] <= at:
            one.reminders = [later for later in one.reminders if later > now]
            one.reminded += 1
            approval.note(Entry("reminded", now, None, one.who))
            approval.write("reminded", now, one.who.id)


def _overdue(approval: Approval, now: int) -> Problem | None:
    said = approval.terms.overdue
    approval.due = None
    if said is not None and said.ask is not None and not approval.overdue:
        approval.overdue = True
        approval.finding, approval.finding_why = said.ask, ESCALATION
        due = approval.terms.due
        approval.due = None if due is None else now + milliseconds(due)
        approval.note(Entry(OVERDUE, now))
        return None
    if said is not None and said.decide is not None:
        approval.decision = said.decide
        approval.note(Entry(OVERDUE, now, None, None, said.decide))
        go_on(approval, now)
        return None
    approval.note(Entry(OVERDUE, now))
    left = [one.who.id for one in approval.open_ones()]
    close(approval, approvals.CLOSED)
    for one in approval.asked:
        one.state = GONE if one.state == OPEN else one.state
    approval.write("closed", now, *left)
    return timeout(f"Nobody has decided in time: “{approval.terms.subject}”.")


__all__ = ["begin", "go_on", "meant", "next_at", "tick", "whom"]
