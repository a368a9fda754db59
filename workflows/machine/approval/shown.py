"""An approval as others see it: people in lists and pages, and the process as its result.

Never: more than those may see who are asked; the whole is sealed like other values of the run.
"""

from __future__ import annotations

from typing import cast

import msgspec

from definitions.approvals import AskedOf, Asking
from definitions.values import Json, JsonObject
from workflows.machine.approval.state import OVERDUE, Approval, Asked, Vote


def asking(approval: Approval, task: str, visit: str, now: int) -> Asking:
    """With the letters, which are handed on by it."""
    letters, approval.letters = approval.letters, []
    people = [*approval.earlier, *approval.asked]
    return Asking(
        id=approval.id,
        number=approval.number,
        kind=approval.terms.kind,
        task=task,
        visit=visit,
        status=approval.status,
        stage=approval.stage,
        round=approval.round,
        at=now,
        requester=None if approval.requester is None else approval.requester.id,
        due=approval.due,
        sign_in=approval.terms.sign_in,
        asked=_once([AskedOf(one.who.id, approval.stage, one.state, one.at) for one in people]),
        letters=letters,
        body=body(approval),
    )


def _once(asked: list[AskedOf]) -> list[AskedOf]:
    """How it stands with a person who was asked more than once."""
    return [*{one.person: one for one in asked}.values()]


def body(approval: Approval) -> JsonObject:
    terms = approval.terms
    stage = approval.now_asked
    return {
        "subject": terms.subject,
        "body": terms.body,
        "attachments": terms.attachments,
        "form": terms.form,
        "values": approval.values,
        "changes": _plain(approval.changes),
        "decisions": _plain(terms.decisions),
        "sendBack": terms.send_back,
        "requester": _plain(approval.requester),
        "stage": {
            "number": approval.stage + 1,
            "of": len(terms.stages),
            "title": stage.title,
            "rule": stage.rule,
        },
        "since": approval.since,
        "asked": [_asked(one) for one in approval.asked],
        "votes": [_vote(one) for one in approval.votes],
        "questions": _plain(approval.questions),
        "history": _plain(approval.history),
        "decision": approval.decision if approval.over else None,
    }


def result(approval: Approval) -> JsonObject:
    """What the task puts out."""
    entry = approval.history[-1] if approval.history else None
    by_people = entry is not None and entry.kind != OVERDUE
    counted = [vote for vote in approval.votes if vote.counts and by_people]
    last = next((one for one in reversed(counted) if one.decision == approval.decision), None)
    by = last.by if last is not None else None if entry is None else entry.by
    withdrawn = approval.status == "withdrawn"
    return {
        "decision": "withdrawn" if withdrawn else approval.decision,
        "by": _plain(by),
        "at": entry.at if entry is not None else None,
        "channel": None if last is None or withdrawn else last.channel,
        "comment": entry.comment if withdrawn and entry else last.comment if last else None,
        "fields": approval.values,
        "votes": [_vote(one) for one in approval.votes],
        "history": _plain(approval.history),
    }


def filled_in(approval: Approval) -> JsonObject:
    """What a form puts out."""
    whole = result(approval)
    return {name: whole[name] for name in ("fields", "by", "at", "channel")}


def _asked(one: Asked) -> JsonObject:
    return {
        "id": one.who.id,
        "name": one.who.name,
        "why": one.why,
        "at": one.at,
        "state": one.state,
        "reminded": one.reminded,
    }


def _vote(vote: Vote) -> JsonObject:
    return cast("JsonObject", msgspec.to_builtins(vote))


def _plain(value: object) -> Json:
    return cast("Json", msgspec.to_builtins(value))


__all__ = ["asking", "body", "filled_in", "result"]
