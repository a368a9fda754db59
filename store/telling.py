"""All that has to be known to tell people: read once for a batch of notices of one tenant.

Never: the whole directory, or an approval twice for two who are asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.approvals import OVER
from definitions.file_fields import FileFields, TooManyStepsError, has_files, ids_in
from definitions.values import JsonObject
from store import (
    absences,
    channel_choices,
    chat_messages,
    chat_people,
    deliveries,
    files,
    paces,
    people,
    tenants,
)
from store.approval_tables import approval_people, approvals
from store.approvals import ApprovalRow
from store.askings import BODY
from store.channel_choices import NOTHING, TOPICS, Choice, Chosen
from store.chat_people import Seat
from store.deliveries import DeliveryRow
from store.keys import TenantKeys
from store.models import runs
from store.notices import NoticeRow
from store.people import PersonRow
from store.rows import column, read
from store.standing_in import Absence, stands_in
from store.tenants import TenantRow
from store.working_hours import WorkingHours, settled

OUTCOMES = TOPICS["outcomes"]
"""Kinds of notices that say how an approval has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An approval, opened."""

    id: str
    run_id: str
    kind: str
    status: str
    number: int
    stage: int
    round: int
    requester_id: str | None
    sign_in: bool
    due_at: datetime | None
    body: JsonObject

    @property
    def over(self) -> bool:
        return self.status in OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    id: str
    run_id: str
    kind: str
    status: str
    number: int
    stage: int
    round: int
    requester_id: str | None
    sign_in: bool
    due_at: datetime | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Of one tenant, for one batch."""

    tenant: TenantRow
    people: Mapping[str, PersonRow]
    approvals: Mapping[str, Asked]
    processes: Mapping[str, str]
    """Names of the processes, by run."""
    states: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """open, voted or closed, by approval and person."""
    choices: Mapping[tuple[str, str], Chosen] = field(default_factory=dict[tuple[str, str], Chosen])
    usual: Mapping[str, Choice] = field(default_factory=dict[str, Choice])
    """Of each topic, where people have chosen nothing."""
    before: Mapping[str, Sequence[DeliveryRow]] = field(
        default_factory=dict[str, Sequence[DeliveryRow]]
    )
    """Deliveries by notice: where a channel has failed."""
    first: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """The first mail to a person about an approval."""
    absences: Mapping[str, Sequence[Absence]] = field(default_factory=dict[str, Sequence[Absence]])
    gone: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names of the files that approvals show, by id."""
    seats: Mapping[tuple[str, str], Seat] = field(default_factory=dict[tuple[str, str], Seat])
    """Where people are found in chats, by the vendor and the person."""
    showing: frozenset[tuple[str, str, str]] = frozenset()
    """Vendor, person and approval, where a message shows already how it has ended."""

    def choice(self, person: str, topic: str) -> Choice:
        """By which channels they are told of it, and how soon."""
        return self.choices.get((person, topic), NOTHING).over(self.usual[topic])

    def due(self, person: PersonRow, choice: Choice, now: datetime) -> datetime | None:
        """When their next digest is; None: they are told at once."""
        tenant = self.tenant
        zone, week = settled(
            WorkingHours(person.time_zone, person.working_hours),
            WorkingHours(tenant.time_zone, tenant.working_hours),
        )
        return paces.due(choice.pace, choice.hour, now, zone, week)

    def deputy(self, person: str, now: datetime) -> str | None:
        """Who is told too, when somebody is away."""
        stand_in = stands_in(person, now, self.absences, self.gone)
        return None if stand_in == person else stand_in


async def know(
    session: AsyncSession, keys: TenantKeys, notices: Sequence[NoticeRow], channel: str
) -> Known:
    """`channel` is the one whose first delivery the later ones follow."""
    persons = {one.person_id for one in notices}
    asked = {one.approval_id for one in notices if one.approval_id is not None}
    ended = {one.approval_id for one in notices if one.approval_id and one.kind in OUTCOMES}
    away = await absences.not_over(session)
    opened = await approvals_of(session, keys, asked)
    return Known(
        tenant=await tenants.get(session),
        people=await people.by_ids(session, persons),
        approvals=opened,
        states=await _states(session, asked),
        choices=await channel_choices.of_people(session, persons),
        usual=await channel_choices.usual(session),
        before=_by_notice(await deliveries.of_notices(session, [one.id for one in notices])),
        first=await deliveries.first(session, channel, asked, persons) if asked else {},
        absences=away,
        gone=frozenset(await people.gone(session)) if away else frozenset(),
        processes=await _processes(session, {one.run_id for one in notices if one.run_id}),
        files=await _files(session, keys, opened),
        seats=await chat_people.seats(session, persons),
        showing=await chat_messages.showing(session, ended, persons) if ended else frozenset(),
    )


async def know_of(session: AsyncSession, keys: TenantKeys, asked: set[str]) -> Known:
    """Of approvals, where nobody in particular is told."""
    opened = await approvals_of(session, keys, asked)
    away = await absences.not_over(session)
    return Known(
        tenant=await tenants.get(session),
        people={},
        approvals=opened,
        states=await _states(session, asked),
        absences=away,
        gone=frozenset(await people.gone(session)) if away else frozenset(),
        processes=await _processes(session, {one.run_id for one in opened.values()}),
        files=await _files(session, keys, opened),
    )


async def know_one(
    session: AsyncSession,
    keys: TenantKeys,
    tenant: TenantRow,
    person: PersonRow,
    row: ApprovalRow,
    body: JsonObject,
) -> Known:
    """Of one approval, for one person who has it before them; what is given isn't read again."""
    asked = Asked(
        id=row.id,
        run_id=row.run_id,
        kind=row.kind,
        status=row.status,
        number=row.number,
        stage=row.stage,
        round=row.round,
        requester_id=row.requester_id,
        sign_in=row.sign_in,
        due_at=row.due_at,
        body=body,
    )
    opened = {row.id: asked}
    return Known(
        tenant=tenant,
        people={person.id: person},
        approvals=opened,
        processes={row.run_id: f"{row.namespace}/{row.name}"},
        files=await _files(session, keys, opened),
    )


async def approvals_of(session: AsyncSession, keys: TenantKeys, ids: set[str]) -> dict[str, Asked]:
    query = select(approvals).where(approvals.c.id.in_(ids))
    rows = [read(row, _Kept) for row in (await session.execute(query)).mappings()]
    return {row.id: _opened(keys, row) for row in rows}


def _opened(keys: TenantKeys, row: _Kept) -> Asked:
    body = keys.open_json(row.body, BODY)
    return Asked(
        id=row.id,
        run_id=row.run_id,
        kind=row.kind,
        status=row.status,
        number=row.number,
        stage=row.stage,
        round=row.round,
        requester_id=row.requester_id,
        sign_in=row.sign_in,
        due_at=row.due_at,
        body=body if isinstance(body, dict) else {},
    )


async def _states(session: AsyncSession, ids: set[str]) -> dict[tuple[str, str], str]:
    query = select(
        approval_people.c.approval_id, approval_people.c.person_id, approval_people.c.state
    ).where(approval_people.c.approval_id.in_(ids))
    return {
        (column(row, "approval_id", str), column(row, "person_id", str)): column(row, "state", str)
        for row in (await session.execute(query)).mappings()
    }


async def _processes(session: AsyncSession, ids: set[str]) -> dict[str, str]:
    query = select(runs.c.id, runs.c.namespace, runs.c.name).where(runs.c.id.in_(ids))
    return {
        column(row, "id", str): f"{column(row, 'namespace', str)}/{column(row, 'name', str)}"
        for row in (await session.execute(query)).mappings()
    }


async def _files(
    session: AsyncSession, keys: TenantKeys, opened: Mapping[str, Asked]
) -> dict[str, str]:
    """Of a run's approvals those that belong to that run; other ids are mere text."""
    named = {one for asked in opened.values() for one in files_in(asked.body)}
    if not named:
        return {}
    of = {asked.run_id for asked in opened.values()}
    return {one.id: one.name for one in await files.some_of_runs(session, keys, named, of)}


def files_in(body: JsonObject) -> list[str]:
    """What is attached, and what stands at the file fields of its form."""
    attached, form = body.get("attachments"), body.get("form")
    ids = sorted(ids_in(attached))
    if has_files(form):
        with suppress(TooManyStepsError):
            filled = FileFields(form).named(body.get("values"))
            ids += [one.id for one in filled if one.id in ids_in(one.id)]
    return [*dict.fromkeys(ids)]


def _by_notice(rows: Sequence[DeliveryRow]) -> dict[str, list[DeliveryRow]]:
    found: dict[str, list[DeliveryRow]] = {}
    for row in rows:
        found.setdefault(row.notice_id, []).append(row)
    return found
