"""`baton chats …`: apps at Slack and Teams, where they are, and what is shown in conversations.

Never: the address of a workflow on the command line or in a line of output; whoever has it may
post.
"""

from __future__ import annotations

import os

from cli import access, inputs
from cli.chat_client import App, Apps, Conversation
from cli.output import columns, note, one_line, say, tell
from definitions.values import JsonObject

ON = "on"
KINDS = ("slack", "teams")


def page(*, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        apps, raw = client.chats()
        shown, conversations = client.conversations()
    if as_json:
        tell({**raw, "conversations": conversations["items"]})
        return
    lines = [*_apps(apps), *(_conversation(one) for one in shown)]
    say(columns([["WHAT", "ID", "NAME", "STATE", "MORE"], *lines]))
    if not shown:
        note("No conversation is told. Add one with: baton chats add slack NAME --in '#name'")


def channels(place: str, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        rows, raw = client.choices(place)
    if as_json:
        tell(raw)
        return
    if not rows:
        note("The app is in none. In Slack write /invite and its name; in Teams add it to a team.")
        return
    lines = [
        [one_line(row.name or "General"), one_line(row.team or "-"), row.conversation]
        for row in rows
    ]
    say(columns([["NAME", "TEAM", "CONVERSATION"], *lines]))


def test(what: str) -> None:
    with access.connect(os.environ) as client:
        sent = client.test_chat(what) if what in KINDS else client.test_conversation(what)
    say(one_line(f"Sent. Look for it in {sent.name}."))


def add(
    kind: str, name: str, conversation: str | None, place: str | None, process: str, language: str
) -> None:
    wanted: JsonObject = {"kind": kind, "name": name, "processes": process, "language": language}
    if conversation is not None:
        wanted["conversation"] = conversation
    if place is not None:
        wanted["place"] = place
    with access.connect(os.environ) as client:
        if kind == "workflows":
            wanted["webhook"] = inputs.secret(as_json=False)
        made = client.add_conversation(wanted)
    say(one_line(f"{made.id}: {made.name}"))


def remove(conversation: str) -> None:
    with access.connect(os.environ) as client:
        client.remove_conversation(conversation)
    say(one_line(f"{conversation}: removed"))


def _apps(apps: Apps) -> list[list[str]]:
    lines: list[list[str]] = []
    for kind, app in zip(KINDS, (apps.slack, apps.teams), strict=True):
        lines.append(["app", kind, "-", _state(app), _lacks(app)])
        for one in [] if app is None else app.places:
            state = one.state if one.installed or one.state != ON else "not installed"
            why = one.reason or ", ".join(one.missing_scopes) or f"{one.people} known"
            lines.append(["place", one.id, one_line(one.name), state, one_line(why)])
    return lines


def _state(app: App | None) -> str:
    if app is None:
        return "not set up"
    return "ready" if app.ready else "begun"


def _lacks(app: App | None) -> str:
    return "-" if app is None or app.ready else f"missing: {', '.join(app.missing)}"


def _conversation(one: Conversation) -> list[str]:
    more = one.reason or f"{one.kind}, {one.processes}, {one.language}"
    return ["conversation", one.id, one_line(one.name), one.state, one_line(more)]
