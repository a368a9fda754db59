"""`baton rehearse`: how the last runs of a process would end with a definition that is not kept.

Never: an effect; the API feeds the definition with what its runs were told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cli import access, inputs
from cli.answers import Rehearsal, RehearsedGroup
from cli.errors import CliError
from cli.output import note, one_line, say, tell, written
from definitions.values import JsonObject

ALIKE, DIFFERENT, TROUBLE = 0, 1, 2
"""The exit codes of rehearse."""

SHOWN = 2
"""Of the runs of a group; --json has more."""

_LEFT_OUT = {
    "open": "not ended yet",
    "tooLong": "too long to be rehearsed",
    "retried": "retried after an end",
    "unreadable": "can't be recalled from what is kept of them",
    "unfinished": "what is kept of them doesn't lead to their end",
    "notReached": "no time was left for them; ask for fewer with --last",
}


def run(file: Path, *, last: int, allowed: bool, as_json: bool) -> int:
    """The exit code: 0 where all end as they did, 1 where some don't, 2 in trouble."""
    try:
        text = inputs.definition(file).decode("utf-8-sig")
        with access.connect(os.environ) as client:
            found, told = client.rehearse({"document": text, "last": last})
    except UnicodeDecodeError as error:
        raise CliError(f"{file} is no UTF-8 text.", "Save it as UTF-8.", code=TROUBLE) from error
    except CliError as error:
        raise CliError(error.sentence, error.remedy, code=TROUBLE) from error
    if as_json:
        tell(told)
    else:
        _show(file, found)
    return ALIKE if found.alike or allowed else DIFFERENT


def _show(file: Path, found: Rehearsal) -> None:
    if not found.compared:
        note("No run of this process has ended yet that could be rehearsed.")
    else:
        say(f"{found.same} of {_runs(found.compared)} end as they did.")
    for group in found.differences:
        for line in _group("DIFFERS", file, group):
            say(line)
    if found.moreDifferences:
        say(f"DIFFERS {_runs(found.moreDifferences)} more, in still other ways")
    for group in found.remarks:
        for line in _group("note   ", file, group):
            say(line)
    for reason, count in found.leftOut.items():
        if count:
            note(f"Left out: {_runs(count)}, {_LEFT_OUT.get(reason, reason)}.")


def _group(mark: str, file: Path, group: RehearsedGroup) -> Iterator[str]:
    place = one_line(str(file)) if group.line is None else f"{one_line(str(file))}:{group.line}"
    task = f" ({group.task})" if group.task else ""
    yield one_line(f"{mark} {place}: {_runs(group.count)}: {group.sentence}{task}")
    if group.error is not None:
        yield one_line(f"        {group.error.type}, status {group.error.status}")
    yield f"        for example {one_line(', '.join(group.runs[:SHOWN]))}"
    if group.example is not None:
        for when, end in (("before", group.example.before), ("now", group.example.after)):
            yield one_line(f"        {when + ':':<8}{_end(end)}")


def _end(end: JsonObject | None) -> str:
    if end is None:
        return "not known"
    value = end.get("error") or end.get("output")
    return f"{end.get('status')} {written(value)}"


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"
