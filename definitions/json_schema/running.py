"""One validation: its steps, its depth, and what it has found.

Never: a limit that is timed, or a fault without the words for what was wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from definitions.diagnostics import quoted
from definitions.pointers import join
from definitions.values import Json, encode

STEPS = 100_000
"""About a tenth of a second."""

DEPTH = 150
"""Schemas inside schemas; each takes up to four of the 1,000 frames that Python has."""

MOST_FAULTS = 20

Where: TypeAlias = "tuple[Where, str | int] | None"
"""The way into the value, last step first; made into a pointer only where something is wrong."""

_V_contra = TypeVar("_V_contra", contravariant=True)


class Fault(Struct, frozen=True):
    """What is wrong at one place of a value."""

    pointer: str
    wanted: str
    """must be at least 1"""
    given: str
    """it is 0"""

    @property
    def message(self) -> str:
        return f"{self.pointer or 'The whole'}: {self.wanted}; {self.given}"


class TooMuchError(Exception):
    """The work was more than one validation may have."""


class Checked(Protocol):
    """A compiled schema, as a validation sees it."""

    def check(self, value: Json, where: Where, run: Run) -> bool: ...


Check: TypeAlias = Callable[[_V_contra, Where, "Run"], bool]


class Run:
    """Counts, and collects faults while it is telling; quietly the first one ends a check."""

    __slots__ = ("depth", "faults", "left", "steps", "telling")

    def __init__(self, *, telling: bool = False, steps: int = STEPS) -> None:
        self.steps = steps
        self.left = steps
        self.depth = 0
        self.telling = telling
        self.faults: list[Fault] = []

    @property
    def spent(self) -> int:
        return self.steps - self.left

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            self.stop()

    def stop(self) -> NoReturn:
        if self.left < 0:
            raise TooMuchError("it takes more steps to check than one value may have")
        raise TooMuchError(f"it is nested too deeply to be checked, {DEPTH} levels at most")

    def tell(self, where: Where, wanted: str, value: Json) -> bool:
        """For a check to return: not fine."""
        return self.telling and self.say(where, wanted, f"it is {shown(value)}")

    def say(self, where: Where, wanted: str, given: str) -> bool:
        """The same, where the value itself is not what there is to say."""
        if self.telling:
            self.faults.append(Fault(_written(pointer_of(where)), wanted, _written(given)))
            self.telling = len(self.faults) < MOST_FAULTS
        return False

    def every(self, verdicts: Iterable[bool]) -> bool:
        """Whether all are fine; while telling, none is left out after the first that is not."""
        fine = True
        for verdict in verdicts:
            if not verdict:
                fine = False
                if not self.telling:
                    break
        return fine

    def fits(self, schema: Checked, value: Json) -> bool:
        """Whether, and no word about why not."""
        telling, self.telling = self.telling, False
        fine = schema.check(value, None, self)
        self.telling = telling
        return fine

    def heard(self, schema: Checked, value: Json, where: Where) -> list[Fault]:
        """What the schema has against the value, without making it a fault yet."""
        kept, self.faults = self.faults, []
        schema.check(value, where, self)
        heard, self.faults = self.faults, kept
        self.telling = True
        return heard


def pointer_of(where: Where) -> str:
    steps: list[str | int] = []
    while where is not None:
        where, step = where
        steps.append(step)
    return join(reversed(steps))


def _written(text: str) -> str:
    """Half of a surrogate pair can be in a value, but not in what is kept of a run."""
    return text.encode("utf-8", "replace").decode()


def shown(value: Json) -> str:
    """A value in a sentence, never longer than the sentence can bear."""
    if value is None:
        return "empty"
    if isinstance(value, str):
        return quoted(value)
    text = encode(value).decode(errors="replace") if _is_short(value) else ""
    if 0 < len(text) <= _SHORT:
        return text
    match value:
        case list():
            return f"a list of {len(value)}"
        case dict():
            return f"a map of {len(value)}"
        case _:
            return f"a number of {len(text)} digits"


def _is_short(value: Json) -> bool:
    """A container is worth writing out if it has little in it."""
    if isinstance(value, list | dict):
        items = value.values() if isinstance(value, dict) else value
        return len(value) <= _FEW and not any(isinstance(item, list | dict) for item in items)
    return True


_FEW = 4
_SHORT = 40
