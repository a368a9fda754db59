"""What people hear when Slack, Teams or Outlook refuses, and how long a function waits by itself.

Who asks to be left alone for a moment is left alone, and asked again; nothing was done then. Never:
a vendor's text in a problem, or a second call whose first one may have taken effect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final, TypeVar

from channels.refusals import ScopeError, UnsentError
from channels.vendor import AwayError, LimitedError, RefusedError
from definitions import errors
from definitions.errors import HOME, Problem, ProblemError

WAIT_SECONDS: Final = 20.0
"""So long a function waits in all; a process may wait longer, by `retry`."""

SETUP: Final = "under Administration → Slack and Teams"
_Found = TypeVar("_Found")


class Patience:
    """Of one call of a function."""

    def __init__(self, seconds: float = WAIT_SECONDS) -> None:
        self._left = seconds

    async def ask(self, make: Callable[[], Awaitable[_Found]]) -> _Found:
        """Once, and again after each rest that the vendor asks for, as long as there is time."""
        while True:
            try:
                return await make()
            except LimitedError as limited:
                if limited.seconds > self._left:
                    raise
                self._left -= limited.seconds
                await asyncio.sleep(limited.seconds)


@contextmanager
def told(vendor: str, words: Mapping[str, Problem], *, counts: bool = False) -> Generator[None]:
    """Whatever a vendor refuses is raised as a problem of the process.

    `words`: what its codes mean here. `counts`: what is asked must not be done twice.
    """
    try:
        yield
    except LimitedError as limited:
        detail = (
            f"{vendor} takes no more for {limited.seconds:g} s, and nothing was done. Let the "
            "task be tried again after that, by `try` with `retry`."
        )
        raise _said(errors.communication(detail, HTTPStatus.TOO_MANY_REQUESTS)) from None
    except ScopeError as refused:
        raise _said(_lacking(vendor, refused)) from None
    except RefusedError as refused:
        raise _said(words.get(refused.code) or _unnamed(vendor, refused)) from None
    except UnsentError:
        detail = f"{vendor} can't be reached, and nothing was done. Let the task be tried again."
        raise _said(errors.communication(detail, HTTPStatus.SERVICE_UNAVAILABLE)) from None
    except AwayError:
        raise _said(silent(vendor, counts=counts)) from None


def silent(vendor: str, *, counts: bool) -> Problem:
    """No answer, or none that says anything."""
    if counts:
        return errors.outcome_unknown(
            f"{vendor} has not answered. Whether it took effect is not known; look there before "
            "the task is repeated."
        )
    detail = f"{vendor} has not answered. Let the task be tried again."
    return errors.communication(detail, HTTPStatus.SERVICE_UNAVAILABLE)


def forbidden(detail: str) -> Problem:
    return Problem(
        HOME + "authorization",
        HTTPStatus.FORBIDDEN.value,
        title="Authorization Error",
        detail=detail,
    )


def not_let_in(vendor: str) -> Problem:
    return errors.configuration(
        f"{vendor} does not take the app's keys any more. An administrator enters them anew, or "
        f"installs the app once more, {SETUP}."
    )


def _lacking(vendor: str, refused: ScopeError) -> Problem:
    needed = refused.needed or "that this needs"
    if vendor == "Slack":
        return forbidden(
            f"The app lacks the permission {needed}. An administrator gives Slack the app's "
            f"manifest anew, and installs the app once more: {SETUP}."
        )
    return forbidden(
        f"An administrator has to grant {needed}: in Microsoft Entra, at the registration of the "
        "Teams app, as an application permission of Microsoft Graph with admin consent. Where "
        "it is granted already, a policy of Exchange keeps the app from this mailbox."
    )


def _unnamed(vendor: str, refused: RefusedError) -> Problem:
    if refused.lost in ("place", "tokens"):
        return not_let_in(vendor)
    detail = f"{vendor} refuses it ({refused.code}), and nothing was done."
    return errors.communication(detail, HTTPStatus.BAD_REQUEST)


def _said(problem: Problem) -> ProblemError:
    return ProblemError(problem)
