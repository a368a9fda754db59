"""`baton apply`: brings a set of definitions into the registry, and says what became of each file.

All files are read before anything is sent. Never: a later file left out because an earlier one was
refused, or anything changed by a dry run.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from cli import access, definition_set, difference_text, validate
from cli.answers import DefinitionRead, Fault
from cli.apply_plan import Plan, Result, plan
from cli.client import Client, Key
from cli.connection import RefusedError
from cli.definition_set import DefinitionFile, DefinitionSet
from cli.diff import started
from cli.output import note, one_line, say, tell
from cli.set_folder import LayoutFile
from definitions.diagnostics import Diagnostic
from definitions.difference import Difference, between_versions
from definitions.values import Json, JsonObject

YAML = "application/yaml"
JSON = "application/json"
CONFLICT = 409
BAD = ("refused", "conflict")


@dataclass(frozen=True)
class Applied:
    """What became of one file, or in a dry run would become."""

    file: str
    result: Result
    workflow: str | None = None
    version: str | None = None
    state: str | None = None
    why: str | None = None
    faults: Sequence[Fault] = ()
    difference: Difference | None = None
    """In a dry run: from what would be replaced, or else from what is started now."""

    def to_json(self) -> JsonObject:
        return {
            "file": self.file,
            "result": self.result,
            "workflow": self.workflow,
            "version": self.version,
            "state": self.state,
            "why": self.why,
            "faults": [_fault_json(fault) for fault in self.faults],
            "difference": None if self.difference is None else self.difference.to_json(),
        }


def run(paths: Sequence[Path], *, dry: bool, as_json: bool, notes: str | None = None) -> int:
    """The exit code: 1 if any file was refused."""
    found = definition_set.gather(paths, validate.functions_here() if dry else None)
    results: list[Applied] = []
    for applied in _apply(found, notes, dry=dry):
        results.append(applied)
        if not as_json:
            _show(applied, dry=dry)
    if as_json:
        tell([applied.to_json() for applied in results])
    elif not results:
        note("There is no definition.")
    elif dry:
        note("Nothing was changed.")
    return 1 if any(applied.result in BAD for applied in results) else 0


def _apply(found: DefinitionSet, notes: str | None, *, dry: bool) -> Iterator[Applied]:
    for one in found.refused:
        yield Applied(one.file, "refused", why=one.why, faults=_faults(one.faults))
    if not found.definitions and not found.layouts:
        return
    with access.connect(os.environ) as client:
        done: set[Key] = set()
        for file in found.definitions:
            if file.key in done:
                yield _applied(file, Plan("unchanged", file.state))
                continue
            done.add(file.key)
            yield _definition(client, file, notes, dry=dry)
        coming = {key[:2] for key in done} if dry else ()
        for name, layout in found.layouts:
            yield _layout(client, name, layout, coming, dry=dry)


def _definition(client: Client, file: DefinitionFile, notes: str | None, *, dry: bool) -> Applied:
    kept = client.definition(file.key)
    planned = plan(file, kept)
    if dry:
        return _applied(file, planned, _difference(client, file, kept))
    if planned.result == "conflict":
        return _applied(file, planned)
    try:
        return _carry_out(client, file, planned, notes)
    except RefusedError as error:
        return _refused(file.file, error)


def _difference(
    client: Client, file: DefinitionFile, kept: DefinitionRead | None
) -> Difference | None:
    """None of the first version of a process."""
    old = started(client, file.key) if kept is None else kept.document
    return None if old is None else between_versions(old, file.document)


def _carry_out(client: Client, file: DefinitionFile, planned: Plan, notes: str | None) -> Applied:
    warnings: Sequence[Fault] = ()
    if planned.saves:
        kind = JSON if file.file.lower().endswith(".json") else YAML
        warnings = client.register(file.source, kind, planned.over).warnings
    for act in planned.acts:
        if act == "publish":
            warnings = [*warnings, *client.publish(file.key, notes).warnings]
        else:
            client.deprecate(file.key)
    namespace, name, version = file.key
    process = f"{namespace}/{name}"
    return Applied(file.file, planned.result, process, version, planned.state, faults=warnings)


def _layout(
    client: Client,
    file: str,
    layout: LayoutFile,
    coming: Collection[tuple[str, str]],
    *,
    dry: bool,
) -> Applied:
    """`coming` are processes that the set would make."""
    namespace, _, name = layout.process.partition("/")
    kept = client.layout(namespace, name)
    if kept is None and (namespace, name) not in coming:
        why = f"There is no process {layout.process}.\n  Apply its definition too."
        return Applied(file, "refused", layout.process, why=why)
    if (kept or {}) == layout.positions:
        return Applied(file, "unchanged", layout.process)
    if not dry:
        try:
            client.save_layout(namespace, name, layout.positions)
        except RefusedError as error:
            return _refused(file, error)
    return Applied(file, "saved", layout.process)


# ---- what became of it


def _applied(file: DefinitionFile, planned: Plan, found: Difference | None = None) -> Applied:
    return Applied(
        file=file.file,
        result=planned.result,
        workflow="/".join(file.key[:2]),
        version=file.key[2],
        state=planned.state,
        why=planned.why,
        faults=_faults(file.warnings),
        difference=found,
    )


def _refused(file: str, error: RefusedError) -> Applied:
    if error.of_access:
        raise error
    result = "conflict" if error.status == CONFLICT else "refused"
    return Applied(file, result, why=str(error), faults=error.problem.errors)


def _faults(found: Sequence[Diagnostic]) -> list[Fault]:
    return [msgspec.convert(one.to_json(), Fault) for one in found]


def _fault_json(fault: Fault) -> Json:
    return {
        "code": fault.code,
        "message": fault.message,
        "remedy": fault.remedy,
        "pointer": fault.pointer,
        "line": fault.line,
        "column": fault.column,
    }


def _show(applied: Applied, *, dry: bool) -> None:
    changes = applied.result not in (*BAD, "unchanged")
    named = " ".join(part for part in (applied.workflow, applied.version) if part)
    draft = "as a draft" if changes and applied.state == "draft" else ""
    said = f"{'would be ' if dry and changes else ''}{applied.result}"
    say(one_line(f"{applied.file}: {said} {named} {draft}".rstrip()))
    for fault in applied.faults:
        say(_line(applied.file, fault))
    if applied.why is not None and not applied.faults:
        note(applied.why)
    if applied.difference is not None:
        for line in difference_text.lines(applied.difference):
            say(f"  {line}")


def _line(file: str, fault: Fault) -> str:
    where = (
        f"{file}:{fault.line}:{fault.column or 1}" if fault.line else f"{file}{fault.pointer or ''}"
    )
    return one_line(f"{where} {fault.code} {fault.message} {fault.remedy or ''}".rstrip())
