"""`baton chats …`: what people say of Slack and Teams.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated, Literal

import typer

chats = typer.Typer(help="Slack and Teams.", no_args_is_help=True)

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
_Conversation = Annotated[
    str, typer.Argument(metavar="CONVERSATION", help="Its id, as `baton chats list` says.")
]


@chats.command("list")
def page(*, json: _AsJson = False) -> None:
    """List the apps, where they are installed, the conversations, and how each stands."""
    from cli import chats as listing

    listing.page(as_json=json)


@chats.command("channels")
def channels(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="As `baton chats list` says.")],
    *,
    json: _AsJson = False,
) -> None:
    """List the channels of a place in which the app is: those that can be added."""
    from cli import chats as listing

    listing.channels(place, as_json=json)


@chats.command("test")
def test(
    what: Annotated[
        str,
        typer.Argument(
            metavar="slack|teams|CONVERSATION", help="Me by a chat, or a conversation by its id."
        ),
    ],
) -> None:
    """Send a test now, and say where it has arrived."""
    from cli import chats as trying

    trying.test(what)


@chats.command("add")
def add(
    kind: Annotated[Literal["slack", "teams", "workflows"], typer.Argument(help="By which chat.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="As people know it.")],
    conversation: Annotated[
        str | None, typer.Option("--in", help="Of Slack #name or id, of Teams its id.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Of several, the one. As `baton chats list` says.")
    ] = None,
    process: Annotated[str, typer.Option(help="Such as 'sales/*' or sales/order.")] = "*",
    language: Annotated[Literal["en", "ar"], typer.Option(help="Of the messages.")] = "en",
) -> None:
    """Show approvals in a conversation. The address of a workflow is read from standard input."""
    from cli import chats as adding

    adding.add(kind, name, conversation, place, process, language)


@chats.command("remove")
def remove(conversation: _Conversation) -> None:
    """Show approvals there no more."""
    from cli import chats as removing

    removing.remove(conversation)
