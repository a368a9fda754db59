"""`/api/v1/chats`: apps at Slack and Teams, where they are installed, conversations of many.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWriteChats
from api.bodies import StrictRoute
from api.chats import channels, choices, installing, service, testing
from api.chats.schemas import (
    LONGEST_APP_NAME,
    ChatApp,
    ChatAppWanted,
    ChatChannel,
    ChatChannelList,
    ChatChannelWanted,
    ChatConversationList,
    ChatPlaceWanted,
    Chats,
    ChatTested,
    InstallationBegun,
    KindPath,
    ManifestAnswer,
)
from api.idempotency import REPLAYED, OnceKey
from api.services import TheServices
from api.shapes import CHANGES, CONFLICT, INVALID, NOT_FOUND, Answers, PathId, Problem

router = APIRouter(prefix="/api/v1/chats", tags=["chats"], route_class=StrictRoute)

AWAY: Answers = {502: {"model": Problem}}
"""The vendor does not answer, or not as it says."""

ZIP = "application/zip"
SAVED = 'attachment; filename="baton-teams.zip"'

TeamsName = Annotated[
    str, Query(min_length=1, max_length=30, description="How the app is called in Teams.")
]
AppName = Annotated[
    str, Query(min_length=1, max_length=LONGEST_APP_NAME, description="How the app is called.")
]


@router.get("", response_model=Chats)
async def everything(services: TheServices, principal: MayWriteChats) -> Response:
    """The organisation's apps, without their secrets, and where they are installed."""
    return json_answer(await service.everything(services, principal))


# ---- conversations of many


@router.get("/channels", response_model=ChatChannelList)
async def all_channels(services: TheServices, principal: MayWriteChats) -> Response:
    """Conversations in which approvals are shown to all who read there, by name."""
    return json_answer(await channels.everything(services, principal))


@router.post(
    "/channels", status_code=201, response_model=ChatChannel, responses=CONFLICT | INVALID | AWAY
)
async def create_channel(
    request: Request,
    services: TheServices,
    principal: MayWriteChats,
    wanted: ChatChannelWanted,
    key: OnceKey = None,
) -> Response:
    """One more. Of Slack, the conversation is looked for there; the app must be a member of it."""
    made, replayed = await channels.create(services, principal, wanted, request, key)
    headers = {"Location": f"/api/v1/chats/channels/{made['id']}"}
    return json_answer(made, 201, headers | (REPLAYED if replayed else {}))


@router.put("/channels/{id}", response_model=ChatChannel, responses=CHANGES | AWAY)
async def put_channel(
    services: TheServices, principal: MayWriteChats, channel: PathId, wanted: ChatChannelWanted
) -> Response:
    """The conversation as it shall be; one that was lost is tried again."""
    return json_answer(await channels.change(services, principal, channel, wanted))


@router.delete("/channels/{id}", status_code=204, responses=NOT_FOUND)
async def remove_channel(
    services: TheServices, principal: MayWriteChats, channel: PathId
) -> Response:
    """From now on nothing is shown there; what stands there stays."""
    await channels.remove(services, principal, channel)
    return Response(status_code=204)


@router.post("/channels/{id}/test", response_model=ChatTested, responses=CHANGES | AWAY)
async def test_channel(
    services: TheServices, principal: MayWriteChats, channel: PathId
) -> Response:
    """Posts a message there that says that it is a test."""
    return json_answer(await testing.channel(services, principal, channel))


# ---- places


@router.delete("/places/{id}", status_code=204, responses=NOT_FOUND)
async def remove_place(services: TheServices, principal: MayWriteChats, place: PathId) -> Response:
    """Forgets it, and who is who there. What was still to be sent goes the next way."""
    await service.remove_place(services, principal, place)
    return Response(status_code=204)


@router.get(
    "/places/{id}/conversations",
    response_model=ChatConversationList,
    responses=NOT_FOUND | CONFLICT | AWAY,
)
async def conversations(services: TheServices, principal: MayWriteChats, place: PathId) -> Response:
    """Channels there in which the app is, as the vendor says now: those that can be chosen."""
    return json_answer(await choices.everything(services, principal, place))


@router.get(
    "/teams/package",
    response_class=Response,
    responses=NOT_FOUND | CONFLICT | {200: {"content": {ZIP: {}}}},
)
async def teams_package(
    services: TheServices, principal: MayWriteChats, name: TeamsName = "Baton"
) -> Response:
    """The app as a zip with manifest and icons, to be uploaded in Teams."""
    made = await service.teams_package(services, principal, name)
    return Response(made, media_type=ZIP, headers={"Content-Disposition": SAVED})


# ---- Slack alone


@router.get("/slack/manifest", response_model=ManifestAnswer, responses=NOT_FOUND)
async def slack_manifest(
    services: TheServices, principal: MayWriteChats, name: AppName = "Baton"
) -> Response:
    """With what an administrator of the workspace makes the app."""
    return json_answer(await service.slack_manifest(services, principal, name))


@router.post(
    "/slack/installation", response_model=InstallationBegun, responses=NOT_FOUND | CONFLICT
)
async def begin_installation(services: TheServices, principal: MayWriteChats) -> Response:
    """Where the browser goes to let the app into a workspace; it comes back to `/chats`."""
    return json_answer(await installing.begin(services, principal))


@router.post("/slack/places", status_code=201, response_model=ChatApp, responses=CHANGES | AWAY)
async def add_place(
    services: TheServices, principal: MayWriteChats, wanted: ChatPlaceWanted
) -> Response:
    """A workspace by the token of its bot, where Slack can send nobody back to this address."""
    return json_answer(await installing.by_token(services, principal, wanted.botToken), 201)


# ---- either


@router.put("/{kind}", response_model=ChatApp, responses=INVALID)
async def put(
    services: TheServices, principal: MayWriteChats, kind: KindPath, wanted: ChatAppWanted
) -> Response:
    """What is left out stays. With nothing it is begun: its addresses are there from then on."""
    return json_answer(await service.put(services, principal, kind, wanted))


@router.delete("/{kind}", status_code=204, responses=NOT_FOUND)
async def remove(services: TheServices, principal: MayWriteChats, kind: KindPath) -> Response:
    """Takes the app away, with its places. What was still to be sent goes the next way."""
    await service.remove(services, principal, kind)
    return Response(status_code=204)


@router.post("/{kind}/test", response_model=ChatTested, responses=NOT_FOUND | CONFLICT | AWAY)
async def test(services: TheServices, principal: MayWriteChats, kind: KindPath) -> Response:
    """Sends me a message by this chat that says that it is a test."""
    return json_answer(await testing.to_me(services, principal, kind))
