"""Apps of chats and conversations of many, as the API takes and shows them.

Never: a secret, a token or the whole address of a webhook in an answer.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, TypeAlias

from fastapi import Path
from pydantic import AfterValidator, BaseModel, Field

from api.people.fields import Name
from api.people.schemas import Id, Language
from api.shapes import Shape
from definitions.bindings import EVERYTHING

Kind: TypeAlias = Literal["slack", "teams"]
ChannelKind: TypeAlias = Literal["slack", "teams", "workflows"]
KindPath: TypeAlias = Annotated[Kind, Path(alias="kind")]

MOST_CHANNELS: Final = 100
LONGEST_APP_NAME: Final = 35
_PROCESS = re.compile(r"[A-Za-z0-9-]{1,63}/([A-Za-z0-9-]{1,63}|\*)")


def of_processes(value: str) -> str:
    """All, those of a namespace, or one."""
    if value != EVERYTHING and not _PROCESS.fullmatch(value):
        raise ValueError("Write * for all processes, sales/* for those of a namespace, or one")
    return value


def one_line(value: str) -> str:
    value = value.strip()
    if not value or not value.isprintable():
        raise ValueError("Write it in one line")
    return value


Plain: TypeAlias = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
Secret: TypeAlias = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"^[!-~]+$")]
Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(one_line)]


class ChatAppWanted(Shape):
    """What an administrator has copied from the vendor's pages; what is left out stays."""

    clientId: Plain | None = Field(  # noqa: N815 (names of the wire)
        default=None, description="Of Teams: the application (client) id of the bot."
    )
    clientSecret: Secret | None = None  # noqa: N815
    signingSecret: Secret | None = Field(  # noqa: N815
        default=None, description="Of Slack: proves what comes from there."
    )
    socketToken: Secret | None = Field(  # noqa: N815
        default=None, description="Of Slack, for Socket Mode: it begins with xapp-."
    )
    team: Plain | None = Field(
        default=None, description="Of Teams: the directory (tenant) id of the organisation."
    )
    socket: bool | None = Field(
        default=None,
        description="Of Slack: Socket Mode, where Slack can't reach this installation.",
    )


class ChatPlaceWanted(Shape):
    """A workspace by a token of its bot: where Slack can send nobody back to this address."""

    botToken: Secret = Field(description="It begins with xoxb-.")  # noqa: N815


class ChatPlace(BaseModel):
    """A workspace, or a tenant of Teams, in which the app is installed."""

    id: str
    team: str = Field(description="As the vendor calls it.")
    name: str
    state: Literal["on", "revoked", "removed"]
    reason: str | None
    missingScopes: list[str] = Field(  # noqa: N815
        description="What the app needs and may not do there; install it anew."
    )
    installedAt: str  # noqa: N815
    people: int = Field(description="How many accounts there are matched with a person.")
    installed: bool = Field(
        description="Whether somebody there has the app: of Teams, a person or a team has come."
    )


class ChatApp(BaseModel):
    """An app of the organisation's own, without its secrets."""

    kind: Kind
    clientId: str  # noqa: N815
    team: str | None
    socket: bool
    ready: bool = Field(description="Whether all keys are there.")
    missing: list[str] = Field(description="Those that are not: names of what is to be put.")
    installable: bool = Field(
        description="Slack sends people back to https alone; elsewhere a token of the bot is given."
    )
    urls: dict[str, str] = Field(
        description="By name, the addresses that the vendor's pages ask for: of Slack `events`,"
        " `actions`, `commands` and `installed`, of Teams `messages`."
    )
    places: list[ChatPlace]
    changedAt: str  # noqa: N815
    changedBy: str = Field(description="Id of a person.")  # noqa: N815


class Chats(BaseModel):
    """Both chats; null: not begun."""

    slack: ChatApp | None
    teams: ChatApp | None


class ChatConversation(BaseModel):
    """A channel or a group in which the app is."""

    conversation: str = Field(description="To be given as `conversation` of a channel.")
    name: str | None = Field(
        description="null: the channel that each team of Teams has from the beginning."
    )
    team: str | None = Field(description="Of Teams, the name of its team, as far as it is known.")


class ChatConversationList(BaseModel):
    """All that can be chosen, by team and name."""

    items: list[ChatConversation]


class ManifestAnswer(BaseModel):
    """With what Slack makes an app."""

    manifest: dict[str, object] = Field(description="To be pasted there.")
    link: str = Field(description="Opens Slack's page with it filled in.")
    scopes: dict[str, str] = Field(description="What the app may do, and what for.")


class InstallationBegun(BaseModel):
    """Where the browser goes to let the app in."""

    url: str = Field(description="Good once, for ten minutes, for who has asked.")


class ChatTested(BaseModel):
    """A message has arrived."""

    sent: bool
    name: str = Field(description="Where: of the workspace, or the conversation.")


class ChatChannelWanted(Shape):
    """A conversation in which approvals are shown to all who read there."""

    kind: ChannelKind
    name: Name = Field(description="As people know it.")
    place: Id | None = Field(
        default=None, description="Of slack and teams; left out: the only one that there is."
    )
    conversation: Line | None = Field(
        default=None, description="Of slack: #name or an id; of teams: its id."
    )
    webhook: Annotated[str, Field(min_length=1, max_length=2_000)] | None = Field(
        default=None,
        description="Of workflows: the https address that Power Automate gives. Left out in a"
        " change, it stays.",
    )
    processes: Annotated[str, Field(max_length=130), AfterValidator(of_processes)] = Field(
        default=EVERYTHING, description="*, namespace/* or namespace/name."
    )
    language: Language = "en"


class ChatChannel(BaseModel):
    """One of them, without the address of its webhook."""

    id: str
    kind: ChannelKind
    name: str
    place: str | None
    conversation: str | None
    webhookHost: str | None = Field(description="Of workflows.")  # noqa: N815
    processes: str
    language: Language
    state: Literal["on", "lost"]
    reason: str | None = Field(description="Why it is lost; a change makes it good again.")
    changedAt: str  # noqa: N815
    changedBy: str  # noqa: N815


class ChatChannelList(BaseModel):
    """All of them, by name."""

    items: list[ChatChannel]
    most: int = Field(description="How many there may be.")
