"""`/chat/slack/{address}/…`: where Slack calls an app of an organisation.

Never: a decision; each address proves, parses, has it handled and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.chat.slack import door, handling
from api.errors import ApiError
from api.services import TheServices
from channels.slack import requests
from channels.slack.manifest import ACTIONS_AT, COMMANDS_AT, EVENTS_AT
from channels.slack.requests import UnreadableError
from definitions.values import JsonObject

router = APIRouter(prefix="/chat/slack/{address}", include_in_schema=False)


@router.post(f"/{EVENTS_AT}")
async def events(request: Request, services: TheServices, address: str) -> Response:
    """What has happened; retried by Slack until it is answered."""
    known, body = await door.proven(services, request, address)
    try:
        one = requests.callback(body)
    except UnreadableError as error:
        raise _unreadable() from error
    return _answer(await handling.callback(known, one))


@router.post(f"/{ACTIONS_AT}")
async def actions(request: Request, services: TheServices, address: str) -> Response:
    """Buttons and modals."""
    known, body = await door.proven(services, request, address)
    try:
        one = requests.interaction(body)
    except UnreadableError as error:
        raise _unreadable() from error
    return _answer(await handling.interaction(known, one))


@router.post(f"/{COMMANDS_AT}")
async def commands(request: Request, services: TheServices, address: str) -> Response:
    """`/baton`."""
    known, body = await door.proven(services, request, address)
    try:
        one = requests.command(body)
    except UnreadableError as error:
        raise _unreadable() from error
    return _answer(await handling.command(known, one))


def _answer(said: JsonObject) -> Response:
    """Empty where there is nothing to say: a modal then closes."""
    return json_answer(said) if said else Response(status_code=200)


def _unreadable() -> ApiError:
    return ApiError(
        400, "unreadable", "This is nothing that Slack sends.", "Send what Slack's pages describe."
    )
