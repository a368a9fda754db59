"""What is wrong with the calls of functions: names, versions, arguments, circles.

Never: an expression evaluated. What it will make is let through, and held against the schema when
the run comes there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from definitions.diagnostics import Finding, quoted
from definitions.expressions import is_expression
from definitions.externals import lies_elsewhere
from definitions.functions.catalogue import DEFAULT, Catalogue, Reference
from definitions.functions.declaration import Declaration
from definitions.functions.fitting import LEFT_OUT, MUST_BE_GIVEN, name_of, path_of, written_misfits
from definitions.model_faults import nearest
from definitions.models import STANDARD_CALLS, FunctionTask, OwnFunctionTask, TaskItem, Use
from definitions.suggestions import Suggestion, Suggestions, named, placed, write
from definitions.values import Json, JsonObject

_LISTED = 8


def functions_called(items: Iterable[TaskItem], catalogue: Catalogue) -> list[Declaration]:
    """What the tasks call of the catalogue, each once."""
    found: dict[tuple[str, str], Declaration] = {}
    for item in items:
        declared = _declared(item, catalogue)
        if declared is not None:
            found[declared.key] = declared
    return list(found.values())


def faults_of(item: TaskItem, catalogue: Catalogue, use: Use) -> Iterator[Finding]:
    """Of one task. Functions that lie elsewhere are looked at when they have been read."""
    if not isinstance(item.task, FunctionTask) or isinstance(item.task, OwnFunctionTask):
        return
    if lies_elsewhere(item, use.catalogs):
        return
    declared = _declared(item, catalogue)
    if declared is None:
        yield _unknown(item.task.call, catalogue, f"{item.pointer}/call")
        return
    yield from _arguments(item, item.task, declared)
    reference = Reference.read(item.task.call)
    if reference is not None and reference.version is None:
        said = (
            f"{quoted(item.task.call)} names no version: whatever is the newest one would be "
            "called, also by what is published already."
        )
        remedy = f"Write {declared.called}."
        here = f"{item.pointer}/call"
        offered = write(here, declared.called)
        yield Finding("function-version", said, here, remedy, "warning", offered)


def faults_of_draft(item: TaskItem, catalogue: Catalogue) -> Iterator[Finding]:
    """What calls a bare name means the document's own function, or one that is there.

    With a version, or an address, it may be one that comes later.
    """
    if not isinstance(item.task, FunctionTask) or isinstance(item.task, OwnFunctionTask):
        return
    reference = Reference.read(item.task.call)
    bare = reference is None or (reference.version is None and reference.catalog == DEFAULT)
    elsewhere = "://" in item.task.call or is_expression(item.task.call)
    if bare and not elsewhere and _declared(item, catalogue) is None:
        yield _unknown(item.task.call, catalogue, f"{item.pointer}/call")


def circles(
    functions: Sequence[TaskItem], inside: Mapping[str, Sequence[TaskItem]]
) -> Iterator[Finding]:
    """Functions of the document that come back to themselves; `inside` are the tasks of each."""
    calls = {
        name: [one.task.call for one in tasks if isinstance(one.task, OwnFunctionTask)]
        for name, tasks in inside.items()
    }
    for function in functions:
        waiting, met = list(calls[function.name]), dict.fromkeys(calls[function.name])
        while waiting:
            for name in calls.get(waiting.pop(), ()):
                if name not in met:
                    met[name] = None
                    waiting.append(name)
        if function.name in met:
            said = f"The function {quoted(function.name)} calls itself, directly or by others."
            yield Finding("recursive-function", said, function.pointer)


def _declared(item: TaskItem, catalogue: Catalogue) -> Declaration | None:
    if not isinstance(item.task, FunctionTask) or isinstance(item.task, OwnFunctionTask):
        return None
    reference = Reference.read(item.task.call)
    found = None if reference is None else catalogue.find(reference)
    # What the standard has a call of its own for is listed, but not called as a function.
    return None if found is None or found.name in STANDARD_CALLS else found


def _unknown(call: str, catalogue: Catalogue, pointer: str) -> Finding:
    reference = Reference.read(call)
    offered: Suggestions = ()
    said, remedy = f"There is no function {quoted(call)} in the catalogue.", None
    if reference is None:
        said = f"{quoted(call)} is no name of a function."
    elif reference.name in STANDARD_CALLS:
        said, remedy = (
            f"{quoted(reference.name)} is a call of the standard, and has no version or catalogue.",
            f"Write call: {reference.name}.",
        )
        offered = write(pointer, reference.name)
    elif reference.catalog != DEFAULT:
        said = f"The call {quoted(call)} names no version, or no catalogue of the document."
        remedy = "Write name:version@catalogue, with a catalogue of `use.catalogs`."
    elif versions := catalogue.versions(reference.name):
        wanted = quoted(reference.version or "")
        said = f"The function {quoted(reference.name)} has no version {wanted}."
        remedy = f"Write one of: {', '.join(versions[-_LISTED:])}."
        offered = write(pointer, _newest(reference.name, catalogue))
    elif near := nearest(reference.name, catalogue.names):
        remedy = f"Did you mean {near}?"
        offered = write(pointer, _newest(near, catalogue))
    return Finding("unknown-function", said, pointer, remedy, suggestions=offered)


def _newest(name: str, catalogue: Catalogue) -> str:
    """As a call of it is written."""
    if name in STANDARD_CALLS:
        return name
    found = catalogue.find(Reference(name, None, DEFAULT))
    return name if found is None else found.called


def _arguments(item: TaskItem, task: FunctionTask, declared: Declaration) -> Iterator[Finding]:
    if isinstance(task.with_, str):
        return
    known = declared.input.get("properties")
    names = [*known] if isinstance(known, dict) else []
    for fault in written_misfits(declared.input, task.with_ or {}):
        name, remedy = name_of(fault) or "What is given", None
        pointer = f"{item.pointer}/with{fault.pointer}"
        offered = placed(_given(declared.input, path_of(fault), fault.wanted), pointer)
        said = f"{name} {fault.wanted} in the call of {declared.name}."
        if fault.wanted == LEFT_OUT:
            said = f"{declared.name} takes no {name}."
            near = nearest(path_of(fault)[-1], names)
            listed = ", ".join(names[:_LISTED]) or "nothing"
            remedy = f"Did you mean `{near}`?" if near else f"It takes {listed}."
            offered = named(pointer, near)
        yield Finding("function-arguments", said, pointer, remedy, suggestions=offered)


def _given(schema: JsonObject, path: Sequence[str], wanted: str) -> Suggestions:
    """What the schema itself proposes for a value at the path: it is missing, or another one."""
    at: Json = schema
    for step in path:
        inside = at.get("properties") if isinstance(at, dict) else None
        at = inside.get(step) if isinstance(inside, dict) else None
    if not isinstance(at, dict):
        return ()
    listed, examples = at.get("enum"), at.get("examples")
    choices = listed if isinstance(listed, list) else []
    if wanted != MUST_BE_GIVEN:
        return write("", *choices)
    shown = examples if isinstance(examples, list) else []
    proposed = (at.get("default"), at.get("const"), *choices, *shown)
    value = next((one for one in proposed if one is not None), None)
    return () if value is None else (Suggestion("add", "", value),)
