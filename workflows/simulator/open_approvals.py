"""An approval or a form that is open in a simulation, as whoever plays the people needs it.

Never: a moment of the run's clock; all are told from its start.
"""

from __future__ import annotations

from collections.abc import Sequence

from definitions.approvals import Asking
from definitions.values import Json, JsonObject

_SHOWN = ("body", "form", "values", "decisions", "sendBack", "stage", "requester", "questions")
"""Of what people see of it, as it is."""


def open_body(asking: Asking, remind: Sequence[int], started: int) -> JsonObject:
    body = asking.body
    people = body["asked"]
    waits: list[Json] = []
    reminders: list[int] = []
    for one in people if isinstance(people, list) else ():
        if not isinstance(one, dict):
            continue
        waits.append({name: one[name] for name in ("id", "name", "why", "state", "reminded")})
        at, reminded = one["at"], one["reminded"]
        if one["state"] == "open" and isinstance(at, int) and isinstance(reminded, int):
            reminders += [at + after for after in remind[reminded : reminded + 1]]
    shown: JsonObject = {name: body[name] for name in _SHOWN}
    return {
        **shown,
        "round": asking.round,
        "waitsFor": waits,
        "sinceMs": asking.at - started,
        "dueMs": None if asking.due is None else asking.due - started,
        "remindsMs": min(reminders) - started if reminders else None,
    }


__all__ = ["open_body"]
