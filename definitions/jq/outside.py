"""What an expression can reach of the world: in a run nothing, on a command line a little.

Never: the environment, files or the clock. `now` is a variable that the caller sets, so that a
replay sees the same moment.
"""

from __future__ import annotations

from definitions.jq.errors import JqError
from definitions.values import Json

ENVIRONMENT = "ENV"
"""The variable of the environment, which is empty unless the caller sets it."""

CLOCK = "baton:now"
"""The variable that `now` reads: seconds since 1970. No program can spell it."""


class Outside:
    """Nothing; a command line has more."""

    def input(self) -> Json:
        raise JqError("No more inputs")

    def input_line(self) -> int:
        return 0

    def input_name(self) -> str | None:
        return None

    def debug(self, value: Json) -> None:
        del value

    def stderr(self, value: Json) -> None:
        del value


NOWHERE = Outside()
