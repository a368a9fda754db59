"""The entry: one line for each command. What a command needs is imported when it runs.

Never: a heavy import here; `baton --help` must answer at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.trouble import Trouble

app = typer.Typer(
    name="baton",
    help="Runs an organisation's processes so that none is ever dropped.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
secret_app = typer.Typer(help="Secrets: written, never read back.", no_args_is_help=True)
app.add_typer(secret_app, name="secret")

Files = Annotated[list[Path], typer.Argument(help="Definition files.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON value instead of words.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; kept with the run.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="The run's id.", show_default=False)]


@app.command()
def token(
    user: Annotated[str | None, typer.Option(help="Email of the person it is for.")] = None,
) -> None:
    """Print an API key for the local stack: the demo administrator's, or a user's."""
    from cli.local import issue_token

    sys.stdout.write(issue_token(user) + "\n")


@app.command()
def validate(files: Files, *, json: AsJson = False) -> None:
    """Check definition files without sending them anywhere."""
    from cli.documents import validate_files

    raise typer.Exit(validate_files(files, as_json=json))


@app.command()
def apply(files: Files) -> None:
    """Register and publish definition files."""
    from cli.documents import apply_files

    raise typer.Exit(apply_files(files))


@app.command()
def run(
    workflow: Annotated[str, typer.Argument(metavar="NAMESPACE/NAME", show_default=False)],
    given: Annotated[
        str, typer.Option("--input", help="JSON, @FILE, or - for standard input.")
    ] = "null",
    version: Annotated[
        str | None, typer.Option(help="The highest published one if left out.")
    ] = None,
    *,
    follow: Annotated[bool, typer.Option("--follow", help="Show its tasks until it ends.")] = False,
    json: AsJson = False,
) -> None:
    """Start a run; with --follow see it to its end."""
    from cli.runs import start

    raise typer.Exit(start(workflow, given, version, follow=follow, as_json=json))


@app.command()
def runs(
    status: Annotated[str | None, typer.Option(help="Only runs with this status.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    *,
    json: AsJson = False,
) -> None:
    """List the newest runs."""
    from cli.runs import show_list

    show_list(status, limit, as_json=json)


@app.command()
def show(run: RunId, *, json: AsJson = False) -> None:
    """Show a run: its status, input, output or fault."""
    from cli.runs import show_one

    raise typer.Exit(show_one(run, as_json=json))


@app.command()
def cancel(run: RunId, reason: Reason = None) -> None:
    """End a run before its time."""
    from cli.runs import command

    command(run, "cancel", reason)


@app.command()
def suspend(run: RunId, reason: Reason = None) -> None:
    """Let a run take no further step until it is resumed."""
    from cli.runs import command

    command(run, "suspend", reason)


@app.command()
def resume(run: RunId, reason: Reason = None) -> None:
    """Let a suspended run go on."""
    from cli.runs import command

    command(run, "resume", reason)


@secret_app.command("put")
def secret_put(
    name: Annotated[str, typer.Argument(show_default=False)],
    process: Annotated[
        list[str] | None, typer.Option(help="Pattern of processes that may use it; repeatable.")
    ] = None,
    host: Annotated[
        list[str] | None, typer.Option(help="Pattern of hosts that may get it; repeatable.")
    ] = None,
) -> None:
    """Write a secret; its value comes from standard input or a prompt."""
    from cli.secrets import put

    put(name, process or [], host or [])


@app.command()
def doctor(*, json: AsJson = False) -> None:
    """Say what is installed, reachable and healthy, and what to do where it isn't."""
    from cli.doctor import examine

    raise typer.Exit(examine(as_json=json))


@app.command()
def serve(
    process: Annotated[str, typer.Argument(metavar="api|worker|relay", show_default=False)],
) -> None:
    """Run one process of Baton, configured by the environment."""
    from cli.processes import serve_process

    serve_process(process)


@app.command()
def migrate() -> None:
    """Bring the database to this release (needs BATON_DATABASE_ADMIN_URL)."""
    from cli.local import migrate_database

    sys.stdout.write(f"The database is at revision {migrate_database()}.\n")


@app.command()
def seed() -> None:
    """Make the demo tenant with a dozen people, where it is missing."""
    from cli.local import seed_demo_tenant

    sys.stdout.write(seed_demo_tenant() + "\n")


@app.command()
def stop() -> None:
    """End the local stack that runs on the data folder."""
    from cli.processes import stop_stack

    sys.stdout.write(stop_stack() + "\n")


def main() -> None:
    try:
        app()
    except Trouble as trouble:
        sys.stderr.write(f"baton: {trouble}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
