"""What the failure of a workflow written in Python comes to: a problem, as the standard has them.

An `ApplicationError` says by its type which problem it means, and by a status in its first detail,
`{"status": 404}`, how that is numbered. Never: a stack trace; it stays in Temporal, sealed.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

import msgspec
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    ChildWorkflowError,
    TerminatedError,
)
from temporalio.exceptions import TimeoutError as TimeOut

from definitions.errors import HOME, Problem, runtime, timeout
from definitions.functions.declaration import STANDARD_ERRORS

LOST: Final = (
    "Temporal no longer knows what the code had done, so that it can't go on; and to begin anew "
    "could do things twice. Look what has happened, and start another run."
)
DETAIL_LENGTH: Final = 2_000

_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


class _Said(msgspec.Struct):
    """The first detail of an error that says more."""

    status: Annotated[int, msgspec.Meta(ge=100, le=599)] = 500
    title: str | None = None


def problem_of(error: BaseException) -> Problem:
    """What an activity or a workflow below it has failed with counts, not that one has failed."""
    failed = error
    while isinstance(failed, ChildWorkflowError | ActivityError) and failed.cause is not None:
        failed = failed.cause
    match failed:
        case ApplicationError():
            return _of_application(failed)
        case TimeOut():
            return timeout(f"The code did not end in time: {_clipped(failed.message)}.")
        case TerminatedError():
            return runtime("The workflow was terminated in Temporal.")
        case _:
            return runtime(f"The code failed: {_clipped(str(failed))}.")


def _of_application(error: ApplicationError) -> Problem:
    kind, detail = error.type or "", _clipped(error.message)
    said = _said(error)
    if kind in STANDARD_ERRORS:
        title = said.title or f"{kind.capitalize()} Error"
        return Problem(HOME + kind, said.status, None, title, detail)
    if _URI.fullmatch(kind):
        return Problem(kind, said.status, None, said.title, detail)
    named = f"{kind}: {detail}" if kind else detail
    return msgspec.structs.replace(runtime(named), status=said.status)


def _said(error: ApplicationError) -> _Said:
    try:
        return msgspec.convert(error.details[0] if error.details else {}, _Said)
    except msgspec.ValidationError:
        return _Said()


def _clipped(text: str) -> str:
    return text if len(text) <= DETAIL_LENGTH else f"{text[:DETAIL_LENGTH]}…"
