"""An approval as it goes over the wire: a line of a list, or the whole.

Never: a change of what the run has said; names of the wire are all that is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from api.shapes import moment
from definitions.approvals import OVER
from definitions.values import Json, JsonObject
from store.approvals import ApprovalRow


def line(row: ApprovalRow, body: JsonObject, me: JsonObject) -> JsonObject:
    return {
        "id": row.id,
        "kind": row.kind,
        "run": {
            "id": row.run_id,
            "namespace": row.namespace,
            "name": row.name,
            "version": row.version,
            "title": row.title,
        },
        "subject": body["subject"],
        "status": row.status,
        "stage": body["stage"],
        "round": row.round,
        "requester": body["requester"],
        "due": moment(row.due_at),
        "openedAt": moment(row.opened_at),
        "changedAt": moment(row.changed_at),
        "endedAt": moment(row.ended_at),
        "decision": body["decision"] if row.status in OVER else None,
        "decisions": body["decisions"],
        "needsForm": body["form"] is not None,
        "signIn": row.sign_in,
        "asked": body["asked"],
        "me": me,
    }


def whole(
    row: ApprovalRow, body: JsonObject, me: JsonObject, can: list[str], *, sees_run: bool
) -> JsonObject:
    same = ("body", "attachments", "form", "values", "changes", "votes", "sendBack")
    return {
        **line(row, body, me),
        **{name: body[name] for name in same},
        "task": row.task,
        "visit": row.visit,
        "questions": [
            _question(number, one) for number, one in enumerate(objects(body["questions"]), 1)
        ],
        "history": [_entry(one) for one in objects(body["history"])],
        "can": [*can],
        "seesRun": sees_run,
    }


def objects(value: Json) -> list[JsonObject]:
    return cast("list[JsonObject]", value)


def _question(number: int, one: Mapping[str, Json]) -> JsonObject:
    return {
        "number": number,
        **{name: one[name] for name in ("by", "text", "at", "to", "answer")},
        "answeredBy": one["answered_by"],
        "answeredAt": one["answered_at"],
    }


def _entry(one: Mapping[str, Json]) -> JsonObject:
    names = ("by", "person", "decision", "comment", "channel")
    return {
        "kind": one["kind"],
        "at": one["at"],
        **{name: one.get(name) for name in names},
        "stage": one.get("stage", 0),
        "round": one.get("round", 1),
    }
