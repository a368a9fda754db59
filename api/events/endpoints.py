"""`/api/v1/events`.

Never: an event handed to a run here; it is kept first, then whoever listens is told.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import write
from api.auth.guard import MayPublishEvents
from api.events.reading import STRUCTURED, read
from api.events.schemas import EventTaken
from api.features import needs
from api.runs.service import hand_over
from api.services import TheServices
from api.shapes import Problem, Refusal
from definitions.values import JsonObject
from store import events
from store.audit import Deed

TOLD = ("type", "source", "id")
MOST_TOLD = 200
"""Characters of each in the audit trail."""

router = APIRouter(prefix="/api/v1/events", tags=["events"])

_BODY: dict[str, object] = {
    "requestBody": {
        "required": True,
        "description": "One CloudEvent: structured, or binary with `ce-` headers and any body.",
        "content": {
            STRUCTURED: {
                "schema": {
                    "type": "object",
                    "required": ["specversion", "id", "source", "type"],
                    "properties": {
                        "specversion": {"const": "1.0"},
                        "id": {"type": "string"},
                        "source": {"type": "string"},
                        "type": {"type": "string"},
                    },
                }
            }
        },
    }
}


@router.post(
    "",
    status_code=202,
    response_model=EventTaken,
    responses={413: {"model": Problem}, 415: {"model": Problem}, 422: {"model": Refusal}},
    openapi_extra=_BODY,
)
async def publish(request: Request, services: TheServices, principal: MayPublishEvents) -> Response:
    """Takes one CloudEvent for whatever runs listen for it, once for each source and id."""
    needs(principal, "events")
    event = read(request.headers.items(), await request.body())
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        made = await events.publish(session, keys, event)
        if made is not None:
            said: JsonObject = {name: str(event[name])[:MOST_TOLD] for name in TOLD}
            deed = Deed(principal.person, "event.publish", f"event:{made}", None, said)
            await write(session, keys, principal, deed)
    if made is not None:
        await hand_over(services, principal.tenant, made)
    shown = {"id": event["id"], "source": event["source"], "new": made is not None}
    return json_answer(shown, 202)
