"""What is to be done with an activity that is proven.

Whoever presses is answered in the same request; whoever says something is answered after it. Never:
the same words answered twice, because Teams has sent them twice.
"""

from __future__ import annotations

from api.chat.teams import commands, conversations, people, pressing, starting, words
from api.chat.teams.answers import Answer, Fault
from api.chat.teams.came import Came
from api.chat.teams.people import Who
from api.chat.teams.replies import reply
from api.services import Services
from channels.teams import requests
from channels.teams.requests import Pressed
from channels.vendor import AwayError, RefusedError
from store.people import PersonRow

UPDATES = ("installationUpdate", "conversationUpdate")


async def take(services: Services, came: Came) -> Answer | None:
    """What an invoke is answered with; None: all else, which is only taken."""
    activity = came.activity
    if activity.type == "invoke":
        return await _invoked(services, came)
    if activity.type in UPDATES:
        await _updated(services, came)
    elif activity.type == "message":
        await _said(services, came)
    return None


async def _invoked(services: Services, came: Came) -> Answer | None:
    pressed = requests.pressed(came.activity)
    if pressed is None:
        return None
    stranger = _at_rest(came)
    if stranger is not None:
        return stranger
    try:
        who = await people.who(services, came)
    except (AwayError, RefusedError):
        return Fault(words.of(came.language())["again"], is_ours=True)
    if who.person is None:
        return Fault(_stranger(came, who))
    return await _pressed(services, came, who.person, pressed)


async def _pressed(services: Services, came: Came, person: PersonRow, pressed: Pressed) -> Answer:
    if pressed.verb in pressing.VERBS:
        return await pressing.press(services, came, person, pressed)
    if pressed.verb in starting.VERBS:
        return await starting.press(services, came, person, pressed)
    return Fault(words.of(came.language(person))["gone"])


async def _said(services: Services, came: Came) -> None:
    """By a message; also what an old client makes of a press."""
    seen = services.microsoft.seen
    mark = f"{came.place.app.id}/{came.activity.conversation.id}/{came.activity.id}"
    if seen.get(mark):
        return
    seen.put(mark, True)
    try:
        person, answer = await _answer(services, came)
    except BaseException:
        seen.drop(mark)  # whoever sends it again is not to be passed over
        raise
    services.background.start(reply(services, came, person, answer))


async def _answer(services: Services, came: Came) -> tuple[PersonRow | None, Answer]:
    resting = _at_rest(came)
    if resting is not None:
        return None, resting
    if not came.activity.is_personal:
        await conversations.note(services, came)
    try:
        who = await people.who(services, came)
    except (AwayError, RefusedError):
        return None, Fault(words.of(came.language())["again-words"])
    if who.person is None:
        return None, Fault(_stranger(came, who))
    pressed = requests.pressed(came.activity)
    if pressed is not None:
        return who.person, await _pressed(services, came, who.person, pressed)
    return who.person, await commands.answer(services, came, who.person)


async def _updated(services: Services, came: Came) -> None:
    activity = came.activity
    await conversations.note(services, came)
    if not activity.is_personal or activity.removed_us or _at_rest(came) is not None:
        return
    try:
        who = await people.who(services, came)
    except (AwayError, RefusedError):
        return  # they are found when they say something
    if activity.type == "installationUpdate" and activity.added_us:
        answer: Answer = (
            Fault(_stranger(came, who))
            if who.person is None
            else commands.welcome(services, came, who.person)
        )
        services.background.start(reply(services, came, who.person, answer))


def _at_rest(came: Came) -> Fault | None:
    return Fault(words.of(came.language())["suspended"]) if came.tenant.rests else None


def _stranger(came: Came, who: Who) -> str:
    return words.of(came.language())[who.stranger or "unknown"].format(tenant=came.tenant.name)
