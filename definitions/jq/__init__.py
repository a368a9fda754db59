"""jq in pure Python: compiled to closures, deterministic, bounded by counted steps.

For now a part of the language: paths, literals, construction, operators and a few functions; the
rest is refused by name. Never: the environment, a clock, input, or a limit that is timed; an
expression is evaluated inside replayed workflow code.
"""

from definitions.jq.compiler import Expression, compile_program
from definitions.jq.errors import (
    Budget,
    JqBudgetError,
    JqError,
    JqSyntaxError,
    JqUnsupportedError,
)

compile = compile_program  # noqa: A001 - read as `jq.compile`

__all__ = [
    "Budget",
    "Expression",
    "JqBudgetError",
    "JqError",
    "JqSyntaxError",
    "JqUnsupportedError",
    "compile",
]
