"""What can go wrong with an expression, and the budget that keeps it from harm.

Never: a limit in seconds; the same expression must fail alike at every replay.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.jq.functions.writing import shown
from definitions.values import Json

STEPS = 100_000
SIZE = 4 * 1024 * 1024
DEPTH = 400
"""Levels of a value. Whatever walks a value by recursion is safe within it."""

_ITEM = 16
"""Characters that an item of a list or object counts for."""

_SHIFT = 6
"""Making 64 characters or items costs a step."""


class JqSyntaxError(Exception):
    """The program is no jq; with the position of the trouble."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class JqError(Exception):
    """The expression failed on this data. `try … catch` gets the value; the words are jq's own."""

    def __init__(self, value: Json) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else f"(not a string): {shown(self.value)}"


class JqBudgetError(JqError):
    """The expression took too many steps or made too large a value. Nothing catches it."""


class JqHaltError(Exception):
    """`halt` and `halt_error`: no results any more, and no error that a program could catch."""

    def __init__(self, status: int, value: Json, *, silent: bool) -> None:
        super().__init__(status)
        self.status = status
        self.value = value
        self.silent = silent


class Budget:
    """Counts steps down and looks at sizes."""

    __slots__ = ("_done", "held", "left", "size", "steps")

    def __init__(self, steps: int = STEPS, size: int = SIZE) -> None:
        self.steps = steps
        self.left = steps
        self.size = size
        self.held = 0
        """Characters of the values that were looked at whole."""
        self._done: dict[str, None] = {}

    @property
    def spent(self) -> int:
        return self.steps - self.left

    def step(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise self.exhausted()

    def once(self, work: str, steps: int) -> None:
        """Work that is done the first time and remembered."""
        if work not in self._done:
            self._done[work] = None
            self.step(steps)

    def exhausted(self) -> JqBudgetError:
        return JqBudgetError(
            f"The expression takes more than {self.steps} steps. Make it smaller, or split "
            "the work over several tasks."
        )

    def made(self, size: int) -> None:
        """A text or list of this size is about to be."""
        if size > self.size:
            raise self._too_large()
        self.step(1 + (size >> _SHIFT))

    def hold(self, value: Json) -> bool:
        """Refuse a value that is too large or too deep when it is written out.

        A few steps can make a small value that holds itself many times over; this walks it as it
        would be written, level by level, and stops at the bound. Says whether there are fractions
        in it, which JSON may not be able to write.
        """
        total = 0
        depth = 0
        fractions = False
        level: list[Json] = [value]
        while level:
            depth += 1
            if depth > DEPTH:
                raise too_deep()
            below: list[Json] = []
            for item in level:
                if isinstance(item, str):
                    total += len(item)
                elif isinstance(item, dict):
                    total += len(item) * _ITEM
                    below.extend(item.values())
                elif isinstance(item, list):
                    total += len(item) * _ITEM
                    below.extend(item)
                elif isinstance(item, float):
                    fractions = True
                if total > self.size:
                    raise self._too_large()
            level = below
        self.held += total
        return fractions

    def _too_large(self) -> JqBudgetError:
        return JqBudgetError(
            f"The expression makes a value of more than {self.size} characters. Keep only the "
            "parts that are needed."
        )


def too_deep() -> JqBudgetError:
    return JqBudgetError(
        f"The expression makes a value that is nested more than {DEPTH} levels deep."
    )


_NAMES: Mapping[type, str] = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
}


def type_name(value: Json) -> str:
    """As jq's `type` says it."""
    if value is None:
        return "null"
    return _NAMES.get(type(value), "object")
