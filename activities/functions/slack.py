"""`slack-post`, `slack-update`, `slack-upload`, `slack-lookup`: by the organisation's own app.

A post of which nobody knows whether it was done is looked for by the key of its call. Never: a
token in what a process sees, or a file of another run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, cast

from activities.functions.vendor_problems import Patience, forbidden, not_let_in, silent, told
from activities.functions.vendors import Vendors, Workspace, call_id
from channels.refusals import ScopeError
from channels.said import Way
from channels.slack import bulletin
from channels.slack.asking import SLACK, Lies
from channels.slack.bulletin import Bulletin
from channels.vendor import AwayError, RefusedError
from definitions import errors
from definitions.errors import Problem, ProblemError
from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject

MOST_BYTES: Final = 10_000_000
"""Of all files that one call uploads."""

LOOKS_BACK: Final = timedelta(days=7)
_CHANNEL: Final = re.compile(r"[CDG][A-Z0-9]{6,}")
_ACCOUNT: Final = re.compile(r"[UW][A-Z0-9]{6,}")

_NOBODY = errors.configuration("There is no such person in this workspace: correct `to`.")
_NOWHERE = errors.configuration(
    "There is no such conversation, or the app is not in it: correct it, or write /invite with "
    "the app's name there."
)
_NOT_IN = errors.configuration(
    "The app is not in this channel: somebody who is writes /invite with the app's name there."
)
_NO_MESSAGE = errors.validation(
    "There is no such message of this app: give `channel` and `ts` as slack-post has answered them."
)
_UNFIT = errors.validation("Slack can't show it: shorten it, or take parts out.")
_NOT_ALLOWED = forbidden("The workspace's rules keep the app from this; ask who leads it.")
WORDS: Final[Mapping[str, Problem]] = {
    **dict.fromkeys(("user_not_found", "users_not_found", "user_disabled"), _NOBODY),
    "channel_not_found": _NOWHERE,
    "is_archived": errors.configuration("The channel is archived: name another one."),
    "not_in_channel": _NOT_IN,
    "cannot_reply_to_message": errors.validation("There is no message `thread` there."),
    "thread_not_found": errors.validation("There is no message `thread` there."),
    **dict.fromkeys(
        ("message_not_found", "cant_update_message", "edit_window_closed"), _NO_MESSAGE
    ),
    **dict.fromkeys(("invalid_blocks", "msg_too_long", "msg_blocks_too_long", "no_text"), _UNFIT),
    **dict.fromkeys(
        (
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "not_allowed",
            "access_denied",
            "no_permission",
        ),
        _NOT_ALLOWED,
    ),
    **dict.fromkeys(
        (
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
        ),
        not_let_in(SLACK),
    ),
}


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    content: bytes


class Slack:
    """One for a worker; without `vendors` there is nobody to speak to."""

    def __init__(self, vendors: Vendors | None) -> None:
        self._vendors = vendors

    async def post(self, arguments: JsonObject, caller: Caller) -> Json:
        there, patience = await self._workspace(arguments, caller), Patience()
        message, thread = bulletin.write(bulletin_of(arguments)), _text(arguments, "thread")
        with told(SLACK, WORDS):
            conversation = await self._conversation(there, caller, str(arguments["to"]), patience)
        lies = await _earlier(there, caller, conversation, thread) if caller.again else None
        if lies is None:
            with told(SLACK, WORDS, counts=True):
                lies = await patience.ask(
                    lambda: there.calls.post(conversation, message, call_id(caller), thread)
                )
        return {"channel": lies.channel, "ts": lies.ts, "link": await _link(there, lies)}

    async def update(self, arguments: JsonObject, caller: Caller) -> Json:
        there = await self._workspace(arguments, caller)
        message = bulletin.write(bulletin_of(arguments))
        lies = Lies(str(arguments["channel"]), str(arguments["ts"]))
        with told(SLACK, WORDS):
            await Patience().ask(lambda: there.calls.update(lies, message))
        return {"channel": lies.channel, "ts": lies.ts, "link": await _link(there, lies)}

    async def upload(self, arguments: JsonObject, caller: Caller) -> Json:
        wanted = await _files(arguments, caller)
        there, patience = await self._workspace(arguments, caller), Patience()
        comment, thread = _text(arguments, "comment") or "", _text(arguments, "thread")
        with told(SLACK, WORDS):
            conversation = await self._conversation(there, caller, str(arguments["to"]), patience)
            ids: dict[str, str] = {}
            for one in wanted:
                own = await patience.ask(lambda one=one: there.calls.upload(one.name, one.content))
                ids[own] = one.name
        # From here on people see them.
        with told(SLACK, WORDS, counts=True):
            shared = await patience.ask(
                lambda: there.calls.share(ids, conversation, comment, thread)
            )
        files: list[Json] = [
            {"id": one.id, "name": ids.get(one.id, ""), "link": one.permalink or None}
            for one in shared
        ]
        return {"channel": conversation, "files": files}

    async def lookup(self, arguments: JsonObject, caller: Caller) -> Json:
        email, channel = _text(arguments, "email"), _text(arguments, "channel")
        if (email is None) == (channel is None):
            raise ProblemError(errors.validation("Give either `email` or `channel`."))
        there, patience = await self._workspace(arguments, caller), Patience()
        found: JsonObject | None = None
        with told(SLACK, WORDS):
            if email is not None:
                account = await patience.ask(lambda: there.calls.account_of(email))
                found = None if account is None else {"id": account.id, "name": account.called}
            elif channel is not None:
                name = channel.removeprefix("#")
                place = await patience.ask(lambda: there.calls.channel_of(name))
                found = None if place is None else {"id": place.id, "name": place.name}
        return {"found": found is not None, **(found or {"id": None, "name": None})}

    async def _workspace(self, arguments: JsonObject, caller: Caller) -> Workspace:
        if self._vendors is None:
            raise ProblemError(errors.configuration("Slack is spoken to from a run only."))
        return await self._vendors.workspace(caller.tenant, _text(arguments, "team"))

    async def _conversation(
        self, there: Workspace, caller: Caller, to: str, patience: Patience
    ) -> str:
        """Of a person, or the channel itself."""
        to = to.strip()
        if _CHANNEL.fullmatch(to):
            return to
        account = to if _ACCOUNT.fullmatch(to) else await self._account(there, caller, to, patience)
        if account is not None:
            return await patience.ask(lambda: there.calls.conversation_with(account))
        if "@" in to:
            raise ProblemError(_NOBODY)
        name = to.removeprefix("#")
        channel = await patience.ask(lambda: there.calls.channel_of(name))
        if channel is None:
            detail = f"There is no channel {name[:80]!r} that the app sees: {_NOWHERE.detail}"
            raise ProblemError(errors.configuration(detail))
        return channel.id

    async def _account(
        self, there: Workspace, caller: Caller, to: str, patience: Patience
    ) -> str | None:
        """Whom we know already needs no question; who has left is not written to."""
        if self._vendors is None or to.startswith("#"):
            return None
        known = await self._vendors.known(caller.tenant, there.place, to)
        if known.is_gone:
            raise ProblemError(_NOBODY)
        if known.account is not None:
            return known.account.account
        if "@" not in to:
            if known.is_person:
                raise ProblemError(_NOBODY)
            return None
        found = await patience.ask(lambda: there.calls.account_of(to))
        return None if found is None else found.id


def bulletin_of(arguments: JsonObject) -> Bulletin:
    facts = cast("list[dict[str, str]]", arguments.get("fields", []))
    ways = cast("list[dict[str, str]]", arguments.get("links", []))
    return Bulletin(
        text=str(arguments["text"]),
        title=str(arguments.get("title", "")),
        facts=[(one["name"], one["value"]) for one in facts],
        ways=[Way(one["text"], one["url"]) for one in ways],
    )


async def _earlier(
    there: Workspace, caller: Caller, conversation: str, thread: str | None
) -> Lies | None:
    """What an attempt that nobody heard of has posted; that it can't be looked for is unknown."""
    since = datetime.now(UTC) - LOOKS_BACK
    try:
        return await Patience().ask(
            lambda: there.calls.found(conversation, call_id(caller), thread, since)
        )
    except ScopeError as refused:
        detail = (
            "Whether an earlier attempt has posted is not known, and it can't be looked for: the "
            f"app lacks {refused.needed or 'the permission'}. Look there before it is repeated."
        )
        raise ProblemError(errors.outcome_unknown(detail)) from None
    except (AwayError, RefusedError):
        raise ProblemError(silent(SLACK, counts=True)) from None


async def _link(there: Workspace, lies: Lies) -> str | None:
    """The message lies there, with a link or without."""
    try:
        return await there.calls.link(lies)
    except (AwayError, RefusedError):
        return None


async def _files(arguments: JsonObject, caller: Caller) -> list[_File]:
    """Those of the run, or the text, bounded before they are read."""
    ids = cast("list[str]", arguments.get("files", []))
    text = _text(arguments, "content")
    if (text is None) == (not ids):
        raise ProblemError(errors.validation("Give either `files` of this run or `content`."))
    if text is not None:
        content = text.encode()
        _bound(len(content))
        return [_File(_text(arguments, "name") or "text.txt", content)]
    if caller.files is None:
        raise ProblemError(errors.configuration("Files are there in a run only."))
    about = [await caller.files.about(one) for one in dict.fromkeys(ids)]
    _bound(sum(one.size for one in about))
    return [_File(one.name, await caller.files.read(one.id)) for one in about]


def _bound(size: int) -> None:
    if size > MOST_BYTES:
        detail = (
            f"The files have {size / 1_000_000:.3g} MB together, and one call takes "
            f"{MOST_BYTES / 1_000_000:.3g} MB: upload them by several tasks, or send a link."
        )
        raise ProblemError(errors.validation(detail))
    if size == 0:
        raise ProblemError(errors.validation("Slack takes no empty file."))


def _text(arguments: JsonObject, name: str) -> str | None:
    value = arguments.get(name)
    return None if value is None else str(value)
