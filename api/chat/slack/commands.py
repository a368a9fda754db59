"""`/baton`: what waits for who types it, and processes that they start.

Never: an answer that others in the conversation read.
"""

from __future__ import annotations

from typing import Final

from api.chat.slack import listing, starting
from api.chat.slack.visitors import Visitor
from channels import chat_words
from channels.said import Way
from channels.slack import answers
from channels.slack.requests import Command
from definitions.values import JsonObject

HELP: Final = frozenset({"help", "?", "مساعدة"})
START: Final = frozenset({"start", "ابدأ", "بدء"})
LISTS: Final = frozenset({"", "list", "inbox", "قائمة"})
LONGEST: Final = 200


async def typed(visitor: Visitor, command: Command) -> JsonObject:
    words = command.text.strip()[:LONGEST]
    first, _, rest = words.partition(" ")
    if words.lower() in LISTS:
        inbox = await listing.inbox(visitor, whole=False)
        return answers.waits(inbox, chat_words.of(visitor.language))
    if words.lower() in HELP:
        return answers.helped(chat_words.of(visitor.language), _portal(visitor))
    if first.lower() in START:
        words = rest.strip()
    return await (_begin(visitor, command, words) if words else _all(visitor))


async def _all(visitor: Visitor) -> JsonObject:
    door = visitor.door
    async with door.services.database.tenant(door.tenant) as session:
        found = await listing.choices(session, visitor, listing.MOST_CHOICES)
    said = chat_words.of(visitor.language)
    return answers.choose(said["start-title"], found, said, _processes(visitor))


async def _begin(visitor: Visitor, command: Command, words: str) -> JsonObject:
    found, sure = await starting.meant(visitor, words)
    if sure and len(found) == 1:
        why = await starting.open_form(visitor, command.trigger_id, found[0].key)
        return answers.NOTHING if why is None else answers.told(*why)
    said = chat_words.of(visitor.language)
    if not found:
        told = visitor.say("unknown-process", words=words)
        return answers.helped(said, _processes(visitor), told)
    text = visitor.say("several", words=words)
    if not sure:
        text = f"{visitor.say('unknown-process', words=words)} {said['near']}"
    return answers.choose(text, found, said, _processes(visitor))


def _portal(visitor: Visitor) -> Way:
    return Way(visitor.say("portal"), f"{visitor.address}/approvals")


def _processes(visitor: Visitor) -> Way:
    return Way(visitor.say("portal"), f"{visitor.address}/processes")
