"""The connector's REST API: what a bot may say, change and ask, and how it is refused.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-messages
(status codes from bot conversational APIs).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.standins.shapes import Json
from tests.standins.teams.cards import CONTENT_TYPE, teams_faults
from tests.standins.teams.limits import (
    CREATE,
    MEMBERS,
    MOST_BYTES,
    SEND,
    TENANT,
    Limits,
    Windows,
    size,
)
from tests.standins.teams.login import Access, Login
from tests.standins.teams.tenant import Activity, Conversation, Tenant

# resources/team-chat-member-api-changes: 50 to 500 on a page.
LEAST_PAGE, MOST_PAGE = 50, 500
TRANSIENT = {412: "PreconditionFailed", 429: "Throttled", 502: "BadGateway", 504: "GatewayTimeout"}


class RefusedError(Exception):
    """Becomes `{"error": {"code": …, "message": …}}` with its status."""

    def __init__(self, status: int, code: str, message: str = "", wait: int | None = None) -> None:
        super().__init__(status, code, message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = {} if wait is None else {"retry-after": str(wait)}

    @property
    def body(self) -> Json:
        return {"error": {"code": self.code, "message": self.message or self.code}}


@dataclass
class Request:
    verb: str
    path: str
    authorization: str
    query: dict[str, str] = field(default_factory=dict[str, str])
    body: Any = None


@dataclass
class Connector:
    tenants: dict[str, Tenant]
    login: Login
    limits: Limits
    bot: str
    registered: bool = True
    disabled: bool = False
    failing: list[int] = field(default_factory=list[int])
    """The next answers, whatever is asked: 412, 429, 502, 504."""
    asked: list[Request] = field(default_factory=list[Request])

    def answer(self, request: Request) -> tuple[int, Json]:
        """Status and body, or RefusedError."""
        self.asked.append(request)
        access = self._admitted(request)
        match [request.verb, *request.path.strip("/").split("/")]:
            case ["POST", "v3", "conversations"]:
                return self._create(request, access)
            case [verb, "v3", "conversations", id_, "activities", *which]:
                return self._activity(request, verb, id_, which[0] if which else "")
            case ["GET", "v3", "conversations", id_, "pagedmembers" | "pagedMembers"]:
                return self._members(request, id_)
            case ["GET", "v3", "conversations", id_, "members", who]:
                return self._member(id_, who)
            case ["GET", "v3", "teams", id_]:
                return self._team(id_)
            case ["GET", "v3", "teams", id_, "conversations"]:
                return self._channels(id_)
            case _:
                raise RefusedError(404, "NotFound", f"{request.verb} {request.path}")

    def _admitted(self, request: Request) -> Access:
        access = self.login.known(request.authorization)
        if access is None:
            raise RefusedError(401, "BadAuth", "Authorization has been denied.")
        if not self.registered:
            raise RefusedError(401, "BotNotRegistered")
        if self.disabled:
            raise RefusedError(403, "BotDisabledByAdmin")
        if self.failing:
            status = self.failing.pop(0)
            wait = 1 if status == 429 else None
            raise RefusedError(status, TRANSIENT.get(status, "ServiceError"), wait=wait)
        return access

    def _activity(self, request: Request, verb: str, id_: str, which: str) -> tuple[int, Json]:
        if verb == "POST":
            return self._send(request, id_, which)
        if verb == "PUT" and which:
            return self._change(request, id_, which)
        if verb == "DELETE" and which:
            return self._remove(id_, which)
        raise RefusedError(405, "MethodNotAllowed", verb)

    def _counted(self, key: str, windows: Windows, tenant: str) -> None:
        wait = self.limits.wait((key, windows), (f"tenant/{tenant}", TENANT))
        if wait is not None:
            raise RefusedError(429, "Throttled", "Too many requests.", wait)

    def _place(self, id_: str, what: str, windows: Windows) -> tuple[Tenant, Conversation]:
        for tenant in self.tenants.values():
            found = tenant.find(id_)
            if found is None or found.deleted:
                continue
            self._counted(f"{what}/{found.id}", windows, tenant.id)
            if found.blocked:
                raise RefusedError(403, "ConversationBlockedByUser")
            if not found.bot_is_in:
                raise RefusedError(403, "BotNotInConversationRoster")
            return tenant, found
        raise RefusedError(404, "ConversationNotFound", "Conversation not found.")

    def _checked(self, body: Any) -> Json:
        if not isinstance(body, dict):
            raise RefusedError(400, "BadSyntax", "The body is no activity.")
        activity: Json = body
        if size(activity) > MOST_BYTES:
            raise RefusedError(413, "MessageSizeTooBig", "Message size too large.")
        if activity.get("type") not in ("message", "typing"):
            raise RefusedError(400, "BadArgument", "Missing required field 'type'.")
        attachments: list[Json] = activity.get("attachments") or []
        if activity["type"] == "message" and not (activity.get("text") or attachments):
            raise RefusedError(400, "BadArgument", "A message has text or attachments.")
        if activity.get("textFormat", "markdown") not in ("plain", "markdown", "xml"):
            raise RefusedError(400, "BadArgument", "Unknown textFormat.")
        for one in attachments:
            if one.get("contentType") != CONTENT_TYPE:
                raise RefusedError(400, "BadArgument", f"Attachment {one.get('contentType')}")
            wrong = teams_faults(one.get("content"))
            if wrong:
                raise RefusedError(400, "BadArgument", "; ".join(wrong))
        return activity

    def _kept(self, tenant: Tenant, place: str, activity: Json, reply_to: str) -> str:
        id_ = tenant.number()
        tenant.activities[id_] = Activity(id_, place, activity, reply_to)
        return id_

    def _send(self, request: Request, id_: str, to: str) -> tuple[int, Json]:
        tenant, _ = self._place(id_, "send", SEND)
        activity = self._checked(request.body)
        if activity["type"] == "typing":
            return 201, {"id": tenant.number()}
        reply_to = to or activity.get("replyToId", "")
        if activity.get("text") and activity.get("attachments"):
            # conversation-messages, note on splitting: two activities, and no id to change them by.
            self._kept(tenant, id_, {**activity, "attachments": []}, reply_to)
            self._kept(tenant, id_, {**activity, "text": ""}, reply_to)
            return 201, {}
        return 201, {"id": self._kept(tenant, id_, activity, reply_to)}

    def _own(self, tenant: Tenant, place: Conversation, which: str) -> Activity:
        found = tenant.activities.get(which)
        if found is None or found.deleted or found.conversation.partition(";")[0] != place.id:
            raise RefusedError(404, "ActivityNotFoundInConversation")
        return found

    def _change(self, request: Request, id_: str, which: str) -> tuple[int, Json]:
        tenant, place = self._place(id_, "send", SEND)
        activity = self._checked(request.body)
        found = self._own(tenant, place, which)
        found.edits.append(found.content)
        found.content = activity
        # A card that is changed for all replaces what single viewers had.
        found.views = {}
        return 200, {"id": which}

    def _remove(self, id_: str, which: str) -> tuple[int, Json]:
        tenant, place = self._place(id_, "send", SEND)
        self._own(tenant, place, which).deleted = True
        return 200, {}

    def _create(self, request: Request, access: Access) -> tuple[int, Json]:
        given: Json = request.body if isinstance(request.body, dict) else {}
        data: Json = given.get("channelData") or {}
        wanted = given.get("tenantId") or (data.get("tenant") or {}).get("id")
        tenant = self.tenants.get(wanted or "")
        if tenant is None:
            raise RefusedError(400, "BadArgument", "Tenant id is needed.")
        self._counted(f"create/{access.app}/{tenant.id}", CREATE, tenant.id)
        if (given.get("bot") or {}).get("id") not in (None, f"28:{self.bot}", self.bot):
            raise RefusedError(403, "BadArgument", "Another bot.")
        channel = (data.get("channel") or {}).get("id")
        if channel:
            return self._thread(tenant, channel, given)
        members: list[Json] = given.get("members") or []
        if len(members) != 1 or given.get("isGroup"):
            # send-proactive-messages: a bot makes conversations with one person only.
            raise RefusedError(400, "BadArgument", "Exactly one member.")
        person = tenant.people.get(members[0].get("id", ""))
        if person is None:
            raise RefusedError(403, "ForbiddenOperationException", "Unknown member.")
        place = tenant.personal(person)
        if place.blocked or not place.bot_is_in:
            raise RefusedError(403, "ForbiddenOperationException", "The bot isn't installed.")
        found: Json = {"id": place.id}
        if given.get("activity"):
            activity = self._checked(given["activity"])
            found["activityId"] = self._kept(tenant, place.id, activity, "")
        return 201, found

    def _thread(self, tenant: Tenant, channel: str, given: Json) -> tuple[int, Json]:
        place = tenant.find(channel)
        if place is None or place.deleted:
            raise RefusedError(404, "ConversationNotFound", "Conversation not found.")
        if not place.bot_is_in:
            raise RefusedError(403, "BotNotInConversationRoster")
        activity = self._checked(given.get("activity"))
        id_ = tenant.number()
        thread = f"{place.id};messageid={id_}"
        tenant.activities[id_] = Activity(id_, thread, activity)
        return 201, {"id": thread, "activityId": id_}

    def _members(self, request: Request, id_: str) -> tuple[int, Json]:
        tenant, place = self._place(id_, "members", MEMBERS)
        asked = request.query.get("pageSize", str(MOST_PAGE))
        if not asked.isdecimal():
            raise RefusedError(400, "BadArgument", "pageSize")
        most = min(max(int(asked), LEAST_PAGE), MOST_PAGE)
        token = request.query.get("continuationToken", "0")
        if not token.isdecimal():
            raise RefusedError(400, "BadArgument", "continuationToken")
        start = int(token)
        shown = [tenant.people[one].shown for one in place.members[start : start + most]]
        more = start + most < len(place.members)
        return 200, {"members": shown, **({"continuationToken": str(start + most)} if more else {})}

    def _member(self, id_: str, who: str) -> tuple[int, Json]:
        tenant, place = self._place(id_, "members", MEMBERS)
        for person in tenant.people.values():
            if who in (person.id, person.object_id) and person.id in place.members:
                return 200, person.shown
        raise RefusedError(404, "MemberNotFoundInConversation")

    # https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
    # ("Get team's details", "Get the list of channels in a team").

    def _team(self, id_: str) -> tuple[int, Json]:
        general = self._general(id_)
        group = str(uuid5(NAMESPACE_URL, general.id))
        return 200, {"id": general.id, "name": general.team_name, "aadGroupId": group}

    def _channels(self, id_: str) -> tuple[int, Json]:
        general = self._general(id_)
        found: list[Json] = [
            # The general one is named by each client in its own language.
            {"id": one.id, "name": None if one.id == general.id else one.name}
            for tenant in self.tenants.values()
            for one in tenant.conversations.values()
            if one.team == general.team and not one.deleted
        ]
        return 200, {"conversations": found}

    def _general(self, id_: str) -> Conversation:
        """The channel whose id is the team's."""
        for tenant in self.tenants.values():
            found = tenant.conversations.get(id_)
            if found is None or found.deleted or found.team != id_:
                continue
            self._counted(f"team/{id_}", MEMBERS, tenant.id)
            if not found.bot_is_in:
                raise RefusedError(403, "BotNotInConversationRoster")
            return found
        raise RefusedError(404, "NotFound", "No such team.")
