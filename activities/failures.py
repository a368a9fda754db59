"""Turns what fails around an activity into what Temporal should do about it.

A problem of the process is an `Outcome` and ends the call. What lies with us (PostgreSQL is away)
is raised, and Temporal tries the activity again. Never: a value of the run in a message, nor a
library's text, which may quote one; these messages are kept outside the run's encryption.
"""

from __future__ import annotations

import traceback
from collections.abc import Generator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from temporalio.exceptions import ApplicationError

DATABASE_AWAY = "database.away"
INTERNAL = "internal"

_log = structlog.stdlib.get_logger()


def is_away(error: BaseException) -> bool:
    """The database does not answer now, but may later: worth another try."""
    if isinstance(error, DBAPIError):
        lost = error.connection_invalidated
        return lost or isinstance(error, OperationalError | InterfaceError)
    return isinstance(error, PoolTimeoutError | OSError)


def described(error: BaseException) -> dict[str, str]:
    """For the log: what failed and where, without its text, which may quote a run's values."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-6))
    return {"error": type(error).__name__, "where": where}


@contextmanager
def retried(what: str) -> Generator[None]:
    """Around an activity's body: whatever is raised in it, Temporal tries again."""
    try:
        yield
    except ApplicationError:
        raise
    except Exception as error:  # noqa: BLE001 - all of it is translated here
        if is_away(error):
            sentence = "PostgreSQL does not answer; the activity goes on when it does."
            raise ApplicationError(sentence, type=DATABASE_AWAY) from None
        _log.error("activity.failed", activity=what, **described(error))
        sentence = f"{what} failed inside Baton ({type(error).__name__}); see the worker's log."
        raise ApplicationError(sentence, type=INTERNAL) from None
