"""The commands and their options.

Each command imports what it needs when it is called: `baton --help` and shell completion must not
wait for PostgreSQL's driver. Never: work done here; a command hands on to its module.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import io
import os
import sys
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal, NoReturn, cast

import typer
from typer.core import TyperCommand, TyperGroup

from cli.audit_commands import audits
from cli.beginning import new
from cli.chat_commands import chats
from cli.deploy_commands import deploys
from cli.errors import CliError
from cli.key_commands import keys, tenant_commands
from cli.people_commands import departments, people
from cli.repair_commands import repairs
from cli.run_commands import revive_all, run
from cli.secret_commands import secrets
from cli.template_commands import templates
from cli.tenant_commands import tenants
from cli.trials import trials
from cli.webhook_commands import webhooks

INTERRUPTED = 130
CLIENT = "temporalio.bridge.temporal_sdk_bridge"


class Door(TyperGroup):
    """Where errors of ours become sentences, and Ctrl-C an exit code."""

    # typer gives its own context, and does not say so in the base class.
    def invoke(self, ctx: typer.Context) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            return cast("object", super().invoke(ctx))
        except CliError as error:
            from cli.output import note

            note(str(error))
            raise typer.Exit(error.code) from error
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


class Pairs(TyperCommand):
    """Options that take a name and a value, and come several times: typer knows one of both."""

    # As above.
    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # pyright: ignore[reportIncompatibleMethodOverride]
        joined: list[str] = []
        rest = iter(args)
        for given in rest:
            joined.append(given)
            if given in ("--arg", "--argjson"):
                joined.append("=".join(islice(rest, 2)))
        return super().parse_args(ctx, joined)


app = typer.Typer(
    name="baton",
    cls=Door,
    help="Runs business processes so that none is ever dropped.",
    no_args_is_help=True,
    # Tracebacks with local variables would show keys and values.
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(secrets, name="secret")
schedules = typer.Typer(help="When processes start by themselves.", no_args_is_help=True)
app.add_typer(schedules, name="schedule")
app.add_typer(people, name="people")
app.add_typer(departments, name="departments")
app.add_typer(new, name="new")
app.add_typer(trials)
app.add_typer(repairs)
app.add_typer(audits, name="audit")
app.add_typer(deploys)
app.add_typer(keys, name="keys")
app.add_typer(tenant_commands)
app.add_typer(templates, name="templates")
app.add_typer(tenants, name="tenants")
app.add_typer(webhooks, name="webhooks")
app.add_typer(chats, name="chats")
app.add_typer(run, name="run")
app.command("revive")(revive_all)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Definitions; - for stdin.")]
Process = Annotated[str, typer.Argument(metavar="NAMESPACE/NAME", help="The process.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="Id of the run.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
Reason = Annotated[str | None, typer.Option(help="Kept with the run.")]
Status = Literal["pending", "running", "waiting", "suspended", "completed", "faulted", "cancelled"]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it
    if wanted:
        from importlib.metadata import version

        typer.echo(version("baton"))
        raise typer.Exit


@app.callback()
def baton(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Say the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Run business processes so that none is ever dropped."""


@app.command()
def validate(files: Files, *, json: AsJson = False) -> None:
    """Say every fault of definitions, with its place and remedy. Nothing is sent anywhere."""
    from cli import validate as validating

    raise typer.Exit(validating.run(files, as_json=json))


@app.command()
def apply(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…|FOLDER…", help="Definitions; - for stdin."),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    notes: Annotated[
        str | None, typer.Option(help="What is new, kept with each version that is published.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Register and publish definitions, one by one or whole folders of them."""
    from cli import apply as applying

    raise typer.Exit(applying.run(files, dry=dry_run, as_json=json, notes=notes))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="By default this one.")] = Path(),
    namespace: Annotated[str | None, typer.Option(help="Only that one.")] = None,
    *,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete the texts of versions that are gone.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Write all definitions to files, in a layout that suits Git."""
    from cli import export as exporting

    exporting.run(folder, namespace, prune=prune, as_json=json)


@app.command()
def diff(
    compared: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE [FILE] | NAMESPACE/NAME VERSION VERSION",
            help="One file is compared with what is published.",
        ),
    ],
    *,
    json: AsJson = False,
) -> None:
    """Say how two definitions differ by meaning. Ends with 0 if they don't, 1 if they do."""
    from cli import diff as comparing

    raise typer.Exit(comparing.run(compared, as_json=json))


@app.command(name="jq", cls=Pairs)
def expression(
    program: Annotated[str, typer.Argument(metavar="PROGRAM", help="What ${ } would hold.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="JSON; else standard input.")
    ] = None,
    arg: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME TEXT", help="A variable with a text. Several times, too."),
    ] = None,
    argjson: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME JSON", help="A variable with a JSON value, such as context."),
    ] = None,
    *,
    null_input: Annotated[
        bool, typer.Option("--null-input", "-n", help="Read nothing; `input` asks for a value.")
    ] = False,
    slurp: Annotated[bool, typer.Option("--slurp", "-s", help="All inputs as one array.")] = False,
    raw: Annotated[bool, typer.Option("--raw-output", "-r", help="Texts without quotes.")] = False,
) -> None:
    """Try an expression on JSON, with the bounds of a process. Ends with 5 where it fails."""
    from cli import expression as evaluating
    from cli import inputs

    variables = {
        **inputs.named(arg or [], as_json=False),
        **inputs.named(argjson or [], as_json=True),
    }
    reading = evaluating.Reading(nothing=null_input, together=slurp, raw=raw)
    raise typer.Exit(evaluating.run(program, file, variables, reading))


@app.command()
def runs(
    status: Annotated[Status | None, typer.Option(help="Only those.")] = None,
    workflow: Annotated[
        str | None, typer.Option(metavar="NAMESPACE[/NAME]", help="Only those of a process.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 20,
    *,
    json: AsJson = False,
) -> None:
    """List runs, the newest first."""
    from cli import runs as listing

    listing.page(status, workflow, limit, as_json=json)


@app.command()
def show(
    run: RunId,
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Until it ends.")] = False,
    json: AsJson = False,
) -> None:
    """Show a run: its values, its tasks, how it ended."""
    from cli import runs as listing

    raise typer.Exit(listing.show(run, following=follow, as_json=json))


@schedules.command("list")
def list_schedules(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 100,
    *,
    json: AsJson = False,
) -> None:
    """List the schedules of published processes, with the next time in UTC."""
    from cli import schedules as listing

    listing.page(limit, as_json=json)


@schedules.command("pause")
def pause_schedules(workflow: Process) -> None:
    """Start no more runs of a process by schedule until it is resumed."""
    from cli import schedules as moving

    moving.pause(workflow)


@schedules.command("resume")
def resume_schedules(workflow: Process) -> None:
    """Start runs of a process by schedule again, from now on."""
    from cli import schedules as moving

    moving.resume(workflow)


@app.command()
def token(
    user: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help="By default the demo tenant's administrator."),
    ] = None,
) -> None:
    """Print a new API key, for scripts and tests. Needs the database's address."""
    from cli import tokens

    tokens.show(user)


@app.command()
def doctor(*, json: AsJson = False) -> None:
    """Say what is installed, reachable and healthy, and what to do where it isn't."""
    from cli import doctor as examining

    raise typer.Exit(examining.run(as_json=json))


@app.command()
def serve(
    process: Annotated[
        Literal["api", "worker", "relay", "code"], typer.Argument(help="Which one.")
    ],
) -> None:
    """Be one of Baton's processes until told to end. Set up by the environment."""
    from cli import processes

    processes.serve(process)


@app.command()
def migrate() -> None:
    """Bring the database to this release, as the owner of its tables."""
    from cli import database

    database.migrate()


@app.command()
def seed() -> None:
    """Make the demo tenant: a dozen people and a first process."""
    from cli import database

    database.seed()


@app.command()
def stop() -> None:
    """End the local stack, as Ctrl-C would where it runs."""
    from cli import stop as stopping

    stopping.run()


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows few letters shows the others in their escaped form.
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except SystemExit as end:
        if CLIENT in sys.modules:
            _leave(end.code)
        raise


def _leave(code: str | int | None) -> NoReturn:
    """All is done.

    The client of Temporal has threads of its own, and one that still wants the interpreter while
    that is taken down ends the process with SIGABRT.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
