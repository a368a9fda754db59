"""What people say to the bot, in a few words: what waits for me, start, and anything else.

What is answered is for who has asked: in a team it goes to their own chat with the bot. Never: a
word of what waits for somebody where others read.
"""

from __future__ import annotations

from api.approvals import sight
from api.chat.teams import starting, words
from api.chat.teams.answers import Answer, Card, plain
from api.chat.teams.came import Came
from api.services import Services
from channels import shown
from channels.shown import Reader
from channels.teams import waiting
from channels.teams.waiting import Line
from channels.token import Token
from definitions import pages
from definitions.values import JsonObject
from store import approvals
from store.people import PersonRow
from store.working_hours import ZONE

SHOWN = 10
COUNTED = 100


async def answer(services: Services, came: Came, person: PersonRow) -> Answer:
    """In words, as they are said; case and marks at the end don't matter."""
    said = came.activity.said.strip(" .!?؟").casefold()
    if said in words.MINE:
        return await mine(services, came, person)
    for word in words.START:
        if said == word:
            return await starting.offer(services, came, person)
        if said.startswith(f"{word} "):
            return await starting.named(services, came, person, said.removeprefix(word).strip())
    return welcome(services, came, person)


def welcome(services: Services, came: Came, person: PersonRow) -> Card:
    """What can be said here."""
    language = came.language(person)
    told = words.of(language)
    lines = [
        told["hello"].format(who=person.name),
        *(told[one] for one in ("help-mine", "help-start", "by-name", "help-open")),
    ]
    ways = [(told["open"], services.settings.address + pages.APPROVALS)]
    return Card(plain(lines, language, ways), lines[0])


async def mine(services: Services, came: Came, person: PersonRow) -> Card:
    """What waits for them, and for whom they stand in."""
    async with services.database.tenant(came.tenant.id) as session:
        others = await sight.others(session, person.id)
        asked = [person.id, *others]
        rows = await approvals.page(session, "assignee", asked, False, None, COUNTED)
        seen = await sight.see(session, came.keys, person.id, others, rows[:SHOWN])
    language = came.language(person)
    zone = person.time_zone or came.tenant.time_zone or ZONE
    reader = Reader(person=person.id, language=language, zone=zone)
    address = services.settings.address
    lines: list[Line] = []
    for one in seen:
        away = None if one.state == sight.OPEN else _first(one.stands_in_for)
        row = one.row
        token = Token(approval=row.id, round=row.round, stage=row.stage, absent=away)
        lines.append(
            Line(
                subject=str(one.body.get("subject", "")),
                asked_by=shown.name_of(one.body.get("requester")),
                due=None if row.due_at is None else reader.moment(row.due_at),
                token=token.write(),
                address=address + pages.approval(row.id),
            )
        )
    more = max(len(rows) - SHOWN, 0)
    return Card(waiting.write(lines, language, address + pages.APPROVALS, more=more))


def _first(away: list[JsonObject]) -> str | None:
    return str(away[0]["id"]) if away else None
