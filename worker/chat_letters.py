"""What a message in a chat says now: read when it is sent, and again whenever it is shown anew.

One to a person says what their notice says, and how it has gone on; one in a conversation of many
says what is asked of whom, as far as everybody there may know. Never: a button on what is over, or
where the approval asks for signing in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from channels import said, shown, words
from channels.channel import Telling
from channels.said import LONGEST_SUBJECT, Said, Way
from channels.shown import Reader
from channels.token import Token
from channels.vendor import Letter
from definitions import pages
from definitions.approvals import OPEN, OVER, RETURNED
from store import chat_people, notices, telling
from store.chat_channels import ChannelRow
from store.chat_messages import MessageRow
from store.chat_people import AccountRow
from store.keys import TenantKeys
from store.people import PersonRow
from store.standing_in import stands_in
from store.telling import Asked, Known
from store.working_hours import ZONE

DECIDES: Final = ("asked", "reminded", "escalated", "resubmitted")
"""Kinds of notices that come with buttons."""

EMAIL: Final = "email"
OPEN_STATE: Final = "open"
_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter, and what else is known of it."""

    letter: Letter
    number: int
    """The change of the approval that it shows."""
    person: PersonRow | None = None
    moot: str | None = None
    """Why nobody has to be told any more, if they have not been."""
    still: bool = False
    """What was posted says all that there is to say."""


async def write(
    session: AsyncSession,
    keys: TenantKeys,
    messages: Sequence[MessageRow],
    channels: Mapping[str, ChannelRow],
    address: str,
) -> dict[str, Written]:
    """By message; one that nobody is to read any more is not there."""
    noticed = [one.notice_id for one in messages if one.notice_id is not None]
    came = await notices.by_ids(session, noticed)
    found = {one.id: one for one in came}
    written: dict[str, Written] = {}
    if came:
        known = await telling.know(session, keys, came, EMAIL)
        for one in messages:
            notice = found.get(one.notice_id or "")
            if notice is None or notice.person_id not in known.people:
                continue
            told = Telling(
                delivery=one.id,
                notice=notice,
                said=notice.opened(keys),
                person=known.people[notice.person_id],
                known=known,
            )
            written[one.id] = _personal(told, address)
    shared = [one for one in messages if one.channel_id in channels and one.approval_id]
    return written | await _shared(session, keys, shared, channels, address)


# ---- to one person


def _personal(told: Telling, address: str) -> Written:
    made, asked = said.say(told, address), told.approval
    person = told.person
    if asked is None:
        letter = Letter(said=made, token=_NOTHING, language=told.language)
        gone = "left" if person.disabled_at is not None else None
        return Written(letter=letter, number=1, person=person, moot=gone, still=True)
    stands = _stands(told, asked)
    if asked.sign_in and made.decisions:
        made.decisions, made.open = (
            [],
            Way(_words(told)["sign-in"], address + pages.approval(asked.id)),
        )
    if stands and made.way is not None:
        made.way, made.open = None, Way(_words(told)["open"], made.way.address)
    absent = told.stands_for
    token = Token(
        approval=asked.id,
        round=asked.round,
        stage=asked.stage,
        absent=None if absent is None else absent.id,
    )
    letter = Letter(said=made, token=token.write(), language=told.language, stands=stands)
    return Written(
        letter=letter,
        number=asked.number,
        person=person,
        moot=_moot(told, asked, stands),
        still=told.notice.kind not in DECIDES and not stands,
    )


def _stands(told: Telling, asked: Asked) -> tuple[str, ...]:
    """How it has gone on: who has decided, or that this one has answered."""
    kind = told.notice.kind
    if asked.status in OVER or (asked.status == RETURNED and kind in DECIDES):
        ended = shown.ended(asked.status, asked.body, told.reader)
        return (ended,) if ended else ()
    if kind == "question":
        waits = any(
            one.get("answer") is None and shown.id_of(one.get("to")) == told.person.id
            for one in shown.objects(asked.body.get("questions"))
        )
        return () if waits else (_words(told)["stands-answered-plain"],)
    if kind not in DECIDES:
        return ()
    whose = told.person.id if told.stands_for is None else told.stands_for.id
    if told.known.states.get((asked.id, whose), OPEN_STATE) == OPEN_STATE:
        return ()
    return tuple(shown.answered(asked.body, whose, told.reader))


def _moot(told: Telling, asked: Asked, stands: Sequence[str]) -> str | None:
    if told.person.disabled_at is not None:
        return "left"
    if not stands or told.notice.kind not in (*DECIDES, "question"):
        return None
    return "over" if asked.over else "answered"


def _words(told: Telling) -> Mapping[str, str]:
    return words.of(told.language)


# ---- where many read


async def _shared(
    session: AsyncSession,
    keys: TenantKeys,
    messages: Sequence[MessageRow],
    channels: Mapping[str, ChannelRow],
    address: str,
) -> dict[str, Written]:
    if not messages:
        return {}
    ids = {one.approval_id for one in messages if one.approval_id is not None}
    known = await telling.know_of(session, keys, ids)
    tenant = known.tenant
    persons = {who for one in known.approvals for who in _deciding(one, known)}
    accounts = await chat_people.of_persons(session, persons)
    written: dict[str, Written] = {}
    for one in messages:
        asked, channel = known.approvals.get(one.approval_id or ""), channels[one.channel_id or ""]
        if asked is not None:
            reader = Reader(person="", language=channel.language, zone=tenant.time_zone or ZONE)
            viewers = _viewers(asked, channel, known, accounts)
            written[one.id] = _of_all(asked, known, reader, viewers, address)
    return written


def _viewers(
    asked: Asked, channel: ChannelRow, known: Known, accounts: Sequence[AccountRow]
) -> tuple[str, ...]:
    """Accounts, in this place, of those whose answer is waited for, and of their deputies."""
    theirs = _deciding(asked.id, known)
    there = {
        one.person_id: one.account
        for one in accounts
        if one.place_id == channel.place_id and one.person_id in theirs
    }
    return tuple(there[one] for one in theirs if one in there)


def _deciding(approval: str, known: Known) -> list[str]:
    """Who is asked comes first: Teams takes so many viewers, and no more."""
    asked = [
        who for (one, who), state in known.states.items() if one == approval and state == OPEN_STATE
    ]
    now = datetime.now(UTC)
    deputies = [stands_in(one, now, known.absences, known.gone) for one in asked]
    return [*dict.fromkeys([*asked, *(one for one in deputies if one is not None)])]


def _of_all(
    asked: Asked, known: Known, reader: Reader, viewers: tuple[str, ...], address: str
) -> Written:
    subject = str(asked.body.get("subject", ""))
    made = Said(subject[:LONGEST_SUBJECT], _lead(asked, reader), subject)
    made.facts = shown.facts(asked.body, known.processes.get(asked.run_id), asked.due_at, reader)
    made.changes = shown.changes(asked.body, reader.language, known.files)
    made.body = str(asked.body.get("body", ""))
    opens = "sign-in" if asked.sign_in and asked.status == OPEN else "open"
    made.open = Way(reader.words[opens], address + pages.approval(asked.id))
    if asked.status == OPEN and not asked.sign_in:
        made.decisions = said.decisions(asked.body, reader.language)
        made.form = asked.body.get("form") is not None
    ended = shown.ended(asked.status, asked.body, reader)
    letter = Letter(
        said=made,
        token=Token(approval=asked.id, round=asked.round, stage=asked.stage).write(),
        language=reader.language,
        stands=(ended,) if ended else (),
        viewers=viewers,
    )
    return Written(letter=letter, number=asked.number, moot="over" if asked.over else None)


def _lead(asked: Asked, reader: Reader) -> str:
    requester = shown.name_of(asked.body.get("requester"))
    word = "form" if asked.kind == "form" else "asked"
    return reader.words[word].format(who=requester) if requester else reader.words[f"{word}-nobody"]
