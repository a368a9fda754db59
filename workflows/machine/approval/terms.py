"""What a process says of an approval or a form: its arguments, read and checked.

Never: a default that nobody could guess from the description of the function.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from definitions.durations import DurationError, parse_duration
from definitions.errors import ProblemError, validation
from definitions.schemas import Schema, SchemaError
from definitions.values import Json, JsonObject

FIRST, ALL = "first", "all"
ON, END = "on", "end"
"""Where a decision leads: to the next stage, or to the end of the approval."""

MOST_STAGES = 20
MOST_REMINDERS = 10

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=63)]
Line: TypeAlias = Annotated[str, Meta(min_length=1, max_length=300)]


class Decision(Struct, forbid_unknown_fields=True):
    """One way to answer."""

    name: Name
    label: str = ""
    style: Literal["primary", "danger", "neutral"] = "neutral"
    comment: Literal["none", "optional", "required"] = "optional"
    goes: Literal["on", "end"] = ON


class Stage(Struct, forbid_unknown_fields=True):
    """Who is asked, and how many of them decide."""

    approvers: list[Json]
    rule: Literal["first", "all"] | Annotated[int, Meta(ge=1)] = FIRST
    title: str = ""


class Remind(Struct, forbid_unknown_fields=True):
    after: Json
    every: Json = None
    most: Annotated[int, Meta(ge=1, le=MOST_REMINDERS)] = 3


class Escalation(Struct, forbid_unknown_fields=True):
    """Others who are asked too when a stage has taken so long."""

    after: Json
    to: list[Json]


class Overdue(Struct, forbid_unknown_fields=True):
    """What happens when time is up. Without any of it the task faults."""

    decide: Name | None = None
    ask: list[Json] | None = None


class Terms(Struct, forbid_unknown_fields=True, rename="camel"):
    """The arguments of `approval`."""

    subject: Line
    body: str = ""
    attachments: list[Json] = field(default_factory=list[Json])
    form: JsonObject | None = None
    values: JsonObject = field(default_factory=dict[str, Json])
    decisions: list[Decision] = field(default_factory=list[Decision])
    approvers: list[Json] | None = None
    rule: Literal["first", "all"] | Annotated[int, Meta(ge=1)] = FIRST
    stages: list[Stage] = field(default_factory=list[Stage])
    requester: Json = None
    self_approval: bool = False
    four_eyes: bool = True
    keep_votes: bool = False
    send_back: bool = True
    remind: Remind | None = None
    due: Json = None
    escalate: list[Escalation] = field(default_factory=list[Escalation])
    overdue: Overdue | None = None
    sign_in: bool = False
    kind: Literal["approval", "form"] = "approval"

    def decision(self, name: str) -> Decision | None:
        return next((one for one in self.decisions if one.name == name), None)


APPROVE = Decision("approve", "Approve", "primary")
REJECT = Decision("reject", "Reject", "danger", "required", END)
SUBMIT = Decision("submit", "Submit", "primary")


def read_terms(arguments: Json, pointer: str) -> Terms:
    """Complete: with stages and decisions. Raises ProblemError with what is wrong."""
    try:
        terms = msgspec.convert(arguments, Terms)
        _complete(terms)
    except msgspec.ValidationError as error:
        raise ProblemError(
            validation(f"What is asked is not complete: {error}.", pointer)
        ) from error
    except DurationError as error:
        raise ProblemError(validation(str(error), pointer)) from error
    except SchemaError as error:
        said = f"The form is no schema: {error.message.rstrip('.')}."
        raise ProblemError(validation(said, pointer)) from error
    except ValueError as error:
        raise ProblemError(validation(str(error), pointer)) from error
    return terms


def read_form(arguments: Json, pointer: str) -> Terms:
    """Of `form`: one answer, by the first of those who are asked."""
    if not isinstance(arguments, dict):
        raise ProblemError(validation("A form is asked for by a map of arguments.", pointer))
    if arguments.get("form") is None:
        raise ProblemError(
            validation(
                "A form needs its fields: describe them by a JSON Schema as `form`.", pointer
            )
        )
    if not arguments.get("people"):
        raise ProblemError(validation("Nobody is asked: name `people`.", pointer))
    asked: JsonObject = {**arguments, "kind": "form", "selfApproval": True, "sendBack": False}
    asked["approvers"] = asked.pop("people", None)
    label = asked.pop("label", None)
    terms = read_terms(asked, pointer)
    terms.decisions = [msgspec.structs.replace(SUBMIT, label=label or SUBMIT.label)]
    return terms


def milliseconds(duration: Json) -> int:
    return parse_duration(duration)


def remind_after(terms: Terms) -> list[int]:
    """How long after somebody was asked they are reminded."""
    if terms.remind is None:
        return []
    first = milliseconds(terms.remind.after)
    pause = first if terms.remind.every is None else milliseconds(terms.remind.every)
    return [first + pause * number for number in range(terms.remind.most)]


def _complete(terms: Terms) -> None:
    if terms.stages and terms.approvers is not None:
        raise ValueError("Say who is asked by `approvers` or by `stages`, not by both.")
    if not terms.stages:
        terms.stages = [Stage(terms.approvers or [], terms.rule)]
    if len(terms.stages) > MOST_STAGES:
        raise ValueError(f"An approval has at most {MOST_STAGES} stages.")
    for number, stage in enumerate(terms.stages, 1):
        if not stage.approvers:
            raise ValueError(f"Stage {number} asks nobody: name its `approvers`.")
    _complete_decisions(terms)
    if terms.form is not None:
        Schema(terms.form, "json:2020-12").compile()
    remind_after(terms)
    for duration in [terms.due, *(one.after for one in terms.escalate)]:
        if duration is not None:
            milliseconds(duration)


def _complete_decisions(terms: Terms) -> None:
    terms.decisions = terms.decisions or [APPROVE, REJECT]
    names = [one.name for one in terms.decisions]
    if len(set(names)) < len(names):
        raise ValueError("Two decisions have the same name.")
    if all(one.goes == END for one in terms.decisions):
        raise ValueError("At least one decision has to go `on`.")
    decides = terms.overdue.decide if terms.overdue is not None else None
    if decides is not None and decides not in names:
        raise ValueError(f"When it is overdue, {decides!r} is no decision of this approval.")
