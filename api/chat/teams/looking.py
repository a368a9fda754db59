"""How an approval is to one person now, as a card of theirs.

Whoever is asked, or stands in, has what can be decided; others see how it stands. Never: a word of
it to who may not see it, unless it stands in the very conversation where they have pressed it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import sight
from api.approvals.sight import Seen
from api.auth.credentials import principal_of
from api.chat.teams import words
from api.chat.teams.answers import Card
from api.chat.teams.came import Came
from api.services import Services
from channels import said, shown
from channels.channel import Telling
from channels.fields import Field, simple
from channels.said import Decision, Said, Way
from channels.teams import card, form
from channels.token import Token
from channels.vendor import Letter
from definitions import pages
from definitions.approvals import OPEN, OVER, RETURNED
from definitions.values import JsonObject
from store import chat_messages, telling
from store.approvals import ApprovalRow
from store.notices import NoticeRow
from store.people import PersonRow
from store.runs import new_id
from store.telling import Asked

VOTED = "voted"


@dataclass(frozen=True, slots=True)
class Look:
    """One approval in the eyes of one person."""

    seen: Seen
    asked: Asked
    telling: Telling
    absent: str | None
    """For whom they answer, who is away."""
    state: str | None
    """open, voted or closed; None: they are not asked."""
    sees_here: bool
    """It is shown where they are, though it is not theirs."""

    @property
    def row(self) -> ApprovalRow:
        return self.seen.row

    @property
    def token(self) -> Token:
        row = self.row
        return Token(approval=row.id, round=row.round, stage=row.stage, absent=self.absent)

    @property
    def language(self) -> str:
        return self.telling.language

    @property
    def is_theirs(self) -> bool:
        """They may decide it now."""
        return self.state == OPEN and self.row.status == OPEN

    @property
    def stands(self) -> tuple[str, ...]:
        reader, body, asked = self.telling.reader, self.asked.body, self.asked
        if asked.status in (*OVER, RETURNED):
            return (shown.ended(asked.status, body, reader),)
        if self.state == VOTED:
            return tuple(shown.answered(body, self.absent or reader.person, reader))
        return () if self.is_theirs else (reader.words["stands-waits"],)

    def fields(self, decision: Decision) -> list[Field] | None:
        """To be filled in with this decision; None: Teams can't show its form."""
        return self.form if decision.fills else []

    @property
    def form(self) -> list[Field] | None:
        """None: Teams can't show it."""
        body = self.asked.body
        values = body.get("values")
        found = simple(body.get("form"), values if isinstance(values, dict) else {})
        return found if form.fits(found) else None

    def decision(self, name: str) -> Decision | None:
        known = said.decisions(self.asked.body, self.language)
        return next((one for one in known if one.name == name), None)


async def look(services: Services, came: Came, person: PersonRow, token: Token) -> Look | None:
    async with services.database.tenant(came.tenant.id) as session:
        return await see(services, session, came, person, token)


async def see(
    services: Services, session: AsyncSession, came: Came, person: PersonRow, token: Token
) -> Look | None:
    """None: it is not there, or not theirs to see."""
    seen = await sight.look(session, came.keys, person.id, token.approval)
    if seen is None:
        return None
    sees_here = False
    if not await _may_see(services, session, person, seen):
        sees_here = await _stands_here(session, came, seen.row.id)
        if not sees_here:
            return None
    absent = _absent(seen, token)
    given = await _telling(session, came, person, seen, absent)
    asked = given.known.approvals[seen.row.id]
    return Look(seen, asked, given, absent, seen.state if absent is None else OPEN, sees_here)


async def _may_see(
    services: Services, session: AsyncSession, person: PersonRow, seen: Seen
) -> bool:
    """Rights are looked up only for who takes no part in it."""
    if sight.takes_part(person.id, seen):
        return True
    return sight.may_see(await principal_of(services, session, person.id), seen)


async def _stands_here(session: AsyncSession, came: Came, approval: str) -> bool:
    """Many read it, where this was pressed."""
    posted = came.activity.reply_to_id
    if posted is None or came.activity.is_personal:
        return False
    return await chat_messages.is_shown(session, came.place.row.id, approval, posted)


def _absent(seen: Seen, token: Token) -> str | None:
    """Whom they stand in for, if it is not their own to answer."""
    away = [str(one["id"]) for one in seen.stands_in_for]
    if token.absent in away:
        return token.absent
    if token.absent is None and seen.state != OPEN and away:
        # Of several, one after the other: the card says for whom it is.
        return min(away)
    return None


async def _telling(
    session: AsyncSession, came: Came, person: PersonRow, seen: Seen, absent: str | None
) -> Telling:
    """As if they were told of it now."""
    given: JsonObject = {}
    for one in seen.stands_in_for:
        if one["id"] == absent:
            given = {"for": one}
    notice = NoticeRow(
        id=new_id(),
        person_id=person.id,
        kind="asked",
        cause="",
        approval_id=seen.row.id,
        run_id=seen.row.run_id,
        body=None,
        created_at=datetime.now(UTC),
        read_at=None,
        told_at=None,
    )
    known = await telling.know_one(session, came.keys, came.tenant, person, seen.row, seen.body)
    return Telling(delivery=notice.id, notice=notice, said=given, person=person, known=known)


# ---- as a card


def shows(services: Services, came: Came, seen: Look, told: str | None = None) -> Card:
    """`told`: what has become of what they did, where it can't be seen yet."""
    stands = seen.stands
    if told is not None and not stands:
        stands = (told,)
    whole = _said(services, seen)
    # Where many read it, it asks for this person's own view again whenever they look.
    viewers = () if came.activity.is_personal else (came.activity.sender.id,)
    letter = Letter(
        said=whole,
        token=seen.token.write(),
        language=seen.language,
        stands=stands,
        viewers=viewers if seen.is_theirs else (),
    )
    return Card(card.write(letter, may_decide=seen.is_theirs), stands[0] if stands else whole.lead)


def _said(services: Services, seen: Look) -> Said:
    """What can't be done here is done in the portal."""
    address = services.settings.address
    whole = said.say(seen.telling, address)
    hinders = None
    if seen.asked.sign_in:
        hinders = "sign-in-first"
    elif seen.form is None:
        hinders = "portal-form"
    if not seen.is_theirs:
        return replace(whole, decisions=[])
    if hinders is None:
        return whole
    told = words.of(seen.language)
    way = Way(told["sign-in"], address + pages.approval(seen.row.id))
    left = [] if seen.asked.sign_in else [one for one in whole.decisions if not one.fills]
    return replace(whole, decisions=left, notes=[*whole.notes, told[hinders]], way=way, open=None)
