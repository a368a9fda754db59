"""What a task wants to have run, made fit for a program: its texts, its bounds.

Never: a value that a process can't be given, silently changed; a text with a null byte is refused.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from activities.sandbox.order import Limits, Order
from activities.sandbox.programs import ENVIRONMENT, Program
from definitions import errors
from definitions.errors import ProblemError
from definitions.scripts import SHELL
from definitions.values import Json, JsonObject, encode

LONGEST_TEXT: Final = 128 * 1024 - 1
"""Bytes of one argument or variable; Linux takes no more."""

LONGEST_ALL: Final = 1024 * 1024
"""Of all arguments and variables together, which Linux takes with every usual stack."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A script with its secrets put in."""

    kind: str
    code: str
    stdin: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    returns: str
    awaited: bool

    @property
    def what(self) -> str:
        return "command" if self.kind == SHELL else f"{self.kind} script"


def read_wish(told: Json) -> Wish:
    """As the machine sends it."""
    given = cast("JsonObject", told)
    return Wish(
        kind=str(given["kind"]),
        code=_text(given["code"], "the script"),
        stdin=_text(given.get("stdin"), "stdin"),
        arguments=_arguments(given.get("arguments")),
        environment=_environment(given.get("environment")),
        returns=str(given.get("return") or "stdout"),
        awaited=given.get("await") is not False,
    )


def make_order(wish: Wish, program: Program, limits: Limits) -> Order:
    return Order(
        command=program.with_arguments(wish.arguments),
        text=wish.code,
        file=program.file,
        stdin=wish.stdin,
        environment={**ENVIRONMENT, **wish.environment},
        shown=program.shown,
        limits=limits,
    )


def within(order: Order, seconds: float) -> Order:
    """No longer than that, and than its own limit."""
    limits = dataclasses.replace(order.limits, seconds=min(seconds, order.limits.seconds))
    return dataclasses.replace(order, limits=limits)


def _arguments(given: Json) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise ProblemError(errors.validation("`arguments` must be a list of texts."))
    found = tuple(_handed(one, f"argument {place}") for place, one in enumerate(given, 1))
    _bound(found, "The arguments")
    return found


def _environment(given: Json) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise ProblemError(errors.validation("`environment` must be a map of texts."))
    for name in given:
        if not name or "=" in name:
            raise ProblemError(errors.validation(f"No variable can be called {name!r}."))
        _handed(name, "a variable's name")
    found = {name: _handed(value, f"the variable {name}") for name, value in given.items()}
    _bound((*found, *found.values()), "The variables")
    return found


def _handed(value: Json, what: str) -> str:
    """A text that Linux can hand to a process."""
    text = _text(value, what)
    if "\0" in text:
        raise ProblemError(errors.validation(f"There is a null byte in {what}."))
    if len(text.encode()) > LONGEST_TEXT:
        raise ProblemError(
            errors.validation(
                f"More than {LONGEST_TEXT:,} bytes are in {what}. Give it by `stdin`."
            )
        )
    return text


def _text(value: Json, what: str) -> str:
    """Texts as they are, nothing for null, all else as JSON."""
    try:
        if not isinstance(value, str):
            return "" if value is None else encode(value).decode()
        value.encode()
    except UnicodeEncodeError as error:
        detail = f"There is half a character (a lone surrogate) in {what}."
        raise ProblemError(errors.validation(detail)) from error
    return value


def _bound(texts: tuple[str, ...], what: str) -> None:
    if sum(len(text.encode()) + 1 for text in texts) > LONGEST_ALL:
        detail = f"{what} are longer than {LONGEST_ALL:,} bytes together. Give them by `stdin`."
        raise ProblemError(errors.validation(detail))
