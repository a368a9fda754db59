"""A person before Teams: says, presses, opens a card, installs and removes the bot.

https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model
(`adaptiveCard/action`, its answer), and the pages on conversation events and messages below
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/
Never: what a person couldn't do (`CannotDoError`); an answer that Teams doesn't take passes
(`BadAnswerError`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.standins.shapes import Json
from tests.standins.teams.cards import CONTENT_TYPE, actions, inputs, teams_faults
from tests.standins.teams.delivery import Delivery, Sent
from tests.standins.teams.tenant import Activity, Conversation, Person, Tenant
from tests.standins.teams.tokens import Forged

MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
# The page's table of answers: status, type.
_ERRORS = {
    (400, "application/vnd.microsoft.error"),
    (401, "application/vnd.microsoft.activity.loginRequest"),
    (401, "application/vnd.microsoft.error.incorrectAuthCode"),
    (412, "application/vnd.microsoft.error.preconditionFailed"),
    (500, "application/vnd.microsoft.error"),
}


class CannotDoError(AssertionError):
    """No person could do this in Teams."""


class BadAnswerError(AssertionError):
    """The bot answered what Teams doesn't take."""


@dataclass
class Acting:
    tenant: Tenant
    person: Person
    delivery: Delivery
    told: list[str] = field(default_factory=list[str])
    """Messages that an action was answered with."""
    refused: list[Json] = field(default_factory=list[Json])
    """Errors that an action was answered with."""
    has_left: bool = False

    @property
    def personal(self) -> Conversation:
        return self.tenant.personal(self.person)

    def base(self, place: str, **more: Any) -> Json:
        """What each activity has."""
        conversation = self.tenant.find(place)
        kind = "personal" if conversation is None else conversation.kind
        data: Json = {"tenant": {"id": self.tenant.id}}
        if conversation is not None and conversation.kind == "channel":
            data |= {"channel": {"id": conversation.id}, "team": {"id": conversation.team}}
        return {
            "id": f"f:{self.tenant.number()}",
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "channelId": "msteams",
            "serviceUrl": self.delivery.service_url,
            "from": self.person.account,
            "recipient": {"id": f"28:{self.delivery.bot}", "name": "Baton"},
            "conversation": {
                "id": place,
                "conversationType": kind,
                "tenantId": self.tenant.id,
                **({} if kind == "personal" else {"isGroup": True}),
            },
            "channelData": data,
            "locale": "en-US",
            **more,
        }

    async def say(
        self, text: str, where: Conversation | None = None, forged: Forged | None = None
    ) -> Sent:
        """To the bot; in a channel or group by its name, as Teams asks for."""
        place = where or self.personal
        self._is_in(place)
        more: Json = {"type": "message", "textFormat": "plain", "text": text}
        if place.kind != "personal":
            mention = {
                "type": "mention",
                "text": "<at>Baton</at>",
                "mentioned": {"id": f"28:{self.delivery.bot}", "name": "Baton"},
            }
            more |= {"text": f"<at>Baton</at> {text}", "entities": [mention]}
        return await self.delivery.posts(self.base(place.id, **more), forged)

    def sees(self, activity: Activity) -> Json:
        """The card that stands before this person."""
        self._may_see(activity)
        card = activity.views.get(self.person.id) or activity.card
        if card is None:
            raise CannotDoError("this message has no card")
        return card

    async def click(
        self,
        activity: Activity,
        verb: str,
        values: dict[str, str] | None = None,
        forged: Forged | None = None,
        *,
        old_client: bool = False,
        title: str | None = None,
    ) -> Sent:
        """Presses the action of that verb, and title, with the inputs filled in."""
        card = self.sees(activity)
        fitting = (one for one in actions(card) if one.get("verb") == verb)
        action = next((one for one in fitting if title in (None, one.get("title"))), None)
        if action is None:
            found = [one.get("verb") or one["type"] for one in actions(card)]
            raise CannotDoError(f"there is no {verb!r}; there are {found}")
        if action.get("isEnabled") is False:
            raise CannotDoError(f"{verb} is disabled")
        filled = {} if action.get("associatedInputs") == "none" else _filled(card, values or {})
        if old_client:
            return await self._submits(activity, action, filled, forged)
        return await self._executes(activity, action, filled, "manual", forged)

    async def _submits(
        self, activity: Activity, action: Json, filled: Json, forged: Forged | None
    ) -> Sent:
        """A client that knows no Action.Execute: a message with a value, and no new card."""
        fallback = action.get("fallback")
        if not isinstance(fallback, dict) or fallback.get("type") != "Action.Submit":
            raise CannotDoError("an old client shows nothing to press")
        data: Any = fallback.get("data") or {}
        if not isinstance(data, dict):
            raise CannotDoError("Teams sends objects: the data is none")
        message = self.base(
            activity.conversation, type="message", value={**data, **filled}, replyToId=activity.id
        )
        return await self.delivery.posts(message, forged)

    async def _executes(
        self,
        activity: Activity,
        action: Json,
        filled: Json,
        trigger: str,
        forged: Forged | None = None,
    ) -> Sent:
        data: Any = action.get("data")
        merged: Any = {**data, **filled} if isinstance(data, dict) else (filled or data or {})
        kept = {name: action[name] for name in ("type", "id", "verb", "title") if name in action}
        value = {"action": {**kept, "data": merged}, "trigger": trigger}
        invoke = self.base(
            activity.conversation,
            type="invoke",
            name="adaptiveCard/action",
            replyToId=activity.id,
            value=value,
        )
        sent = await self.delivery.posts(invoke, forged)
        if sent.status == 200:
            self._answered(activity, sent.json)
        return sent

    def _answered(self, activity: Activity, answer: Json) -> None:
        status, kind, value = answer.get("statusCode", 200), answer.get("type"), answer.get("value")
        if status == 200 and kind == CONTENT_TYPE:
            wrong = teams_faults(value)
            if wrong:
                raise BadAnswerError("; ".join(wrong))
            assert isinstance(value, dict)
            activity.views[self.person.id] = value
        elif status == 200 and kind == MESSAGE_TYPE:
            if not isinstance(value, str) or not value:
                raise BadAnswerError("a message is a string")
            self.told.append(value)
        elif (status, kind) in _ERRORS:
            if kind == "application/vnd.microsoft.error" and not (
                isinstance(value, dict) and {"code", "message"} <= set(value)
            ):
                raise BadAnswerError("an error has code and message")
            self.refused.append(answer)
        else:
            raise BadAnswerError(f"status {status} with type {kind}")

    async def open(self, activity: Activity, *, by_hand: bool = False) -> Sent | None:
        """Comes to see it: refreshed of itself for those in `userIds`, else by a press."""
        card = self.sees(activity)
        refresh = card.get("refresh")
        if refresh is None or not (by_hand or self.person.id in (refresh.get("userIds") or [])):
            return None
        trigger = "manual" if by_hand else "automatic"
        return await self._executes(activity, refresh["action"], {}, trigger)

    async def installs(self, where: Conversation | None = None) -> list[Sent]:
        place = where or self.personal
        place.bot_is_in, place.blocked = True, False
        bot = {"id": f"28:{self.delivery.bot}"}
        added = self.base(place.id, type="conversationUpdate", membersAdded=[bot])
        update = self.base(place.id, type="installationUpdate", action="add")
        return [await self.delivery.posts(added), await self.delivery.posts(update)]

    async def removes(self, where: Conversation | None = None) -> list[Sent]:
        """The bot, from here."""
        place = where or self.personal
        place.bot_is_in = False
        update = self.base(place.id, type="installationUpdate", action="remove")
        sent = [await self.delivery.posts(update)]
        if place.kind != "personal":
            bot = {"id": f"28:{self.delivery.bot}"}
            gone = self.base(place.id, type="conversationUpdate", membersRemoved=[bot])
            sent.append(await self.delivery.posts(gone))
        return sent

    async def leaves(self, place: Conversation) -> Sent:
        place.members.remove(self.person.id)
        gone = [{"id": self.person.id, "aadObjectId": self.person.object_id}]
        update = self.base(place.id, type="conversationUpdate", membersRemoved=gone)
        return await self.delivery.posts(update)

    async def deletes(self, place: Conversation) -> Sent:
        """A channel: https://…/conversations/subscribe-to-conversation-events."""
        place.deleted = True
        update = self.base(place.id, type="conversationUpdate")
        update["channelData"]["eventType"] = "channelDeleted"
        return await self.delivery.posts(update)

    def _is_in(self, place: Conversation) -> None:
        if self.has_left or self.person.id not in place.members or place.deleted:
            raise CannotDoError(f"{self.person.name} isn't in this conversation")

    def _may_see(self, activity: Activity) -> None:
        place = self.tenant.find(activity.conversation)
        if place is None or activity.deleted:
            raise CannotDoError("there is no such message")
        self._is_in(place)

    @property
    def messages(self) -> list[Activity]:
        """What they may read, the newest last."""
        mine = [one for one in self.tenant.conversations.values() if self.person.id in one.members]
        found = [one for place in mine for one in self.tenant.said(place)]
        return sorted(found, key=lambda one: one.id)


def _filled(card: Json, values: dict[str, str]) -> Json:
    """Inputs as Teams sends them: all as text, those left alone with what they had."""
    known = {one["id"]: one for one in inputs(card)}
    unknown = set(values) - set(known)
    if unknown:
        raise CannotDoError(f"there is no input {sorted(unknown)}; there are {sorted(known)}")
    filled: Json = {}
    for name, one in known.items():
        value = values.get(name, one.get("value"))
        if one["type"] == "Input.Toggle" and value is None:
            value = one.get("valueOff", "false")
        if one.get("isRequired") and value in (None, ""):
            raise CannotDoError(f"{name} is required and empty")
        if value is None:
            continue
        most = one.get("maxLength")
        if most is not None and len(str(value)) > most:
            raise CannotDoError(f"{name} takes {most} characters")
        if one["type"] == "Input.ChoiceSet" and values.get(name):
            offered = {choice["value"] for choice in one.get("choices") or []}
            if not set(values[name].split(",")) <= offered:
                raise CannotDoError(f"{name} offers {sorted(offered)}")
        filled[name] = str(value)
    return filled
