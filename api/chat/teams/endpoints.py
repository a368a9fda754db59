"""`/chat/teams/{address}/messages`: where the bot of an organisation hears what happens in Teams.

Never: a request that is told why it is not believed; and a press is answered even where nothing
could be kept, for whoever pressed has to know it.
"""

from __future__ import annotations

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.chat.teams import answers, handling, words
from api.chat.teams.answers import Fault
from api.chat.teams.came import prove
from api.errors import DATABASE_AWAY
from api.services import Services, TheServices
from channels.teams import requests
from channels.teams.identity import UnprovenError
from channels.teams.requests import Activity, UnreadableError
from channels.vendor import AwayError

router = APIRouter(prefix="/chat/teams", include_in_schema=False)
_log = structlog.stdlib.get_logger()


@router.post("/{address}/messages")
async def messages(request: Request, services: TheServices, address: str) -> Response:
    """One activity, as the Bot Framework delivers it."""
    try:
        activity = requests.activity(await request.body())
    except UnreadableError:
        return Response(status_code=400)
    try:
        return await _taken(request, services, address, activity)
    except UnprovenError:
        return Response(status_code=401)
    except AwayError as error:
        _log.warning("teams.away", error=str(error))
        return _later(activity)
    except DATABASE_AWAY as error:
        _log.warning("teams.not_kept", error=type(error).__name__)
        return _later(activity)


async def _taken(
    request: Request, services: Services, address: str, activity: Activity
) -> Response:
    authorization = request.headers.get("authorization")
    came = await prove(services, address, authorization, activity)
    answer = await handling.take(services, came)
    if answer is not None:
        return json_answer(answers.write(answer))
    # An invoke of a kind that nothing here makes; all else needs no answer.
    return Response(status_code=501 if activity.type == "invoke" else 200)


def _later(activity: Activity) -> Response:
    """Pressed or said again, it counts once."""
    if activity.type != "invoke":
        return Response(status_code=503, headers={"Retry-After": "5"})
    said = words.of(words.language_of(activity.locale))["again"]
    return json_answer(answers.write(Fault(said, is_ours=True)))
