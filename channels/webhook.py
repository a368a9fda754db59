"""Outgoing webhooks: what anybody is told, and what becomes of approvals, for programs elsewhere.

Nobody chooses it for themselves: the endpoints of the organisation hear of it, whatever people have
chosen. A message is written here and carried by worker/poster.py. Never: a value of a run or of a
form, what somebody has typed, or a link that decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from channels.channel import Telling
from definitions import pages, webhooks
from definitions.values import Json, JsonObject
from store import runs, tenants
from store import webhooks as messages
from store.channel_choices import TOPICS, WEBHOOK
from store.keys import TenantKeys
from store.people import PersonRow
from store.telling import Asked, Known
from store.tenants import TenantRow
from store.webhook_endpoints import Listening, listening
from store.webhooks import NewMessage

LONGEST_SUBJECT: Final = 300


class Webhook:
    """`address` is where people find the pages."""

    name = WEBHOOK
    at_once = False

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def reaches(self, person: PersonRow, known: Known) -> bool:  # noqa: ARG002 - as every channel
        """It leads to no person."""
        return False

    async def deliver(
        self, session: AsyncSession, keys: TenantKeys, tellings: Sequence[Telling]
    ) -> None:
        endpoints = await listening(session)
        new: list[NewMessage] = []
        for telling in tellings if endpoints else ():
            type_ = f"{webhooks.NOTICE}{telling.notice.kind}"
            body = webhooks.message(type_, telling.notice.created_at, self._notice(telling))
            cause = f"notice/{telling.notice.id}"
            new += [
                NewMessage(endpoint=endpoint, cause=cause, type=type_, body=body)
                for endpoint in _wanting(endpoints, type_, telling.process)
                if not _is_about(telling, endpoint)
            ]
        await messages.add(session, keys, new)

    async def update(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        await self._tell(session, keys, asked, webhooks.CHANGED)

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        await self._tell(session, keys, asked, webhooks.OVER)

    async def _tell(
        self, session: AsyncSession, keys: TenantKeys, asked: Asked, type_: str
    ) -> None:
        """How it stands now; the number of the change is the cause."""
        endpoints = await listening(session)
        run = await runs.get(session, asked.run_id) if endpoints else None
        if run is None:
            return
        process = f"{run.namespace}/{run.name}"
        data: JsonObject = {
            "organisation": _organisation(await tenants.get(session)),
            "approval": {**self._approval(asked), "votes": [*_votes(asked)]},
            "run": self._run(asked.run_id, process),
        }
        body = webhooks.message(type_, datetime.now(UTC), data)
        new = [
            NewMessage(endpoint=endpoint, cause=f"{asked.id}/{asked.number}", type=type_, body=body)
            for endpoint in _wanting(endpoints, type_, process)
        ]
        await messages.add(session, keys, new)

    def _notice(self, telling: Telling) -> JsonObject:
        notice, absent = telling.notice, telling.stands_for
        asked, said = telling.approval, telling.said
        return {
            "organisation": _organisation(telling.known.tenant),
            "notice": notice.id,
            "kind": notice.kind,
            "person": {"id": telling.person.id, "name": telling.person.name},
            "for": None if absent is None else {"id": absent.id, "name": absent.name},
            "approval": None if asked is None else self._approval(asked),
            "run": None if notice.run_id is None else self._run(notice.run_id, telling.process),
            "subject": _text(said.get("subject")),
            "trouble": _text(said.get("body")) if notice.kind in TOPICS["troubles"] else None,
        }

    def _approval(self, asked: Asked) -> JsonObject:
        stage = asked.body.get("stage")
        stage = stage if isinstance(stage, dict) else {}
        return {
            "id": asked.id,
            "kind": asked.kind,
            "number": asked.number,
            "subject": _text(asked.body.get("subject")),
            "status": asked.status,
            "round": asked.round,
            "stage": {name: stage.get(name) for name in ("number", "of", "title")},
            "requester": _who(asked.body.get("requester")),
            "due": _moment(asked.due_at),
            "decision": asked.body.get("decision"),
            "link": self._address + pages.approval(asked.id),
        }

    def _run(self, run: str, process: str | None) -> JsonObject:
        return {"id": run, "process": process, "link": self._address + pages.run(run)}


def _wanting(endpoints: Sequence[Listening], type_: str, process: str | None) -> list[str]:
    return [one.id for one in endpoints if webhooks.wants(one.types, one.processes, type_, process)]


def _is_about(telling: Telling, endpoint: str) -> bool:
    """That an endpoint can't be reached is nothing to send there."""
    return telling.notice.cause.startswith(f"channel/{about(endpoint)}")


def about(endpoint: str) -> str:
    """How troubles name an endpoint."""
    return f"{WEBHOOK}/{endpoint}"


def _organisation(tenant: TenantRow) -> JsonObject:
    return {"id": tenant.id, "name": tenant.name}


def _votes(asked: Asked) -> Iterator[Json]:
    """Who has answered what; not what they wrote."""
    votes = asked.body.get("votes")
    for vote in votes if isinstance(votes, list) else ():
        if isinstance(vote, dict):
            yield {
                "person": _who(vote.get("who")),
                "by": _who(vote.get("by")),
                **{name: vote.get(name) for name in ("decision", "channel", "stage", "round")},
                "counts": vote.get("counts", True),
                "at": _moment_of(vote.get("at")),
            }


def _who(value: Json) -> Json:
    match value:
        case {"id": str(person), "name": str(name)}:
            return {"id": person, "name": name}
        case _:
            return None


def _text(value: Json) -> Json:
    return value[:LONGEST_SUBJECT] if isinstance(value, str) else None


def _moment(at: datetime | None) -> Json:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment_of(milliseconds: Json) -> Json:
    if not isinstance(milliseconds, int):
        return None
    return _moment(datetime.fromtimestamp(milliseconds / 1000, UTC))
