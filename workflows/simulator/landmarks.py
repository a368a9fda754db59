"""Landmarks: how a place in one version of a document is found again in another one.

A path counts the tasks of a list, so that one more in front moves all behind it. A landmark has
their names instead, with iterations, branches and visits as they were. Never: a guess at a task
that has another name.
"""

from __future__ import annotations

from definitions.plans import Program

_ITERATING = ("for", "foreach")
"""The number behind one of these is the iteration's, and the next one a place in a list."""
_BY_NAME = "functions"
"""Behind this one stands a name without a number."""


def landmark(path: str) -> str:
    """Of a pointer, a path, or one with its visit."""
    kept: list[str] = []
    steps = iter(path.split("/")[1:])
    for step in steps:
        if step.isdecimal():
            kept.append(next(steps, step))
            continue
        kept.append(step)
        if step == _BY_NAME or step in _ITERATING:
            kept.append(next(steps, ""))
    return "".join(f"/{step}" for step in kept)


def landmarks(program: Program) -> frozenset[str]:
    """Of all tasks of a document."""
    return frozenset(landmark(pointer) for pointer in program.plans)


__all__ = ["landmark", "landmarks"]
