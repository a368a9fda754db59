"""How an approval stands for who presses one of its buttons: what they may still do, or why not.

Never: a word of an approval to who is not asked, and has not asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import sight
from api.approvals.sight import Seen
from api.chat.slack.visitors import Visitor
from channels import said, shown
from channels.fields import Field, simple
from channels.said import Decision, Way
from channels.slack import modal
from channels.token import Token
from definitions import approvals as acts
from definitions import pages
from definitions.values import JsonObject
from store import approvals

VOTED, OPEN = "voted", "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """An approval in the eyes of a visitor, of whom it was asked by a button."""

    visitor: Visitor
    token: Token
    seen: Seen
    state: str | None
    """Of whoever is asked: the visitor, or for whom they stand in."""

    @property
    def body(self) -> JsonObject:
        return self.seen.body

    @property
    def way(self) -> Way:
        address = self.visitor.address + pages.approval(self.token.approval)
        return Way(self.visitor.say("open"), address)

    def refusal(self) -> str | None:
        """Why nothing can be decided here now; None: it can be."""
        visitor, row = self.visitor, self.seen.row
        ended = shown.ended(row.status, self.body, visitor.reader)
        if ended:
            return ended
        if self.token.round != row.round:
            return visitor.say("changed")
        if self.state == VOTED:
            whose = self.token.absent or visitor.person.id
            return "\n".join(shown.answered(self.body, whose, visitor.reader))
        if self.token.stage != row.stage or self.state != OPEN or row.status != acts.OPEN:
            return visitor.say("others")
        return visitor.say("sign-in-needed") if row.sign_in else None

    def decision(self, name: str) -> Decision | None:
        known = said.decisions(self.body, self.visitor.language)
        return next((one for one in known if one.name == name), None)

    def fields(self, decision: Decision) -> list[Field] | None:
        """To be filled in with this decision; None: it needs more than a modal can do."""
        if not decision.fills:
            return []
        values = self.body["values"]
        found = simple(self.body["form"], values if isinstance(values, dict) else {})
        return found if modal.fits(found) else None


async def look(visitor: Visitor, token: Token) -> Asked | None:
    door = visitor.door
    async with door.services.database.tenant(door.tenant) as session:
        return await see(session, visitor, token)


async def see(session: AsyncSession, visitor: Visitor, token: Token) -> Asked | None:
    """None: it is nothing of theirs."""
    me = visitor.person.id
    seen = await sight.look(session, visitor.door.keys, me, token.approval)
    if seen is None:
        return None
    stood = await _stood_in_for(session, me, seen) if token.absent is None else None
    token = token if stood is None else replace(token, absent=stood)
    state, absent = seen.state, token.absent
    if absent is not None:
        state = await _state_of(session, seen.row.id, absent)
        if state != OPEN:
            # It may have been decided meanwhile: then it says by whom.
            seen = await sight.look(session, visitor.door.keys, me, token.approval) or seen
    theirs = (
        seen.state is not None
        or bool(seen.stands_in_for)
        or stood is not None
        or seen.row.requester_id == me
    )
    return Asked(visitor, token, seen, state) if theirs else None


async def _state_of(session: AsyncSession, approval: str, person: str) -> str | None:
    return (await approvals.states(session, [approval], [person])).get(approval, {}).get(person)


async def _stood_in_for(session: AsyncSession, me: str, seen: Seen) -> str | None:
    """Where many read it, the button says nobody: a deputy presses it for who is away.

    Not where that could be several: a second press would count for the next of them.
    """
    others = [] if seen.state is not None else await sight.others(session, me)
    if not others:
        return None
    states = (await approvals.states(session, [seen.row.id], others)).get(seen.row.id, {})
    return next(iter(states)) if len(states) == 1 else None
