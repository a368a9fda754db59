"""What Slack sends, by whichever way it came, and what is answered to it within its patience.

HTTP and sockets bring the same. What takes longer goes on after the answer, and says itself how it
went. Never: an answer after three seconds, or one that says more than is known.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from api.chat.slack import commands, deciding, events, starting, telling, visitors
from api.chat.slack.door import Door
from api.chat.slack.telling import Heard
from api.chat.slack.visitors import Stranger, Visitor
from api.errors import DATABASE_AWAY, ApiError
from channels import chat_words, token
from channels.channel import LANGUAGE
from channels.said import Way
from channels.slack import answers, message, requests, start, waiting
from channels.slack.answers import NOTHING
from channels.slack.requests import (
    Action,
    Callback,
    Challenge,
    Closed,
    Command,
    Interaction,
    Limited,
    Pressed,
    Submitted,
)
from definitions import pages
from definitions.values import JsonObject

PATIENCE_SECONDS: Final = 2.4
"""Slack waits for three."""

_log = structlog.stdlib.get_logger()


async def interaction(door: Door, one: Interaction | None) -> JsonObject:
    """A button or a modal. Raises ApiError, also where the workspace has not let us in."""
    if one is None or isinstance(one, Closed):
        return NOTHING
    if isinstance(one, Pressed):
        action = next((each for each in one.actions if _is_ours(each)), None)
        if action is None:
            return NOTHING
        heard = _heard(one, action)
        pressed = _pressed(door, one, action, heard)
        return await in_time(door, pressed, lambda: NOTHING, heard.kept)

    return await in_time(door, _submitted(door, one), lambda: _slow(door, one))


async def command(door: Door, one: Command) -> JsonObject:
    """What was typed. Raises ApiError, also where the workspace has not let us in."""
    slow = asyncio.Event()

    async def answer() -> JsonObject:
        try:
            said = await _typed(door, one)
        except (*DATABASE_AWAY, ApiError):
            if slow.is_set():
                said = answers.told(_words_for(door, one.user_id)["type-again"])
                await telling.respond(door, one.response_url, said)
            raise
        if said and slow.is_set():
            await telling.respond(door, one.response_url, said)
        return said

    def late() -> JsonObject:
        slow.set()
        return answers.told(_words_for(door, one.user_id)["slow-command"])

    return await in_time(door, answer(), late)


async def _typed(door: Door, one: Command) -> JsonObject:
    whom = await _whom(door, one.team_id, one.user_id)
    if isinstance(whom, Stranger):
        return answers.told(whom.say(whom.why))
    return await commands.typed(whom, one)


async def callback(door: Door, one: Callback | None) -> JsonObject:
    """Something that has happened, or the question whether this address is ours."""
    match one:
        case None:
            return NOTHING
        case Challenge(challenge=challenge):
            return {"challenge": challenge}
        case Limited(team_id=team):
            _log.warning("slack.events_left_out", tenant=door.tenant, team=team)
            return NOTHING
        case told:

            async def happen() -> JsonObject:
                await events.happened(door, told)
                return NOTHING

            def late() -> JsonObject:
                # It may come to nothing yet. A home is shown again when it is opened again.
                if told.event.type != "app_home_opened":
                    raise _again()
                return NOTHING

            return await in_time(door, happen(), late)


def _again() -> ApiError:
    return ApiError(
        503,
        "unavailable",
        "This takes longer than Slack waits.",
        "Send it again: what is told twice counts once.",
        headers={"Retry-After": "5"},
    )


# ---- who, and in which language


async def _whom(door: Door, team: str, account: str, home: str = "") -> Visitor | Stranger:
    whom = await visitors.enter(door, team, account, home)
    door.services.slack.languages.put(f"{door.app.id}/{account}", whom.language)
    return whom


def _words_for(door: Door, account: str) -> Mapping[str, str]:
    """Of who came lately, or is being looked up: nothing else can be asked now."""
    return chat_words.of(door.services.slack.languages.get(f"{door.app.id}/{account}") or LANGUAGE)


# ---- pressed


def _is_ours(action: Action) -> bool:
    """Buttons that only lead to a page are told of too."""
    return action.action_id.startswith((message.DECIDE, message.COMMENT, waiting.START))


async def _pressed(door: Door, one: Pressed, action: Action, heard: Heard) -> JsonObject:
    try:
        whom = await _whom(door, requests.team_of(one), one.user.id, one.user.team_id)
        if isinstance(whom, Stranger):
            await telling.tell(whom, heard, whom.say(whom.why))
        elif action.action_id.startswith(waiting.START):
            await _start(whom, heard, action.value)
        else:
            await _decide(whom, heard, action)
    except DATABASE_AWAY:
        if heard.kept.is_set() or not heard.response:
            raise
        said = _words_for(door, one.user.id)["press-again"]
        await telling.respond(door, heard.response, answers.told(said))
        _log.warning("slack.database_away", tenant=door.tenant)
    return NOTHING


def _heard(one: Pressed, action: Action) -> Heard:
    shown = one.container
    place = shown.get("message_ts") or shown.get("view_id") or ""
    return Heard(
        key=f"{action.action_ts}/{place}/{action.action_id}/{one.trigger_id}",
        trigger=one.trigger_id,
        response=one.response_url,
        home=shown.get("type") == "view",
        listed=shown.get("is_ephemeral") is True,
    )


async def _start(visitor: Visitor, heard: Heard, process: str) -> None:
    why = await starting.open_form(visitor, heard.trigger, process)
    if why is not None:
        await telling.tell(visitor, heard, *why)


async def _decide(visitor: Visitor, heard: Heard, action: Action) -> None:
    name, carried, comments = _chosen(action)
    meant = token.read(carried)
    if meant is None or not visitor.principal.may(deciding.MAY):
        said = visitor.say("not-asked" if meant is None else "may-not")
        await telling.tell(visitor, heard, said)
        return
    await deciding.press(visitor, heard, meant, name, comments=comments)


def _chosen(action: Action) -> tuple[str, str, bool]:
    """Which decision, of what, and whether a comment is to go with it."""
    if not action.action_id.startswith(message.COMMENT):
        return action.action_id.removeprefix(message.DECIDE), action.value, False
    chosen = "" if action.selected_option is None else action.selected_option.value
    return chosen, action.action_id.removeprefix(message.COMMENT), True


# ---- submitted


async def _submitted(door: Door, one: Submitted) -> JsonObject:
    view = one.view
    whom = await _whom(door, requests.team_of(one), one.user.id, one.user.team_id)
    if isinstance(whom, Stranger):
        said = chat_words.of(whom.language)
        return answers.instead(answers.note("Baton", said[whom.why], said))
    if view.callback_id in deciding.CALLBACKS:
        meant = deciding.carried(view)
        if meant is not None and whom.principal.may(deciding.MAY):
            return await deciding.submit(whom, view, meant)
    elif view.callback_id == start.CALLBACK:
        wanted = start.read(view.private_metadata)
        if wanted is not None:
            return await starting.submit(whom, view, wanted)
    return NOTHING


def _slow(door: Door, one: Submitted) -> JsonObject:
    """Who has started something shall look before they do it again: a new modal counts anew."""
    said = _words_for(door, one.user.id)
    if one.view.callback_id != start.CALLBACK:
        return answers.instead(answers.note("Baton", said["slow"], said))
    runs = Way(said["runs"], door.services.settings.address + pages.RUNS)
    return answers.instead(answers.note("Baton", said["slow-start"], said, runs))


# ---- in time


async def in_time(
    door: Door,
    work: Awaitable[JsonObject],
    late: Callable[[], JsonObject],
    enough: asyncio.Event | None = None,
) -> JsonObject:
    """What comes of it; `late` where that takes longer than Slack waits, or enough is done."""
    found: list[JsonObject] = []

    async def run() -> None:
        found.append(await work)

    task = door.services.background.start(run())
    first = {task} if enough is None else {task, asyncio.ensure_future(enough.wait())}
    await asyncio.wait(first, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for other in first - {task}:
        other.cancel()
    if task.done():
        task.result()
        return found[0]
    task.add_done_callback(telling.ended)
    if enough is None or not enough.is_set():
        _log.warning("slack.slow", tenant=door.tenant)
    return late()
