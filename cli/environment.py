"""Settings from the environment, whose faults end a command in words.

Never: the value of a variable in a message; some are secret.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from cli.errors import CliError

_T = TypeVar("_T")


def sensible(make: Callable[[], _T]) -> _T:
    """Settings that can't be right end the command with the names of the variables."""
    try:
        return make()
    except ValidationError as error:
        faults = [
            f"BATON_{'_'.join(str(step) for step in fault['loc']).upper()}: {fault['msg']}."
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise CliError("The settings are not right.", "\n".join(faults)) from None
