"""Whether a run can go on with another version of its definition.

What is done or open must stand where it stood, be of the same kind and take the same. What comes
later may be anything. Never: a difference left out; whoever repairs wants to see all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from definitions.plans import ForkBody, Program, TaskPlan
from definitions.values import Json
from workflows.machine.state import State


@dataclass(frozen=True, slots=True)
class Misfit:
    """One difference that keeps the run from going on."""

    code: str
    pointer: str
    sentence: str


def misfits(
    before: Program, after: Program, entered: Collection[str], state: State
) -> list[Misfit]:
    """All of them, in the order of the pointers."""
    if before.hash == after.hash:
        return []
    found: list[Misfit] = []
    for pointer in sorted(entered):
        old, new = before.plans[pointer], after.plans.get(pointer)
        if new is None:
            said = f"{_label(old)} has been begun, and the other version has no task at {pointer}."
            found.append(Misfit("task-gone", pointer, said))
        elif old.kind != new.kind:
            said = f"{_label(old)} is a {old.kind}, and a {new.kind} in the other version."
            found.append(Misfit("task-kind", pointer, said))
        else:
            found += _of_task(old, new)
    return [*found, *_of_extensions(before, after, state)]


def _of_task(old: TaskPlan, new: TaskPlan) -> Iterator[Misfit]:
    if _schema(old) != _schema(new):
        said = f"The schema of the input of {_label(old)} is another one in the other version."
        yield Misfit("task-input", old.pointer, said)
    if _called(old) != _called(new):
        said = f"{_label(old)} calls {_called(old)}, and {_called(new)} in the other version."
        yield Misfit("task-function", old.pointer, said)
    if isinstance(old.body, ForkBody) and isinstance(new.body, ForkBody):
        names = [[branch.name for branch in body.branches] for body in (old.body, new.body)]
        if names[0] != names[1]:
            said = f"The branches of {_label(old)} are others in the other version."
            yield Misfit("task-branches", old.pointer, said)


def _of_extensions(before: Program, after: Program, state: State) -> Iterator[Misfit]:
    """An open task that is extended knows its extensions by their place."""
    for frame in state.frames.values():
        applied = [] if frame.extending is None else frame.extending.applied
        for number in applied:
            name = before.extensions[number].name
            if number >= len(after.extensions) or after.extensions[number].name != name:
                said = f"The extension {name} of an open task is not there in the other version."
                yield Misfit("task-extension", frame.pointer, said)


def _called(plan: TaskPlan) -> str:
    """The function, whichever version of it."""
    call = plan.definition.get("call")
    return call.partition(":")[0] if isinstance(call, str) else ""


def _schema(plan: TaskPlan) -> Json:
    said = plan.definition.get("input")
    return said.get("schema") if isinstance(said, dict) else None


def _label(plan: TaskPlan) -> str:
    return f"'{plan.name}'" if plan.name else "A list of tasks"
