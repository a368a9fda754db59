"""What somebody finds: what waits for them, what they have asked for, and what they may start.

Never: an approval of which they are not asked, or a process that they may not start.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import sight
from api.approvals.sight import Seen
from api.chat.slack.visitors import Visitor
from channels import said, shown
from channels.said import Way
from channels.slack import limits
from channels.slack.waiting import Choice, Inbox, Item, Mine
from channels.token import Token
from definitions import pages
from definitions.approvals import OPEN, RETURNED
from store import approvals, processes

MOST: Final = 50
"""Of a list; more is counted."""

MOST_CHOICES: Final = limits.ACTIONS + 1
"""One more than is shown: so it is seen that there are more."""


async def inbox(visitor: Visitor, *, whole: bool) -> Inbox:
    """`whole`: with what they have asked for and may start."""
    door, me = visitor.door, visitor.person.id
    async with door.services.database.tenant(door.tenant) as session:
        others = await approvals.stood_in_for(session, me, datetime.now(UTC))
        rows = await approvals.page(session, "assignee", [me, *others], False, None, MOST + 1)
        counts = await approvals.counts(session, me, others)
        seen = await sight.see(session, door.keys, me, others, rows[:MOST])
        mine = list[Mine]()
        offered = list[Choice]()
        if whole:
            mine = await _mine(session, visitor)
            offered = await choices(session, visitor, MOST_CHOICES)
    found = [one for each in seen if each.row.status == OPEN for one in _items(visitor, each)]
    more = max(0, counts.me + counts.standin - len(found)) if len(rows) > MOST else 0
    way = Way(visitor.say("portal"), f"{visitor.address}/approvals")
    return Inbox(items=found, more=more, mine=mine, choices=offered, way=way)


def _items(visitor: Visitor, seen: Seen) -> list[Item]:
    """One for each of those for whom they may answer."""
    absent: list[tuple[str, str] | None] = [
        (str(one["id"]), str(one["name"])) for one in seen.stands_in_for
    ]
    whose = [None, *absent] if seen.state == sight.OPEN else absent
    return [_item(visitor, seen, one) for one in whose]


def _item(visitor: Visitor, seen: Seen, absent: tuple[str, str] | None) -> Item:
    row, body, reader = seen.row, seen.body, visitor.reader
    process = row.title or f"{row.namespace}/{row.name}"
    about = [value for _, value in shown.facts(body, process, None, reader)]
    if row.due_at is not None:
        about.append(f"{visitor.say('due')}: {reader.moment(row.due_at)}")
    if absent is not None:
        about.append(visitor.say("stands-for", who=absent[1]))
    asked = None if absent is None else absent[0]
    token = Token(approval=row.id, round=row.round, stage=row.stage, absent=asked)
    page = visitor.address + pages.approval(row.id)
    return Item(
        id=row.id if asked is None else f"{row.id}/{asked}",
        subject=str(body["subject"]),
        about=" · ".join(about),
        token=token.write(),
        decisions=[] if row.sign_in else said.decisions(body, visitor.language),
        way=Way(visitor.say("sign-in" if row.sign_in else "open"), page),
    )


async def _mine(session: AsyncSession, visitor: Visitor) -> list[Mine]:
    me, keys = visitor.person.id, visitor.door.keys
    rows = await approvals.page(session, "requester", [me], False, None, MOST)
    found: list[Mine] = []
    for row in rows:
        body = row.opened(keys)
        names = [shown.name_of(one) or "" for one in shown.objects(body["asked"])]
        stands = visitor.say("mine-open", names=", ".join(filter(None, names)))
        if row.status == RETURNED:
            stands = visitor.say("mine-returned")
        page = visitor.address + pages.approval(row.id)
        found.append(Mine(subject=str(body["subject"]), stands=stands, address=page))
    return found


async def choices(
    session: AsyncSession, visitor: Visitor, limit: int, search: str = ""
) -> list[Choice]:
    reach = visitor.principal.rights.reach("runs:start")
    found, _ = await processes.page(session, search, "published", ("", ""), limit, reach)
    return [
        Choice(
            namespace=one.namespace,
            name=one.name,
            title=one.title or one.name,
            summary=one.summary or "",
        )
        for one in found
    ]
