"""Endpoints of calls: `{name}` is filled from the task's input.

Never: one in data; only what the author has written is a template.
"""

from __future__ import annotations

from definitions.authentication import Path, at, put
from definitions.errors import ProblemError, expression
from definitions.expressions import compile_template
from definitions.uri import UriError, as_expression, expand
from definitions.values import Json
from workflows.machine.turn import Turn


def filled(turn: Turn, templates: tuple[Path, ...], arguments: Json) -> Json:
    """The arguments with every URI template of the call expanded."""
    for place in templates:
        template = at(arguments, place)
        if isinstance(template, str):
            arguments = put(arguments, place, _expanded(turn, template))
    return arguments


def _expanded(turn: Turn, template: str) -> Json:
    if turn.sealed:
        return turn.evaluate_arguments(compile_template(f"${{ {as_expression(template)} }}"))
    try:
        return expand(template, turn.data)
    except UriError as error:
        raise ProblemError(expression(str(error), turn.plan.pointer)) from error
