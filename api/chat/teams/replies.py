"""What is written back to somebody who has said something, after it was answered.

Never: what is for one of them where others read; a failure that anybody hears of but the log.
"""

from __future__ import annotations

import structlog

from api.chat.teams import words
from api.chat.teams.answers import Answer, Card, Fault, Words
from api.chat.teams.came import Came
from api.errors import DATABASE_AWAY
from api.services import Services
from channels.teams import where
from channels.teams.vendor import CONVERSATION, SERVICE, with_card
from channels.teams.where import Where
from channels.vendor import AwayError, RefusedError
from definitions.values import JsonObject
from store import chat_people
from store.people import PersonRow

_log = structlog.stdlib.get_logger()


async def reply(services: Services, came: Came, person: PersonRow | None, answer: Answer) -> None:
    """To them alone; where they spoke before others, they are told there that it has come."""
    try:
        await _reply(services, came, person, answer)
    except (AwayError, RefusedError, *DATABASE_AWAY) as error:
        _log.warning("teams.no_reply", error=str(error))


async def _reply(services: Services, came: Came, person: PersonRow | None, answer: Answer) -> None:
    connector = services.microsoft.connector
    if came.activity.is_personal or person is None:
        await connector.post(came.client, came.where, _activity(answer))
        return
    told = words.of(came.language(person))
    own = await _own_chat(services, came)
    if own is not None:
        await connector.post(came.client, own, _activity(answer))
    word = "no-own-chat" if own is None else "elsewhere"
    await connector.post(came.client, came.where, _activity(Words(told[word])))


async def _own_chat(services: Services, came: Came) -> Where | None:
    """None: they have not added the bot for themselves."""
    place, account = came.place.row.id, came.activity.sender.id
    async with services.database.tenant(came.tenant.id) as session:
        known = await chat_people.find(session, place, account)
    match None if known is None else known.reference:
        case {"serviceUrl": str(service), "conversation": str(conversation)}:
            return where.of(service, conversation)
        case _:
            pass
    try:
        service = came.activity.service_url.rstrip("/")
        begun = await services.microsoft.connector.begin(came.client, service, account)
    except RefusedError:
        return None
    kept: JsonObject = {SERVICE: begun.service, CONVERSATION: begun.conversation}
    async with services.database.tenant(came.tenant.id) as session:
        await chat_people.write_to(session, place, account, begun.write(), kept)
    return begun


def _activity(answer: Answer) -> JsonObject:
    match answer:
        case Card(content, summary):
            return with_card(content, summary)
        case Words(text) | Fault(text, _):
            return {"type": "message", "textFormat": "plain", "text": text}
