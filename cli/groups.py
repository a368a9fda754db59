"""Groups of commands of which one is meant where none is named.

Never: a name taken for a command that could be what the group is about.
"""

from __future__ import annotations

import typer
from typer.core import TyperGroup


def meaning(command: str) -> type[TyperGroup]:
    """What is no command of the group is given to this one."""

    class Meaning(TyperGroup):
        # typer gives its own context, and does not say so in the base class.
        def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # pyright: ignore[reportIncompatibleMethodOverride]
            if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
                args = [command, *args]
            return super().parse_args(ctx, args)

    return Meaning
