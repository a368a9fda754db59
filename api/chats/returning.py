"""`/chat/slack/{address}/installed`: Slack sends people back here who have let the app in, or not.

Never: JSON for a person; what goes wrong is a code in the address of the page. Never: a way to
another site.
"""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.chats import installing
from api.chats.installing import InstallTroubleError
from api.errors import DATABASE_AWAY
from api.services import TheServices

router = APIRouter(prefix="/chat/slack", include_in_schema=False)

PAGE = "/chats"
SEE_OTHER = 303
_log = structlog.stdlib.get_logger()


@router.get("/{address}/installed")
async def installed(request: Request, services: TheServices, address: str) -> Response:
    """To the page of chats, with the name of the place, or with a code that it has words for."""
    query = request.query_params
    given = {name: query.getlist(name) for name in ("state", "code", "error")}
    try:
        name = await installing.finish(services, address, given)
    except InstallTroubleError as trouble:
        _log.info("chats.not_installed", code=trouble.code, detail=trouble.detail)
        return _back(problem=trouble.code)
    except DATABASE_AWAY:
        return _back(problem="unavailable")
    return _back(installed=name)


def _back(**told: str) -> Response:
    answer = RedirectResponse(f"{PAGE}?{urlencode(told)}", SEE_OTHER)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
