"""`baton run …`: starts a run, and what is done with runs as files.

A process is named `namespace/name`, so none is taken for a command. Never: work done here; a
command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.groups import meaning

START = "start"

run = typer.Typer(
    cls=meaning(START),
    help="Start a run: `baton run NAMESPACE/NAME`. Or look at one as a file.",
    no_args_is_help=True,
)

RunFile = Annotated[Path, typer.Argument(metavar="FILE", help="As `baton run export` writes it.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="Id of the run.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
Passphrase = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", metavar="FILE", help="Of a sealed file. Else it is asked for."
    ),
]


@run.command(START)
def start_run(
    workflow: Annotated[str, typer.Argument(metavar="NAMESPACE/NAME", help="The process.")],
    version: Annotated[
        str | None, typer.Option(help="By default the highest one published.")
    ] = None,
    input_: Annotated[
        str | None, typer.Option("--input", metavar="JSON", help="JSON, @file, or - for stdin.")
    ] = None,
    *,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Show the tasks as they happen, then the output.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Start a run. Followed, it ends with 0 completed, 1 faulted, 130 cancelled."""
    from cli import start

    raise typer.Exit(start.run(workflow, version, input_, following=follow, as_json=json))


@run.command()
def export(
    run: RunId,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="By default RUN.run.jsonl; - for stdout.")
    ] = None,
    passphrase: Passphrase = None,
    *,
    values: Annotated[
        bool, typer.Option("--values", help="With its values, sealed by a passphrase.")
    ] = False,
    unsealed: Annotated[
        bool,
        typer.Option("--unsealed", help="Values in plain text, for whoever has the file."),
    ] = False,
) -> None:
    """Write a run to a file: its definition, its facts, its trace. Values are masked."""
    from cli import run_export

    run_export.run(run, output, passphrase, values=values, unsealed=unsealed)


@run.command()
def replay(
    file: RunFile,
    step: Annotated[int | None, typer.Option(min=1, help="Only this one.")] = None,
    passphrase: Passphrase = None,
    *,
    json: AsJson = False,
) -> None:
    """Step through a run, forwards and back. No server is asked."""
    from cli import run_replay

    run_replay.run(file, step, passphrase, as_json=json)


@run.command("to-scenario")
def to_scenario(
    file: RunFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="By default standard output.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Of the scenario.")] = None,
    passphrase: Passphrase = None,
) -> None:
    """Make a scenario of a run, which `baton test` plays. Ends with 1 if it plays otherwise."""
    from cli import run_scenario

    raise typer.Exit(run_scenario.run(file, output, name, passphrase))


@run.command()
def revive(
    file: RunFile,
    passphrase: Passphrase = None,
    *,
    as_record: Annotated[
        bool, typer.Option("--as-record", help="One that has ended, to be looked at.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Bring an open run back where it is not known; it goes on where its facts end."""
    from cli import run_revive

    run_revive.run(file, passphrase, as_record=as_record, as_json=json)


def revive_all(
    tenant: Annotated[str | None, typer.Option(help="Only the runs of this one.")] = None,
    per_second: Annotated[float, typer.Option(min=0.1, max=1000, help="Not faster.")] = 50,
    *,
    _all: Annotated[bool, typer.Option("--all", help="Every open run that Temporal has lost.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    json: AsJson = False,
) -> None:
    """Let open runs go on after Temporal's database was lost. Needs the databases' addresses."""
    from cli import revive as reviving

    reviving.run(reviving.Wanted(tenant, dry_run, yes, per_second, json))
