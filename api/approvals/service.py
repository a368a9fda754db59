"""Shows approvals, and carries what people do to the run that asks.

What is plainly too late or not allowed is refused at once; all else is kept as a message first, and
the run has the last word. Every door goes through `act`: the portal, a link in a mail, a chat.
Never: an act that is lost; who did it hears "recorded, not yet counted" while the run can't be
reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast
from uuid import NAMESPACE_URL, uuid4, uuid5

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import shown, sight
from api.approvals.sight import Seen
from api.audit.service import write
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.files import binding
from api.files.refusals import told
from api.ids import is_id
from api.paging import moment_and_id, opaque
from api.runs.commands import ANSWER_SECONDS, RECORDED, heard
from api.services import Services
from definitions import approvals as acts
from definitions.approvals import OVER, Act, Who
from definitions.file_fields import ids_in
from definitions.values import Json, JsonObject
from store import approvals, audit, files, messages, people
from store.approvals import Before
from store.audit import Deed
from store.keys import TenantKeys
from store.messages import RunEndedError, RunMissingError

SCANNED = 2_000
"""So many are looked through for words; their subjects are sealed."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and by which door they came."""

    tenant: str
    who: Who
    channel: str
    principal: Principal | None = None
    """None: a link that is theirs has let them in, and nothing else."""

    @classmethod
    def of(cls, principal: Principal, channel: str = "portal") -> Actor:
        return cls(principal.tenant, Who(principal.person, principal.name), channel, principal)


@dataclass(frozen=True, slots=True)
class Kept:
    """An act on its way to the run that asks."""

    tenant: str
    approval: str
    run: str
    message: str
    new: bool
    """It has not come before, as far as is known."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the run has said; None: it has not said anything yet."""

    approval: str
    answer: JsonObject | None

    def to_json(self) -> JsonObject:
        told = self.answer or {}
        return {
            "id": self.approval,
            "recorded": True,
            "counted": self.answer is not None,
            "detail": "It counts." if self.answer is not None else f"It is {RECORDED}.",
            "status": told.get("status"),
            "decision": told.get("decision"),
            "left": told.get("left"),
        }


# ---- shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ones of a list."""

    which: str
    """assignee, standin, decided or requester."""
    over: bool | None
    search: str
    cursor: str | None
    limit: int


async def page(
    session: AsyncSession, keys: TenantKeys, principal: Principal, wanted: Wanted
) -> JsonObject:
    me = principal.person
    others = await sight.others(session, me)
    persons = others if wanted.which == "standin" else [me]
    which = "assignee" if wanted.which == "standin" else wanted.which
    limit = SCANNED if wanted.search else wanted.limit + 1
    before = moment_and_id(wanted.cursor)
    place = None if before is None else Before(*before)
    rows = await approvals.page(session, which, persons, wanted.over, place, limit)
    seen = await sight.see(session, keys, me, others, rows)
    fitting = [one for one in seen if _says(one, wanted.search.lower())]
    counts = await approvals.counts(session, me, others)
    following = fitting[wanted.limit - 1] if len(fitting) > wanted.limit else None
    items: list[Json] = [shown.line(one.row, one.body, one.me) for one in fitting[: wanted.limit]]
    place = None if following is None else f"{following.row.at.isoformat()}/{following.row.id}"
    return {
        "items": items,
        "next": opaque(place),
        "counts": {"me": counts.me, "standin": counts.standin, "requested": counts.requested},
    }


def _says(seen: Seen, words: str) -> bool:
    said = (seen.body["subject"], seen.row.namespace, seen.row.name, seen.row.title or "")
    return words in " ".join(map(str, said)).lower()


async def whole(
    session: AsyncSession, keys: TenantKeys, principal: Principal, approval: str
) -> JsonObject:
    seen = await sight.find(session, keys, principal, approval)
    able = sight.can(principal, seen)
    sees_run = sight.sees_run(principal, seen.row)
    return shown.whole(seen.row, seen.body, seen.me, able, sees_run=sees_run)


# ---- done


async def act(
    services: Services,
    actor: Actor,
    approval: str,
    kind: str,
    said: Act,
    key: str | None = None,
) -> Answered:
    """Raises ApiError when it is refused, at once or by the run."""
    return await hear(services, await keep(services, actor, approval, kind, said, key))


async def keep(
    services: Services,
    actor: Actor,
    approval: str,
    kind: str,
    said: Act,
    key: str | None = None,
) -> Kept:
    """From here on it is not lost. Raises ApiError when it is refused at once."""
    keys = await services.keyring.of(actor.tenant)
    message = _message(actor, approval, kind, key)
    async with services.database.tenant(actor.tenant) as session:
        seen = await sight.look(session, keys, actor.who.id, approval)
        if seen is None:
            raise not_found(f"The approval {approval}")
        new = await messages.find(session, seen.row.run_id, message) is None
        if new:
            await _put(session, keys, actor, seen, message, kind, said)
    return Kept(actor.tenant, approval, seen.row.run_id, message, new)


async def put(
    session: AsyncSession,
    keys: TenantKeys,
    actor: Actor,
    seen: Seen,
    kind: str,
    said: Act,
    key: str,
) -> Kept:
    """In the transaction in which it was just seen, by a person who hasn't answered yet."""
    message = _message(actor, seen.row.id, kind, key)
    await _put(session, keys, actor, seen, message, kind, said)
    return Kept(actor.tenant, seen.row.id, seen.row.run_id, message, new=True)


async def _put(
    session: AsyncSession,
    keys: TenantKeys,
    actor: Actor,
    seen: Seen,
    message: str,
    kind: str,
    said: Act,
) -> None:
    run = seen.row.run_id
    done = _checked(actor, seen, kind, said)
    named = await _files(session, keys, actor.principal, seen, kind, done)
    await _post(session, keys, actor, run, message, kind, done)
    if named:
        with told(named[0]):
            await files.attach(session, named, run)


async def hear(services: Services, kept: Kept, seconds: float = ANSWER_SECONDS) -> Answered:
    """Has it delivered. Raises ApiError when the run refuses it."""
    answer = await heard(services, kept.tenant, kept.run, kept.message, seconds, new=kept.new)
    if answer is not None and answer.get("accepted") is not True:
        code, detail = answer.get("code"), answer.get("detail")
        raise refused(str(code or "not-now"), str(detail or "It changes nothing any more."))
    return Answered(kept.approval, answer)


async def _post(
    session: AsyncSession,
    keys: TenantKeys,
    actor: Actor,
    run: str,
    message: str,
    kind: str,
    done: Act,
) -> None:
    data = cast("Json", msgspec.to_builtins(done))
    try:
        await messages.post(session, keys, run, message, kind, data)
    except (RunEndedError, RunMissingError) as error:
        raise refused("closed", "It is not needed any more: the run has ended.") from error
    details: JsonObject = {"approval": done.approval, "channel": actor.channel}
    if done.decision is not None:
        details["decision"] = done.decision
    if done.person not in (None, actor.who.id):
        details["standsInFor"] = done.person
    deed = Deed(actor.who.id, kind, f"{audit.RUN}{run}", None, details)
    await write(session, keys, actor.principal, replace(deed, message=message))


async def _files(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal | None,
    seen: Seen,
    kind: str,
    done: Act,
) -> list[str]:
    """Those that are given with the form, to be attached to the run."""
    fields = binding.of_form(seen.body["form"])
    if fields is None or not done.fields or not _fills_in(seen, kind, done):
        return []
    known = ids_in(seen.body["values"])
    return await binding.checked(session, keys, principal, fields, done.fields, "/fields", known)


def _fills_in(seen: Seen, kind: str, done: Act) -> bool:
    """What comes with a decision that ends the approval is not looked at by the run either."""
    return kind == acts.RESUBMIT or any(
        one["name"] == done.decision and one["goes"] == "on"
        for one in shown.objects(seen.body["decisions"])
    )


def _message(actor: Actor, approval: str, kind: str, key: str | None) -> str:
    """The same Idempotency-Key means the same message, which the inbox keeps once."""
    if key is None:
        return str(uuid4())
    return str(uuid5(NAMESPACE_URL, f"baton:{actor.who.id}:{approval}:{kind}:{key}"))


def _checked(actor: Actor, seen: Seen, kind: str, said: Act) -> Act:
    """What is plainly too late, or not theirs to do, the run needs not be asked."""
    principal = actor.principal
    if principal is not None and not sight.may_see(principal, seen):
        raise not_found(f"The approval {seen.row.id}")
    if seen.row.status in OVER:
        raise refused(seen.row.status, over(seen))
    done = msgspec.structs.replace(said, approval=seen.row.id, by=actor.who, channel=actor.channel)
    if kind in (acts.DECIDE, acts.ASK, acts.SEND_BACK):
        done.person = _whose(seen, actor.who, said.person)
    elif kind in (acts.WITHDRAW, acts.RESUBMIT) and actor.who.id != seen.row.requester_id:
        raise refused("not-yours", "Only who has asked for it can do that.")
    elif kind == acts.REASSIGN:
        _may_reassign(principal, seen, actor.who, said)
    return done


def _whose(seen: Seen, who: Who, wanted: str | None) -> str:
    """Whose answer it is: their own, or that of somebody who is away."""
    away = [str(one["id"]) for one in seen.stands_in_for]
    if wanted is not None and wanted != who.id:
        if wanted not in away:
            raise refused("not-asked", f"{who.name} does not stand in for them here.")
        return wanted
    if wanted == who.id or seen.state is not None:
        return who.id  # whether it is still theirs to answer, the run says
    if not away:
        raise refused("not-asked", f"{who.name} is not asked here.")
    if len(away) > 1:
        names = ", ".join(str(one["name"]) for one in seen.stands_in_for)
        raise invalid(f"You stand in for {names} here.", "Say for whom: give `standsInFor`.")
    return away[0]


def _may_reassign(principal: Principal | None, seen: Seen, who: Who, said: Act) -> None:
    mine = [who.id, *(str(one["id"]) for one in seen.stands_in_for)]
    controls = principal is not None and principal.may(
        "runs:control", (seen.row.namespace, seen.row.name)
    )
    if (said.person or who.id) not in mine and not controls:
        raise ApiError(
            403,
            "forbidden",
            "Only who is asked, or operates the process, hands it to somebody else.",
            "Ask one of them.",
        )


async def somebody(session: AsyncSession, person: str) -> Who:
    """Of the tenant, active; for who is asked instead."""
    row = await people.get(session, person) if is_id(person) else None
    if row is None or row.disabled_at is not None or row.kind != people.PERSON:
        raise invalid(f"There is no active person {person}.", "Choose somebody who is there.")
    return Who(row.id, row.name)


def over(seen: Seen) -> str:
    """Who has decided what, and when it is too late for what else."""
    history = shown.objects(seen.body["history"])
    by = history[-1].get("by") if history else None
    named = f" by {by['name']}" if isinstance(by, dict) else ""
    match seen.row.status:
        case acts.DECIDED:
            wanted = seen.body["decision"]
            labels = [
                str(one["label"] or one["name"])
                for one in shown.objects(seen.body["decisions"])
                if one["name"] == wanted
            ]
            return f"It has been decided already{named}: {labels[0] if labels else wanted}."
        case acts.WITHDRAWN:
            return f"It has been withdrawn{named}."
        case _:
            return "It is not needed any more: the process has gone on without it."


def refused(code: str, why: str) -> ApiError:
    return ApiError(409, code, why, "Look at it again: what you see may be older.")


__all__ = ["Actor", "Answered", "Wanted", "act", "over", "page", "somebody", "whole"]
