"""Modals and home tabs: views.open, views.push, views.update, views.publish.

Each under https://docs.slack.dev/reference/methods/, with the errors of its page; stacks of three
and how they close: https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import secrets
from typing import Any

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.rates import TIER_4
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.state import Slack
from tests.standins.slack.view_shapes import is_too_large, view_faults
from tests.standins.slack.workspace import View, Workspace

MOST_IN_STACK = 3


def checked_view(given: Any, *kinds: str) -> Json:
    if not isinstance(given, dict):
        raise RefusedError("invalid_arguments", "[ERROR] must be an object [json-pointer:/view]")
    view: Json = given
    wrong = view_faults(view, *kinds)
    if wrong:
        raise RefusedError("invalid_arguments", *wrong)
    if is_too_large(view):
        raise RefusedError("view_too_large")
    return view


def _named(there: Workspace, content: Json) -> Json:
    return {**content, "blocks": there.named(content["blocks"])}


def _hash(slack: Slack) -> str:
    return f"{int(slack.clock.now())}.{secrets.token_hex(4)}"


def _no_double(there: Workspace, content: Json, but: str | None = None) -> None:
    name = content.get("external_id")
    for one in there.views.values():
        if name and one.id != but and not one.closed and one.content.get("external_id") == name:
            raise RefusedError("duplicate_external_id")


def show(slack: Slack, there: Workspace, user: str, content: Json, on: View | None) -> View:
    """Opens it, above another where there is one."""
    if on is not None and depth(there, on) >= MOST_IN_STACK:
        raise RefusedError("push_limit_reached")
    _no_double(there, content)
    id_ = f"V{there.id[1:]}{there.number():04}"
    view = View(id_, there.id, user, _named(there, content), _hash(slack), id_)
    if on is not None:
        view.root, view.previous = on.root, on.id
    there.views[id_] = view
    return view


def depth(there: Workspace, view: View) -> int:
    return sum(one.root == view.root and not one.closed for one in there.views.values())


def change(slack: Slack, there: Workspace, view: View, content: Json) -> View:
    """What was filled in stays where block and action are as before."""
    _no_double(there, content, view.id)
    named = _named(there, content)
    kept = {block["block_id"] for block in named["blocks"]}
    view.content, view.hash = named, _hash(slack)
    view.values = {name: value for name, value in view.values.items() if name in kept}
    return view


def _shown(call: Call, view: View) -> Json:
    return {"view": view.shown(call.slack.app.id, call.workspace.bot)}


def _open(call: Call) -> Json:
    content = checked_view(call.given["view"], "modal")
    trigger = call.slack.spends(call.given["trigger_id"], call.workspace.id)
    return _shown(call, show(call.slack, call.workspace, trigger.user, content, None))


def _push(call: Call) -> Json:
    content = checked_view(call.given["view"], "modal")
    trigger = call.slack.spends(call.given["trigger_id"], call.workspace.id)
    below = call.workspace.views.get(trigger.view or "")
    if below is None or below.closed:
        # The page: a push happens out of an action within a modal.
        raise RefusedError("invalid_trigger_id")
    return _shown(call, show(call.slack, call.workspace, trigger.user, content, below))


def _update(call: Call) -> Json:
    given = call.given
    content = checked_view(given["view"], "modal", "home")
    if ("view_id" in given) == ("external_id" in given):
        raise RefusedError("invalid_arguments", "[ERROR] give either view_id or external_id")
    there = call.workspace
    views = [*there.views.values(), *there.homes.values()]
    found = [
        one
        for one in views
        if not one.closed
        and (
            one.id == given.get("view_id")
            or one.content.get("external_id") == given.get("external_id", object())
        )
    ]
    if not found:
        raise RefusedError("not_found")
    if found[0].content["type"] != content["type"]:
        raise RefusedError("invalid_arguments", "[ERROR] the type of a view can't be changed")
    if "hash" in given and given["hash"] != found[0].hash:
        raise RefusedError("hash_conflict")
    return _shown(call, change(call.slack, there, found[0], content))


def _publish(call: Call) -> Json:
    there, user = call.workspace, call.given["user_id"]
    content = checked_view(call.given["view"], "home")
    if not call.slack.app.home_tab:
        raise RefusedError("not_enabled")
    person = there.people.get(user)
    if person is None or person.deleted:
        raise RefusedError("invalid_arguments", "invalid `user_id`")
    home = there.homes.get(user)
    if home is None:
        id_ = f"V{there.id[1:]}{there.number():04}"
        home = View(id_, there.id, user, _named(there, content), _hash(call.slack), id_)
        there.homes[user] = home
        return _shown(call, home)
    if "hash" in call.given and call.given["hash"] != home.hash:
        raise RefusedError("hash_conflict")
    return _shown(call, change(call.slack, there, home, content))


METHODS = (
    Method("views.open", _open, (), TIER_4, ("trigger_id", "view")),
    Method("views.push", _push, (), TIER_4, ("trigger_id", "view")),
    Method("views.update", _update, (), TIER_4, ("view",), ("view_id", "external_id", "hash")),
    Method("views.publish", _publish, (), TIER_4, ("user_id", "view"), ("hash",)),
)
