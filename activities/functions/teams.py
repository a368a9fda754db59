"""`teams-post`: to a person, to a conversation that an administrator has named, or to an address.

Teams keeps nothing by which a message would be found again, so one of which nobody knows is not
posted twice. Never: an address of a webhook in a sentence; whoever has it may post.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, cast

from activities.functions.vendor_problems import Patience, forbidden, not_let_in, told
from activities.functions.vendors import Bot, Kept, Vendors
from channels.said import Way
from channels.teams import bulletin, limits
from channels.teams import where as places
from channels.teams.where import ForeignError, Where
from channels.vendor import AwayError, LimitedError, RefusedError
from definitions import errors, prose
from definitions.errors import Problem, ProblemError
from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject, encode
from store.chat_people import AccountRow

TEAMS: Final = "Teams"
WORKFLOWS: Final = "The Workflows address"
PLACES: Final = ("person", "channel", "webhook")
MOST_WEBHOOK_BYTES: Final = 28 * 1024
"""https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook"""

_STRANGER = errors.configuration(
    "The app does not know this person in Teams: they open it there once, or an administrator "
    "installs it for them. Or correct `person`."
)
_GONE = errors.configuration(
    "The conversation is not there any more, or the app is not in it: name another one, or add the "
    "app to it again."
)
_NO_FLOW = errors.configuration(
    "The Workflows address takes nothing: its flow was deleted or turned off, or the address is "
    "not complete. Copy it anew."
)
_TOO_LARGE = errors.validation("Teams can't show it: shorten it, or take parts out.")
WORDS: Final[Mapping[str, Problem]] = {
    **dict.fromkeys(("ConversationNotFound", "BotNotInConversationRoster"), _GONE),
    **dict.fromkeys(
        ("ConversationBlockedByUser", "ForbiddenOperationException", "NoReference"), _STRANGER
    ),
    **dict.fromkeys(("MessageSizeTooBig", "BadArgument"), _TOO_LARGE),
    "BotDisabledByAdmin": forbidden("An administrator of Teams has turned the app off."),
    **dict.fromkeys(("BotNotRegistered", "invalid_client", "401"), not_let_in(TEAMS)),
    "WorkflowGone": _NO_FLOW,
    "WorkflowRefuses": _TOO_LARGE,
}


@dataclass(frozen=True, slots=True)
class _Message:
    activity: JsonObject
    """As the bot sends it."""
    posted: bytes
    """As an address takes it."""


class Teams:
    """One for a worker; without `vendors` there is nobody to speak to."""

    def __init__(self, vendors: Vendors | None) -> None:
        self._vendors = vendors

    async def post(self, arguments: JsonObject, caller: Caller) -> Json:
        if self._vendors is None:
            raise ProblemError(errors.configuration("Teams is spoken to from a run only."))
        if len([one for one in PLACES if one in arguments]) != 1:
            detail = "Say where to by one of them: `person`, `channel` or `webhook`."
            raise ProblemError(errors.validation(detail))
        vendors, message = self._vendors, _written(arguments)
        match arguments:
            case {"webhook": str(address)}:
                return await _to_address(vendors, address, message)
            case {"channel": str(name)}:
                kept = await vendors.channel(caller.tenant, name)
                if kept is not None and kept.webhook is not None:
                    return await _to_address(vendors, kept.webhook, message)
                bot = await vendors.bot(caller.tenant)
                return await _by_bot(bot, _conversation(kept, bot, name), message)
            case _:
                bot = await vendors.bot(caller.tenant)
                known = await vendors.known(caller.tenant, bot.place, str(arguments["person"]))
                if known.account is None or known.is_gone:
                    raise ProblemError(_STRANGER)
                return await _by_bot(bot, await _with(bot, known.account), message)


def _written(arguments: JsonObject) -> _Message:
    facts = cast("list[dict[str, str]]", arguments.get("fields", []))
    ways = cast("list[dict[str, str]]", arguments.get("links", []))
    text, title = str(arguments["text"]), str(arguments.get("title", ""))
    card = bulletin.write(
        text,
        title,
        [(one["name"], one["value"]) for one in facts],
        [Way(one["text"], one["url"]) for one in ways],
    )
    words = " ".join(prose.to_text(text).split())
    if limits.size(card) > limits.CARD:
        raise ProblemError(_TOO_LARGE)
    posted = encode(bulletin.message(card))
    return _Message(bulletin.message(card, title or words), posted)


def _conversation(kept: Kept | None, bot: Bot, name: str) -> Where:
    row = None if kept is None else kept.row
    if row is None or row.conversation is None or row.place_id != bot.place:
        detail = (
            f"There is no conversation {name[:100]!r} of Teams under Administration → Slack and "
            "Teams: add it there, or correct `channel`."
        )
        raise ProblemError(errors.configuration(detail))
    try:
        return places.read(row.conversation)
    except ForeignError:
        raise ProblemError(_GONE) from None


async def _with(bot: Bot, account: AccountRow) -> Where:
    """Theirs with the bot, as it was kept when they came."""
    if account.conversation is not None:
        try:
            return places.read(account.conversation)
        except ForeignError:
            pass
    match account.reference:
        case {"serviceUrl": str(service), "conversation": str(known)} if known:
            return places.of(service, known)
        case {"serviceUrl": str(service)}:
            base = service.rstrip("/")
            with told(TEAMS, WORDS):
                return await Patience().ask(
                    lambda: bot.connector.begin(bot.client, base, account.account)
                )
        case _:
            raise ProblemError(_STRANGER)


async def _by_bot(bot: Bot, there: Where, message: _Message) -> Json:
    with told(TEAMS, WORDS, counts=True):
        posted = await Patience().ask(
            lambda: bot.connector.post(bot.client, there, message.activity)
        )
    return {"conversation": there.conversation, "id": posted}


async def _to_address(vendors: Vendors, address: str, message: _Message) -> Json:
    if len(message.posted) > MOST_WEBHOOK_BYTES:
        raise ProblemError(_TOO_LARGE)

    async def ask() -> None:
        answered = await vendors.outside.post_once(address, message.posted)
        if answered is None:
            raise AwayError("No answer.")
        status = answered.status
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise LimitedError(TEAMS, _seconds(answered.retry_after))
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
            raise RefusedError(TEAMS, "WorkflowGone")
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RefusedError(TEAMS, "WorkflowRefuses")
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise AwayError(f"{status}")

    with told(WORKFLOWS, WORDS, counts=True):
        await Patience().ask(ask)
    return {"conversation": None, "id": None}


def _seconds(said: str) -> float:
    try:
        return max(float(said), 1.0)
    except ValueError:
        return 1.0
