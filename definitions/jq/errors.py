"""What can go wrong with an expression, and the budget that keeps it from harm.

Never: a limit in seconds; the same expression must fail alike at every replay.
"""

from __future__ import annotations

from definitions.values import Json

STEPS = 100_000
SIZE = 4 * 1024 * 1024


class JqSyntaxError(Exception):
    """The program is no jq, or jq that is not supported; with the position of the trouble."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class JqError(Exception):
    """The expression failed on this data."""


class JqBudgetError(JqError):
    """The expression took too many steps or made too large a value."""


class Budget:
    """Counts steps down."""

    __slots__ = ("left", "size", "steps")

    def __init__(self, steps: int = STEPS, size: int = SIZE) -> None:
        self.steps = steps
        self.left = steps
        self.size = size

    @property
    def spent(self) -> int:
        return self.steps - self.left

    def step(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise JqBudgetError(
                f"The expression takes more than {self.steps} steps. Make it smaller, or split it "
                "over several tasks."
            )

    def made(self, size: int) -> None:
        """A text or list of this size came to be."""
        if size > self.size:
            raise JqBudgetError(
                f"The expression makes a value of more than {self.size} characters or items."
            )
        self.step(size >> 6)


NAMES = {bool: "boolean", int: "number", float: "number", str: "string", list: "array"}


def type_name(value: Json) -> str:
    """As jq's `type` says it."""
    if value is None:
        return "null"
    return NAMES.get(type(value), "object")
