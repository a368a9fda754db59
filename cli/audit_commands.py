"""`baton audit …`: what people have done, whether the trail of it holds, and the trail as a file.

Never: work done here; audit.py does what they ask for, and is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.groups import meaning

OF_RUN = "run"
audits = typer.Typer(
    cls=meaning(OF_RUN),
    help="Who did what: `baton audit RUN` of a run, or the whole trail.",
    no_args_is_help=True,
)

Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


@audits.command(OF_RUN)
def of_run(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Id of the run.")], limit: Limit = 50
) -> None:
    """What people have done about a run, the newest first."""
    from cli import audit

    audit.of_run(run, limit)


@audits.command()
def search(
    actor: Annotated[str | None, typer.Option(help="Id of a person, me or nobody.")] = None,
    action: Annotated[str | None, typer.Option(help="Such as run.retry.")] = None,
    subject: Annotated[str | None, typer.Option(help="Such as run:ID.")] = None,
    outcome: Annotated[
        Literal["done", "recorded", "refused"] | None, typer.Option(help="How it ended.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Such as 2026-01-31T00:00:00Z.")] = None,
    until: Annotated[str | None, typer.Option(help="The same; before then.")] = None,
    limit: Limit = 50,
    *,
    json: AsJson = False,
) -> None:
    """Lines of the trail, the newest first. Needs the permission audit:read."""
    from cli import audit

    given = {
        "actor": actor,
        "action": action,
        "subject": subject,
        "outcome": outcome,
        "since": since,
        "until": until,
    }
    sought = {name: value for name, value in given.items() if value is not None}
    audit.search(sought, limit, as_json=json)


@audits.command()
def verify(
    file: Annotated[
        Path | None, typer.Option(help="An export; no server is asked. Else the server's trail.")
    ] = None,
    heads: Annotated[
        Path | None, typer.Option(help="With --file: signed heads that were kept elsewhere.")
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(help="With --file: public key that is trusted. Several times, too."),
    ] = None,
    *,
    json: AsJson = False,
) -> None:
    """Say whether anything was changed, removed, added or cut off, and where. Ends with 1 if so."""
    from cli import audit

    if file is None:
        raise typer.Exit(audit.verify(as_json=json))
    raise typer.Exit(audit.verify_file(file, heads, key or [], as_json=json))


@audits.command()
def export(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="A new file; it can be verified.")
    ] = Path("audit.jsonl"),
) -> None:
    """Write the whole trail to a file. Needs the permission audit:export, and is told of."""
    from cli import audit

    audit.export(output)
