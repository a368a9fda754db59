"""`baton run to-scenario`: a run becomes a scenario, and so a fault a test.

The scenarios of a file stand beside its definition; where there is none, the one of the run is
written there. Never: a scenario that is there changed.
"""

from __future__ import annotations

from pathlib import Path

from cli import run_files
from cli.errors import CliError
from cli.output import note, say
from cli.test import BESIDE
from cli.yaml_text import yaml_text
from definitions.run_file import RunFile, RunFileError
from workflows.files.scenario import draw
from workflows.simulator.scenarios import ScenarioError, read_scenarios


def run(file: Path, output: Path | None, name: str | None, passphrase: Path | None) -> int:
    """The exit code: 1 if the scenario does not lead to the end that the run has come to."""
    found = run_files.read(file, passphrase)
    called = name or f"{found.run.status} run {found.run.id}"
    try:
        drawn = draw(found)
    except RunFileError as error:
        raise run_files.unusable(file, error) from error
    text = yaml_text({called: drawn.scenario})
    if output is None:
        say(text.rstrip("\n"))
    else:
        _add(output, called, text)
        _definition_beside(output, found)
    for sentence in drawn.differences:
        note(f"Played, it differs from the run: {sentence}")
    return 1 if drawn.differences else 0


def _add(output: Path, name: str, text: str) -> None:
    before = output.read_text(encoding="utf-8") if output.exists() else ""
    try:
        if before and name in read_scenarios(before):
            raise CliError(f"{output} has a scenario {name} already.", "Give another --name.")
        whole = f"{before.rstrip()}\n\n{text}" if before else text
        read_scenarios(whole)
        output.write_text(whole, encoding="utf-8")
    except ScenarioError as error:
        raise CliError(
            f"With this scenario {output} can't be read: {error}",
            "A file of scenarios has at most 256 KiB; write it to another one.",
        ) from error
    except OSError as error:
        raise CliError(f"{output} can't be written: {error}.", "Name another file.") from error
    note(f"{output}: the scenario {name}")


def _definition_beside(output: Path, found: RunFile) -> None:
    """So that `baton test` can play it at once."""
    if not output.name.endswith(BESIDE) or found.text is None:
        return
    definition = output.with_name(output.name.removesuffix(BESIDE) + ".yaml")
    if definition.exists():
        return
    definition.write_text(found.text.source, encoding="utf-8")
    note(f"{definition}: the definition of the run; play both with baton test {definition}")
