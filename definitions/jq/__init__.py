"""jq in pure Python: compiled to closures, deterministic, bounded by counted steps.

The whole language of jq 1.8, but for modules. Never: the environment, a clock of its own, input,
or a limit that is timed; an expression is evaluated inside replayed workflow code.
"""

from definitions.jq.errors import Budget, JqBudgetError, JqError, JqSyntaxError
from definitions.jq.expression import Expression, compile_program

compile = compile_program  # noqa: A001 - read as `jq.compile`

__all__ = [
    "Budget",
    "Expression",
    "JqBudgetError",
    "JqError",
    "JqSyntaxError",
    "compile",
]
