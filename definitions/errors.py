"""Problems as the standard has them (RFC 7807): what a task raises and `try` will catch.

Never: Python tracebacks or text of a library inside a problem; whoever reads it is a person.
"""

from __future__ import annotations

import re
from typing import cast

from msgspec import Struct

from definitions.values import JsonObject

HOME = "https://serverlessworkflow.io/spec/1.0.0/errors/"
_STANDARD = re.compile(
    r"(?:https?://(?:www\.)?(?:serverlessworkflow(?:\.io)+|open-workflow-specification\.org)"
    r"/(?:[^?#]*/)?errors/(?:types/)?)?(?P<name>[a-z-]+)/?"
)
"""Addresses that the standard has had for its types, or nothing but the name."""

_OUTCOME_UNKNOWN = "communication/outcome-unknown"


class Problem(Struct, frozen=True, omit_defaults=True):
    """The standard's error object."""

    type: str
    status: int
    instance: str | None = None
    title: str | None = None
    detail: str | None = None

    def to_json(self) -> JsonObject:
        shown: JsonObject = {"type": self.type, "status": self.status}
        for name in ("instance", "title", "detail"):
            value = cast("object", getattr(self, name))
            if isinstance(value, str):
                shown[name] = value
        return shown


class ProblemError(Exception):
    """A problem on its way from where it happened to the task that it faults."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title or problem.type)
        self.problem = problem


def configuration(detail: str, instance: str | None = None) -> Problem:
    return Problem(HOME + "configuration", 400, instance, "Configuration Error", detail)


def validation(detail: str, instance: str | None = None) -> Problem:
    return Problem(HOME + "validation", 400, instance, "Validation Error", detail)


def expression(detail: str, instance: str | None = None) -> Problem:
    return Problem(HOME + "expression", 400, instance, "Expression Error", detail)


def communication(detail: str, status: int = 500, instance: str | None = None) -> Problem:
    return Problem(HOME + "communication", status, instance, "Communication Error", detail)


def timeout(detail: str, instance: str | None = None) -> Problem:
    return Problem(HOME + "timeout", 408, instance, "Timeout Error", detail)


def runtime(detail: str, instance: str | None = None) -> Problem:
    return Problem(HOME + "runtime", 500, instance, "Runtime Error", detail)


def outcome_unknown(detail: str, instance: str | None = None) -> Problem:
    """A call that may or may not have happened: its worker died inside."""
    return Problem(HOME + _OUTCOME_UNKNOWN, 500, instance, "Outcome Unknown", detail)


def is_outcome_unknown(kind: str) -> bool:
    return kind == HOME + _OUTCOME_UNKNOWN


def same_type(one: str, other: str) -> bool:
    """The standard has moved house: its types are equal by their last path segment."""
    return one == other or (_standard(one) is not None and _standard(one) == _standard(other))


def _standard(kind: str) -> str | None:
    """The name of one of the standard's types, whichever address it is given; None of others."""
    match = _STANDARD.fullmatch(kind)
    return None if match is None else match["name"]
