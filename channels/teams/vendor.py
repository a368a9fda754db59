"""Teams, for the round that carries messages there.

Never: words beside a card; Teams makes two messages of those, and says the id of neither.
"""

from __future__ import annotations

from datetime import datetime

from channels.teams import card, where
from channels.teams.client import VENDOR, Connector
from channels.teams.login import Client
from channels.teams.where import ForeignError, Where
from channels.vendor import Letter, Place, RefusedError, Renewed
from definitions.values import JsonObject
from store.chat_messages import Posted

SERVICE, CONVERSATION, OBJECT_ID = "serviceUrl", "conversation", "aadObjectId"
"""What is kept of somebody who came: where they may be written to."""

LONGEST_SUMMARY = 300


def client_of(place: Place) -> Client:
    """As the app shows itself in the tenant in which it is registered."""
    return Client(place.app.client_id, place.secrets.client, place.row.team)


def message(letter: Letter) -> JsonObject:
    """As an activity: the card, and what notifications say."""
    return with_card(card.write(letter, may_decide=not letter.viewers), _summary(letter))


def with_card(content: JsonObject, summary: str = "") -> JsonObject:
    made: JsonObject = {
        "type": "message",
        "attachments": [{"contentType": card.TYPE, "content": content}],
    }
    return made | ({"summary": summary[:LONGEST_SUMMARY]} if summary else {})


def reference(at: Where, object_id: str) -> JsonObject:
    """To be kept with who has come."""
    return {SERVICE: at.service, CONVERSATION: at.conversation, OBJECT_ID: object_id}


class Teams:
    """Of one process. Conversations are written as channels/teams/where.py has them."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def account_of(self, place: Place, email: str) -> str | None:  # noqa: ARG002 - as every vendor
        """Nobody is looked for: Teams tells of those who have come only."""
        return None

    async def conversation_with(
        self, place: Place, account: str, reference: JsonObject | None
    ) -> str:
        match reference:
            case {"serviceUrl": str(service), "conversation": str(conversation)} if conversation:
                return where.of(service, conversation).write()
            case {"serviceUrl": str(service)}:
                begun = await self._connector.begin(client_of(place), service.rstrip("/"), account)
                return begun.write()
            case _:
                raise RefusedError(VENDOR, "NoReference", "person")

    async def post(
        self,
        place: Place,
        conversation: str,
        letter: Letter,
        delivery: str,  # noqa: ARG002 - Teams keeps nothing by which it would be found
        thread: str | None,
    ) -> Posted:
        there = _read(conversation)
        under = thread if there.is_channel else None
        posted = await self._connector.post(client_of(place), there.under(under), message(letter))
        return Posted(conversation=conversation, posted=posted, thread=under)

    async def update(self, place: Place, posted: Posted, letter: Letter) -> None:
        there = _read(posted.conversation).under(posted.thread)
        await self._connector.update(client_of(place), there, posted.posted, message(letter))

    async def found(
        self,
        place: Place,  # noqa: ARG002 - as every vendor
        conversation: str,  # noqa: ARG002
        delivery: str,  # noqa: ARG002
        since: datetime,  # noqa: ARG002
        thread: str | None = None,  # noqa: ARG002
    ) -> Posted | None:
        """Always None: a bot can't read what it has said.

        So whoever dies between sending and recording, or hears nothing, leaves a message that
        comes a second time; both take the same answer, and it counts once. The first of the two
        is updated no more, but asks how it stands whenever somebody looks at it or presses it.
        """
        return None

    async def renewed(self, place: Place) -> Renewed | None:  # noqa: ARG002 - as every vendor
        """None: tokens are asked for by the app's secret, and live in memory."""
        return None


def _read(conversation: str) -> Where:
    try:
        return where.read(conversation)
    except ForeignError:
        raise RefusedError(VENDOR, "BadReference", "conversation") from None


def _summary(letter: Letter) -> str:
    first = letter.stands[0] if letter.stands else letter.said.lead
    subject = letter.said.subject
    return first if subject in ("", first) else f"{first} {subject}"
