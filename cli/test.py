"""`baton test`: plays the scenarios that lie beside definitions, in the simulator.

Never: a call made, a second waited, or a server asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cli import inputs
from cli.errors import CliError
from cli.output import note, one_line, say, tell
from cli.validate import fault, functions_here
from definitions import compile_program, content_hash
from definitions.bundle import Bundle
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint, publishable
from definitions.plans import Program
from definitions.reader import Reading, read
from definitions.values import Json, JsonObject
from workflows.simulator.coverage import Share, Spot, Visits, branches, tasks
from workflows.simulator.scenarios import ScenarioError, Verdict, play, read_scenarios

BESIDE = ".scenarios.yaml"


@dataclass(frozen=True, slots=True)
class _Tried:
    """One file with all that came of its scenarios."""

    file: Path
    reading: Reading
    verdicts: Mapping[str, Verdict]
    tasks: Share
    branches: Share

    def lacking(self, at_least: int) -> list[str]:
        """What of its coverage is too little, in words."""
        shares = {"tasks": self.tasks, "branches": self.branches}
        return [
            f"{share.percent} % of the {what} are reached, and {at_least} % are asked for."
            for what, share in shares.items()
            if share.percent < at_least
        ]

    def line(self, spot: Spot) -> int:
        return self.reading.place(spot.at)[0]


def run(files: Sequence[Path], *, at_least: int, as_json: bool) -> int:
    """The exit code: 1 if a scenario fails, too little is reached, or a file can't be used."""
    results: list[Json] = []
    sound = True
    known = functions_here()
    for file in files:
        try:
            tried = _try(file, known)
        except CliError as error:
            sound = False
            if as_json:
                results.append({"file": str(file), "ok": False, "trouble": str(error)})
            else:
                note(str(error))
            continue
        lacking = tried.lacking(at_least)
        fine = not lacking and all(verdict.passed for verdict in tried.verdicts.values())
        sound = sound and fine
        if as_json:
            results.append(_told(tried, lacking, fine=fine))
        else:
            _show(tried, lacking)
    if as_json:
        tell(results)
    return 0 if sound else 1


def _try(file: Path, known: Catalogue) -> _Tried:
    reading = read(inputs.definition(file))
    program = _program(file, reading, known)
    verdicts = _verdicts(file, program)
    been = Visits()
    for verdict in verdicts.values():
        been.add(verdict.visits)
    return _Tried(
        file, reading, verdicts, been.share(tasks(program)), been.share(branches(program))
    )


def _program(file: Path, reading: Reading, known: Catalogue) -> Program:
    found = [*reading.diagnostics, *lint(reading), *publishable(reading, known)]
    found += Bundle(reading).missing()
    wrong = [one for one in found if one.severity == "error"]
    if wrong or reading.workflow is None or reading.document is None:
        raise CliError(
            "\n".join(fault(file, one) for one in wrong) or f"{file} can't be read.",
            "A definition is tried when nothing stands against publishing it.",
        )
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def _verdicts(file: Path, program: Program) -> dict[str, Verdict]:
    beside = file.with_name(file.stem + BESIDE)
    if not beside.is_file():
        raise CliError(
            f"There are no scenarios for {file}.",
            f"Write them to {beside}; docs/scenarios.md shows how.",
        )
    try:
        scenarios = read_scenarios(inputs.definition(beside).decode())
    except UnicodeDecodeError as error:
        raise CliError(f"{beside} is no UTF-8 text.", "Save it as UTF-8.") from error
    except ScenarioError as error:
        raise CliError(
            f"{beside}: {error}", "docs/scenarios.md shows how they are written."
        ) from error
    return {name: play(program, scenario) for name, scenario in scenarios.items()}


def _show(tried: _Tried, lacking: Sequence[str]) -> None:
    for name, verdict in tried.verdicts.items():
        took = f"{verdict.took_ms / 1000:g} s on its clock"
        say(one_line(f"{'ok    ' if verdict.passed else 'FAILED'} {tried.file}: {name} ({took})"))
        for one in verdict.approvals:
            say(one_line(f"       {one.words}"))
        for sentence in verdict.faults:
            say(one_line(f"       {sentence}"))
    if tried.tasks.count:
        say(f"       {tried.tasks.percent} % of {tried.tasks.count} tasks reached")
    if tried.branches.count:
        say(f"       {tried.branches.percent} % of {tried.branches.count} branches reached")
    missed = [*tried.tasks.missed, *tried.branches.missed]
    for spot in sorted(missed, key=tried.line):
        place = f"{tried.file}:{tried.line(spot)}"
        said = f"{spot.task or 'the process'}{': ' if spot.words else ''}{spot.words}"
        say(one_line(f"       never: {place} {said}"))
    for sentence in lacking:
        say(f"FAILED {one_line(str(tried.file))}: {sentence}")


def _told(tried: _Tried, lacking: Sequence[str], *, fine: bool) -> Json:
    scenarios: list[Json] = []
    for name, verdict in tried.verdicts.items():
        told: JsonObject = {"name": name, "ok": verdict.passed, "tookMs": verdict.took_ms}
        told["faults"] = [*verdict.faults]
        told["approvals"] = [one.to_json() for one in verdict.approvals]
        scenarios.append(told)
    return {
        "file": str(tried.file),
        "ok": fine,
        "trouble": " ".join(lacking) or None,
        "scenarios": scenarios,
        "tasks": tried.tasks.to_json(tried.reading),
        "branches": tried.branches.to_json(tried.reading),
    }
