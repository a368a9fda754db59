"""Tells who has pressed something what nobody else shall read: as a message, or as a modal.

Never: a fault because somebody could not be told, or because of what went on after the answer; it
stands in the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field

import structlog

from api.chat.slack import home
from api.chat.slack.calls import FAILS
from api.chat.slack.door import Door
from api.chat.slack.visitors import Stranger, Visitor, client_of
from channels import chat_words
from channels.said import Way
from channels.slack import answers
from definitions.errors import ProblemError
from definitions.values import JsonObject, encode

SUCCESS = range(200, 300)
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Heard:
    """How something was pressed, and where it can be answered."""

    key: str
    """The same however often it is sent."""
    trigger: str
    """Opens one modal, within three seconds."""
    response: str
    """Takes messages to who has pressed; empty in the home tab."""
    home: bool
    listed: bool
    """In a message to them alone, which nobody else changes."""
    kept: asyncio.Event = field(default_factory=asyncio.Event)
    """It is not lost any more: whoever has pressed need not wait for what comes of it."""

    @property
    def list_at(self) -> str:
        """Where the list in which it was pressed is shown anew; empty: it was no list."""
        return self.response if self.listed else ""


async def tell(whom: Visitor | Stranger, heard: Heard, text: str, way: Way | None = None) -> bool:
    """Answers whether it stands by itself; else the home is shown anew, with it on top."""
    if heard.response:
        await respond(whom.door, heard.response, answers.told(text, way))
        return True
    said = chat_words.of(whom.language)
    if await show(whom, heard.trigger, answers.note("Baton", text, said, way)):
        return True
    await home.show(whom, text)
    return False


async def show(whom: Visitor | Stranger, trigger: str, view: JsonObject) -> bool:
    """A modal; answers whether they see it."""
    try:
        await client_of(whom.door, whom.place).open_view(trigger, view)
    except FAILS as error:
        _log.warning("slack.view_refused", place=whom.place.id, why=str(error))
        return False
    return True


async def respond(door: Door, address: str, answer: JsonObject) -> None:
    """Under the guard of all that goes out: Slack says where, in words that are only signed."""
    try:
        answered = await door.services.outside.post(
            address, {}, encode({"replace_original": False, **answer})
        )
    except (ProblemError, ValueError) as error:
        _log.warning("slack.response_lost", tenant=door.tenant, why=type(error).__name__)
        return
    if answered.status not in SUCCESS:
        _log.warning("slack.response_refused", tenant=door.tenant, status=answered.status)


# ---- after the answer


def aside(door: Door, work: Coroutine[object, object, None]) -> None:
    """Goes on while whoever waits is answered."""
    door.services.background.start(work).add_done_callback(ended)


def ended(task: asyncio.Task[None]) -> None:
    """Nobody waits for it any more."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("slack.failed_late", error=type(error).__name__, detail=str(error)[:300])
