"""`baton test`: plays the scenarios that lie beside definitions, in the simulator.

Never: a call made, a second waited, or a server asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cli import inputs
from cli.errors import CliError
from cli.output import note, one_line, say, tell
from cli.validate import fault, functions_here
from definitions import compile_program, content_hash
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint, publishable
from definitions.plans import Program
from definitions.reader import read
from definitions.values import Json, JsonObject
from workflows.simulator.scenarios import ScenarioError, Verdict, play, read_scenarios

BESIDE = ".scenarios.yaml"


def run(files: Sequence[Path], *, as_json: bool) -> int:
    """The exit code: 1 if any scenario fails or any file can't be used."""
    results: list[Json] = []
    sound = True
    known = functions_here()
    for file in files:
        try:
            program = _program(file, known)
            verdicts = _verdicts(file, program)
        except CliError as error:
            sound = False
            if as_json:
                results.append({"file": str(file), "ok": False, "trouble": str(error)})
            else:
                note(str(error))
            continue
        sound = sound and all(verdict.passed for verdict in verdicts.values())
        if as_json:
            results.append(_told(file, program, verdicts))
        else:
            _show(file, program, verdicts)
    if as_json:
        tell(results)
    return 0 if sound else 1


def _program(file: Path, known: Catalogue) -> Program:
    reading = read(inputs.definition(file))
    found = [*reading.diagnostics, *lint(reading), *publishable(reading, known)]
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


def _coverage(program: Program, verdicts: dict[str, Verdict]) -> tuple[list[str], int]:
    """The tasks that no scenario has entered, and how many there are."""
    tasks = [pointer for pointer, plan in program.plans.items() if plan.name]
    entered = {task for verdict in verdicts.values() for task in verdict.tasks}
    return [task for task in tasks if task not in entered], len(tasks)


def _show(file: Path, program: Program, verdicts: dict[str, Verdict]) -> None:
    for name, verdict in verdicts.items():
        took = f"{verdict.took_ms / 1000:g} s on its clock"
        say(one_line(f"{'ok    ' if verdict.passed else 'FAILED'} {file}: {name} ({took})"))
        for sentence in verdict.faults:
            say(one_line(f"       {sentence}"))
    left, count = _coverage(program, verdicts)
    if count:
        say(f"       {round(100 * (count - len(left)) / count)} % of {count} tasks entered")
    for task in left:
        say(one_line(f"       never entered: {task}"))


def _told(file: Path, program: Program, verdicts: dict[str, Verdict]) -> Json:
    left, count = _coverage(program, verdicts)
    scenarios: list[Json] = []
    for name, verdict in verdicts.items():
        told: JsonObject = {"name": name, "ok": verdict.passed, "tookMs": verdict.took_ms}
        told["faults"] = [*verdict.faults]
        scenarios.append(told)
    return {
        "file": str(file),
        "ok": all(verdict.passed for verdict in verdicts.values()),
        "trouble": None,
        "scenarios": scenarios,
        "tasks": count,
        "neverEntered": [*left],
    }
