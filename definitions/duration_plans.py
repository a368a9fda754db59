"""Durations as a definition has them: known from the start, or made by an expression in a run.

Never: a default for what is no duration.
"""

from __future__ import annotations

from dataclasses import dataclass

from definitions.durations import parse_duration
from definitions.expressions import Template, compile_template, is_expression
from definitions.values import Json


@dataclass(frozen=True, slots=True)
class DurationPlan:
    """One of the two is set."""

    milliseconds: int | None
    expression: Template | None = None


def duration_plan(value: Json) -> DurationPlan:
    """Raises DurationError."""
    if isinstance(value, str) and is_expression(value):
        return DurationPlan(None, compile_template(value))
    return DurationPlan(parse_duration(value))


def optional_duration(value: Json) -> DurationPlan | None:
    return None if value is None else duration_plan(value)
