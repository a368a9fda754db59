"""The methods that look up: conversations.*, users.*, auth.test.

Each under https://docs.slack.dev/reference/methods/, with the errors of its page.
Pages: https://docs.slack.dev/apis/web-api/pagination
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, TypeVar

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.rates import TIER_2, TIER_3, TIER_4
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.workspace import TYPE_NAMES, Channel, Kind, Person

T = TypeVar("T")
# conversations.info's page: by what the channel is.
_READ: dict[Kind, str] = {
    "public": "channels:read",
    "private": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}
_MOST_USERS = 8
"""conversations.open: 1 to 8 people."""


def page(call: Call, items: Sequence[T], most: int, usual: int) -> tuple[list[T], Json]:
    limit = call.given.get("limit", usual)
    if not isinstance(limit, int) or not 0 < limit <= most:
        raise RefusedError("invalid_limit")
    start = 0
    cursor: Any = call.given.get("cursor")
    if cursor:
        try:
            start = int(base64.b64decode(str(cursor), validate=True).decode().removeprefix("at:"))
        except ValueError:
            raise RefusedError("invalid_cursor") from None
    more = start + limit < len(items)
    following = base64.b64encode(f"at:{start + limit}".encode()).decode() if more else ""
    return list(items[start : start + limit]), {"response_metadata": {"next_cursor": following}}


def _channel(call: Call) -> Channel:
    there = call.workspace
    channel = there.channels.get(call.given["channel"])
    if channel is None:
        raise RefusedError("channel_not_found")
    call.needs(_READ[channel.kind])
    if channel.kind != "public" and there.bot_user not in channel.members:
        raise RefusedError("channel_not_found")
    return channel


def _info(call: Call) -> Json:
    return {"channel": _channel(call).shown(call.workspace.bot_user)}


def _members(call: Call) -> Json:
    found, more = page(call, _channel(call).members, 1000, 100)
    return {"members": found, **more}


def _kinds(call: Call) -> list[Kind]:
    asked = str(call.given.get("types") or "public_channel").split(",")
    kinds: dict[str, Kind] = {name: kind for kind, name in TYPE_NAMES.items()}
    if not set(asked) <= set(kinds):
        raise RefusedError("invalid_types")
    found: list[Kind] = [kinds[name] for name in asked]
    for kind in found:
        call.needs(_READ[kind])
    return found


def _listed(call: Call, member: str | None) -> Json:
    kinds = _kinds(call)
    viewer = call.workspace.bot_user
    seen = [
        one
        for one in call.workspace.channels.values()
        if one.kind in kinds
        and (one.kind == "public" or viewer in one.members)
        and (member is None or member in one.members)
        and not (one.archived and call.given.get("exclude_archived"))
    ]
    # The pages of both methods: an integer under 1000.
    found, more = page(call, seen, 999, 100)
    return {"channels": [one.shown(viewer) for one in found], **more}


def _list(call: Call) -> Json:
    return _listed(call, None)


def _of_user(call: Call) -> Json:
    user = call.given.get("user") or call.workspace.bot_user
    _person(call, user)
    return _listed(call, user)


def _open(call: Call) -> Json:
    there = call.workspace
    if "channel" in call.given:
        channel = there.channels.get(call.given["channel"])
        if channel is None or channel.kind not in ("im", "mpim"):
            raise RefusedError("channel_not_found")
        return {"channel": channel.shown(there.bot_user)}
    users = [one for one in str(call.given.get("users") or "").split(",") if one]
    if not users:
        raise RefusedError("users_list_not_supplied")
    if len(users) > _MOST_USERS:
        raise RefusedError("too_many_users")
    call.needs("im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        person = there.people.get(user)
        if person is None:
            raise RefusedError("user_not_found")
        if person.deleted:
            raise RefusedError("user_disabled")
    before = len(there.channels)
    channel = there.direct(*users)
    known: Json = {} if len(there.channels) > before else {"no_op": True, "already_open": True}
    shown: Json = {"id": channel.id}
    if call.given.get("return_im"):
        shown = channel.shown(there.bot_user)
    return {**known, "channel": shown}


def _person(call: Call, id_: str) -> Person:
    person = call.workspace.people.get(id_)
    if person is None:
        raise RefusedError("user_not_found")
    return person


def _shown(call: Call, person: Person) -> Json:
    # https://docs.slack.dev/reference/scopes/users.read.email: without it there is no email.
    return person.shown(
        call.workspace.id,
        email="users:read.email" in call.token.scopes,
        locale=bool(call.given.get("include_locale")),
    )


def _user(call: Call) -> Json:
    return {"user": _shown(call, _person(call, call.given["user"]))}


def _by_email(call: Call) -> Json:
    wanted = str(call.given["email"]).lower()
    for person in call.workspace.people.values():
        # The page: a deactivated person is not found.
        if person.email and person.email.lower() == wanted and not person.deleted:
            return {"user": _shown(call, person)}
    raise RefusedError("users_not_found")


def _users(call: Call) -> Json:
    everybody = list(call.workspace.people.values())
    if "limit" not in call.given and len(everybody) > 1000:
        raise RefusedError("limit_required")
    found, more = page(call, everybody, 1000, 1000)
    members = [_shown(call, one) for one in found]
    return {"members": members, "cache_ts": int(call.slack.clock.now()), **more}


def _test(call: Call) -> Json:
    there = call.workspace
    return {
        "url": f"https://{there.domain}.slack.com/",
        "team": there.name,
        "user": there.people[call.token.user].name,
        "team_id": there.id,
        "user_id": call.token.user,
        "bot_id": there.bot,
        "is_enterprise_install": call.slack.app.whole_organisation,
    }


_PAGED = ("cursor", "limit")
METHODS = (
    Method(
        "conversations.open", _open, per_minute=TIER_3,
        takes=("channel", "users", "return_im", "prevent_creation"),
    ),
    Method(
        "conversations.info", _info, per_minute=TIER_3, needs=("channel",),
        takes=("include_locale", "include_num_members"), json=False,
    ),
    Method(
        "conversations.members", _members, per_minute=TIER_4, needs=("channel",), takes=_PAGED,
        json=False,
    ),
    Method(
        "conversations.list", _list, per_minute=TIER_2,
        takes=(*_PAGED, "exclude_archived", "types", "team_id"), json=False,
    ),
    Method(
        "users.conversations", _of_user, per_minute=TIER_3,
        takes=(*_PAGED, "exclude_archived", "types", "user", "team_id"), json=False,
    ),
    Method(
        "users.info", _user, ("users:read",), TIER_4, ("user",), ("include_locale",), json=False
    ),
    Method(
        "users.lookupByEmail", _by_email, ("users:read.email",), TIER_3, ("email",), json=False
    ),
    Method(
        "users.list", _users, ("users:read",), TIER_2, (), (*_PAGED, "include_locale", "team_id"),
        json=False,
    ),
    Method("auth.test", _test),
)  # fmt: skip
