"""`baton webhooks …`: what people say of outgoing webhooks.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated, Literal

import typer

webhooks = typer.Typer(help="Programs elsewhere that are told.", no_args_is_help=True)

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
_Endpoint = Annotated[
    str, typer.Argument(metavar="WEBHOOK", help="Its id, as `baton webhooks list` says.")
]


@webhooks.command("list")
def page(*, json: _AsJson = False) -> None:
    """List where messages go, and how that goes."""
    from cli import webhooks as listing

    listing.page(as_json=json)


@webhooks.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where messages are posted.")],
    types: Annotated[
        list[str], typer.Option("--type", help="Such as notice.asked, 'approval.*' or '*'.")
    ],
    description: Annotated[str, typer.Option("--for", help="What it is for.")] = "",
    process: Annotated[
        list[str] | None, typer.Option(help="Only of these, e.g. 'sales/*'. Several times, too.")
    ] = None,
) -> None:
    """Add one. Its secret is all that standard output gets, and is never shown again."""
    from cli import webhooks as adding

    adding.add(url, description, types, process or [])


@webhooks.command("remove")
def remove(webhook: _Endpoint) -> None:
    """Take one away, with all that was to be sent there."""
    from cli import webhooks as removing

    removing.remove(webhook)


@webhooks.command("rotate")
def rotate(
    webhook: _Endpoint,
    grace: Annotated[
        int, typer.Option(min=0, max=168, help="Hours that the old secret still signs.")
    ] = 24,
) -> None:
    """Make a new secret; it is all that standard output gets."""
    from cli import webhooks as rotating

    rotating.rotate(webhook, grace)


@webhooks.command("test")
def test(webhook: _Endpoint) -> None:
    """Post a test now, and say what is answered. Ends with 1 where it doesn't arrive."""
    from cli import webhooks as trying

    raise typer.Exit(trying.test(webhook))


@webhooks.command("deliveries")
def deliveries(
    webhook: _Endpoint,
    state: Annotated[
        Literal["queued", "sent", "dead", "failed"] | None, typer.Option(help="Only those.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    *,
    json: _AsJson = False,
) -> None:
    """List what was sent there, the newest first."""
    from cli import webhooks as listing

    listing.deliveries(webhook, state, limit, as_json=json)


@webhooks.command("again")
def again(
    webhook: _Endpoint,
    delivery: Annotated[
        str | None, typer.Argument(metavar="[MESSAGE]", help="Only this one.")
    ] = None,
) -> None:
    """Send again what was given up."""
    from cli import webhooks as sending

    sending.again(webhook, delivery)
