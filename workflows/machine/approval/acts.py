"""What people do with an approval: each act changes it or is refused with the reason.

Never: an act that counts twice, or one for somebody who was not asked. Whether `by` may stand in
for `person` is known to the directory, which was looked at before the message was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from definitions import approvals
from definitions.approvals import RETURNED, WITHDRAWN, Act, Who
from definitions.values import JsonObject
from workflows.machine.approval.filling import UnfitError, filled
from workflows.machine.approval.rules import verdict
from workflows.machine.approval.state import (
    GONE,
    OPEN,
    REASSIGNED,
    VOTED,
    Approval,
    Asked,
    Change,
    Entry,
    Question,
    Vote,
)

LONGEST_COMMENT = 10_000
MOST_QUESTIONS = 100
"""Questions are kept in the run for as long as it waits."""

MOST_ROUNDS = 50


class RefusedError(Exception):
    """The act changes nothing; `code` is for programs, the sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def act(approval: Approval, kind: str, done: Act, now: int) -> None:
    """Carry it out, or raise RefusedError."""
    if approval.over:
        raise RefusedError(approval.status, over(approval))
    if done.comment is not None and len(done.comment) > LONGEST_COMMENT:
        raise RefusedError(
            "comment-too-long", f"A comment has {LONGEST_COMMENT} characters at most."
        )
    approval.number += 1
    try:
        _ACTS[kind](approval, done, now)
    except RefusedError:
        approval.number -= 1
        raise


def over(approval: Approval) -> str:
    """What to say to whoever comes when it is over."""
    last = approval.history[-1] if approval.history else None
    name = last.by.name if last is not None and last.by is not None else None
    by = f" by {name}" if name else ""
    match approval.status:
        case approvals.DECIDED:
            decision = approval.terms.decision(approval.decision or "")
            label = (decision.label or decision.name) if decision else approval.decision
            return f"It has been decided already{by}: {label}."
        case approvals.WITHDRAWN:
            return f"It has been withdrawn{by}."
        case _:
            return "It is not needed any more: the process has gone on without it."


# ---- those who are asked


def _decide(approval: Approval, done: Act, now: int) -> None:
    asked = _asked(approval, done)
    if _counted(approval, done.by):
        raise RefusedError(
            "not-allowed", f"{done.by.name} has answered in this stage, and counts once."
        )
    decision = approval.terms.decision(done.decision or "")
    if decision is None:
        names = ", ".join(one.name for one in approval.terms.decisions)
        raise RefusedError(
            "unknown-decision", f"{done.decision!r} is no decision here: say {names}."
        )
    comment = (done.comment or "").strip() or None
    if decision.comment == "required" and comment is None:
        label = decision.label or decision.name
        raise RefusedError("comment-required", f"“{label}” needs a comment: say why.")
    if decision.comment == "none":
        comment = None
    fields = None
    if approval.terms.form is not None and decision.goes == "on":
        fields = _filled(approval, done)
        approval.values = fields
    asked.state, asked.reminders = VOTED, []
    vote = Vote(
        asked.who, done.by, decision.name, done.channel, now, approval.stage, approval.round
    )
    vote.comment, vote.fields = comment, fields
    approval.votes.append(vote)
    entry = Entry("decided", now, done.by, asked.who, decision.name, comment, done.channel)
    approval.note(entry)
    approval.decision = verdict_of(approval)


def verdict_of(approval: Approval) -> str | None:
    """What this stage has come to, if it has."""
    given = [
        vote.decision for vote in approval.votes if vote.counts and vote.stage == approval.stage
    ]
    left = len(approval.open_ones())
    return verdict(approval.terms, approval.now_asked, given, left)


def _ask(approval: Approval, done: Act, now: int) -> None:
    _asked(approval, done)
    if len(approval.questions) >= MOST_QUESTIONS:
        raise RefusedError(
            "too-many", f"There are {MOST_QUESTIONS} questions already: talk to them."
        )
    text = _said(done, "Write what you want to know.")
    question = Question(done.by, text, now, done.to or approval.requester)
    approval.questions.append(question)
    approval.note(Entry("asked-back", now, done.by, question.to, None, text, done.channel))
    if question.to is not None:
        approval.write("question", now, question.to.id)


def _answer(approval: Approval, done: Act, now: int) -> None:
    number = done.question or 0
    if not 1 <= number <= len(approval.questions):
        raise RefusedError("unknown-question", f"There is no question {done.question}.")
    question = approval.questions[number - 1]
    if question.answer is not None:
        name = question.answered_by.name if question.answered_by else "somebody"
        raise RefusedError("answered", f"{name} has answered this question already.")
    if question.to is not None and done.by.id != question.to.id:
        raise RefusedError("not-asked", f"This question is for {question.to.name}.")
    question.answer = _said(done, "Write an answer.")
    question.answered_by, question.answered_at = done.by, now
    approval.note(Entry("answered", now, done.by, question.by, None, question.answer, done.channel))
    approval.write("answered", now, question.by.id)


def _send_back(approval: Approval, done: Act, now: int) -> None:
    asked = _asked(approval, done)
    if not approval.terms.send_back:
        raise RefusedError("not-allowed", "This can't be sent back: decide it, or ask a question.")
    if approval.requester is None:
        raise RefusedError("no-requester", "Nobody has asked for this who could correct it.")
    if approval.round >= MOST_ROUNDS:
        raise RefusedError("too-many", f"It has been sent back {MOST_ROUNDS} times: decide it.")
    comment = _said(done, "Say what is to be corrected.")
    approval.status = RETURNED
    approval.note(Entry("sent-back", now, done.by, asked.who, None, comment, done.channel))
    approval.write("returned", now, approval.requester.id)


def _reassign(approval: Approval, done: Act, now: int) -> None:
    asked = _asked(approval, done, by_others=True)
    to = done.to
    if to is None:
        raise RefusedError("nobody", "Say who is to decide instead.")
    comment = _said(done, "Say why it goes to somebody else.")
    again = approval.of(to.id)
    if again is not None and again.state != GONE:
        raise RefusedError("asked-already", f"{to.name} is asked already.")
    why = may_not(approval, to)
    if why is not None:
        raise RefusedError("not-allowed", why)
    asked.state, asked.reminders = GONE, []
    if again is not None:  # it had gone from them to somebody else, and comes back
        approval.asked.remove(again)
    approval.asked.append(Asked(to, REASSIGNED, now, reminders=list(done.reminders)))
    approval.note(Entry("reassigned", now, done.by, to, None, comment, done.channel))
    approval.write("asked", now, to.id)


def may_not(approval: Approval, who: Who) -> str | None:
    """Why this person can't decide here: their own request, or a stage that they had before."""
    requester = approval.requester
    if not approval.terms.self_approval and requester is not None and who.id == requester.id:
        return f"{who.name} has asked for this, and nobody decides on their own request."
    if approval.terms.four_eyes and any(
        vote.counts and vote.stage != approval.stage and who.id in (vote.who.id, vote.by.id)
        for vote in approval.votes
    ):
        return f"{who.name} has decided in another stage; this one needs another pair of eyes."
    return None


# ---- whoever has asked


def _resubmit(approval: Approval, done: Act, now: int) -> None:
    _own(approval, done)
    if approval.status != RETURNED:
        raise RefusedError("not-returned", "Nobody has sent it back; it waits for the decision.")
    values = _filled(approval, done)
    names = dict.fromkeys([*approval.values, *values])
    approval.changes = [
        Change(name, approval.values.get(name), values.get(name))
        for name in names
        if approval.values.get(name) != values.get(name)
    ]
    approval.values = values
    approval.note(Entry("resubmitted", now, done.by, None, None, done.comment, done.channel))
    approval.round += 1
    if approval.terms.keep_votes:
        approval.status = approvals.OPEN
        approval.write("resubmitted", now, *(one.who.id for one in approval.open_ones()))
        return
    for vote in approval.votes:
        vote.counts = False
    for asked in approval.asked:
        asked.state, asked.reminders = GONE, []
    approval.earlier += approval.asked
    approval.asked, approval.stage, approval.decision = [], 0, None
    approval.gather()


def _withdraw(approval: Approval, done: Act, now: int) -> None:
    _own(approval, done)
    approval.note(Entry("withdrawn", now, done.by, None, None, done.comment, done.channel))
    close(approval, WITHDRAWN)
    approval.write("withdrawn", now, *(one.who.id for one in approval.asked if one.state == OPEN))
    for asked in approval.asked:
        asked.state = GONE if asked.state == OPEN else asked.state


def close(approval: Approval, status: str) -> None:
    approval.status = status
    approval.due = None
    for asked in approval.asked:
        asked.reminders = []


# ---- what acts have in common


def _asked(approval: Approval, done: Act, *, by_others: bool = False) -> Asked:
    """The one whose answer this is; refused if it is too early, too late or not theirs."""
    if approval.status == RETURNED:
        name = approval.requester.name if approval.requester else "somebody"
        raise RefusedError("returned", f"It has been sent back: {name} corrects it first.")
    if approval.status != approvals.OPEN:
        raise RefusedError("too-early", "It is not known yet who is asked: try again in a moment.")
    if done.round is not None and done.round != approval.round:
        raise RefusedError("changed", "It has been corrected since you saw it: look at it again.")
    asked = approval.of(done.person or done.by.id)
    if asked is None or asked.state == GONE:
        raise RefusedError("not-asked", _not_asked(approval, done))
    if asked.state == VOTED:
        vote = next(one for one in reversed(approval.votes) if one.who.id == asked.who.id)
        who = "You have" if vote.by.id == done.by.id else f"{vote.by.name} has"
        decision = approval.terms.decision(vote.decision)
        label = (decision.label or decision.name) if decision else vote.decision
        raise RefusedError("answered", f"{who} answered already: {label}.")
    if not by_others and done.by.id != asked.who.id:
        why = may_not(approval, done.by)
        if why is not None:
            raise RefusedError("not-allowed", why)
    return asked


def _counted(approval: Approval, by: Who) -> bool:
    """Where so many have to say the same, who stands in for others is still one of them."""
    if not approval.terms.four_eyes or not isinstance(approval.now_asked.rule, int):
        return False
    return any(
        vote.counts and vote.stage == approval.stage and vote.by.id == by.id
        for vote in approval.votes
    )


def _not_asked(approval: Approval, done: Act) -> str:
    earlier = any(one.who.id == (done.person or done.by.id) for one in approval.earlier)
    if earlier:
        return "Your stage is over: others are asked now."
    return f"{done.by.name} is not asked here."


def _own(approval: Approval, done: Act) -> None:
    requester = approval.requester
    if requester is None or done.by.id != requester.id:
        name = requester.name if requester else "nobody"
        raise RefusedError("not-yours", f"Only who has asked for it can do that: {name}.")


def _filled(approval: Approval, done: Act) -> JsonObject:
    try:
        return filled(approval.terms.form, approval.values, done.fields or {})
    except UnfitError as error:
        raise RefusedError("fields", str(error)) from error


def _said(done: Act, remedy: str) -> str:
    comment = (done.comment or "").strip()
    if not comment:
        raise RefusedError("comment-required", remedy)
    return comment


_ACTS: Mapping[str, Callable[[Approval, Act, int], None]] = {
    approvals.DECIDE: _decide,
    approvals.ASK: _ask,
    approvals.ANSWER: _answer,
    approvals.SEND_BACK: _send_back,
    approvals.RESUBMIT: _resubmit,
    approvals.WITHDRAW: _withdraw,
    approvals.REASSIGN: _reassign,
}

__all__ = ["RefusedError", "act", "close", "may_not", "over", "verdict_of"]
