"""Shows and changes access: roles, what is granted for processes, exceptions.

Never: more granted than whoever grants has, and no change without its line in the audit trail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.access.process_rights import OF_PROCESSES, RIGHTS
from api.access.rights import Reason, Rights
from api.access.schemas import AccessWanted, ExceptionWanted, GrantWanted, Subject
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.people.service import find as find_person
from api.permissions import (
    ALL,
    EVERYONE,
    INSTALLATION,
    INSTALLER,
    ROLES,
    Permission,
    expand,
)
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import access, departments, people, run_list, tenants
from store.access import Exemption, Grant
from store.reach import ANY, Process
from store.runs import RunLine

LONGEST = timedelta(days=366)
"""Of an exception; what is to last longer is a role."""


def permissions() -> JsonObject:
    items: list[Json] = [
        {"name": name, "ofProcesses": name in OF_PROCESSES, "everyone": name in EVERYONE}
        for name in sorted(ALL)
    ]
    rights: JsonObject = {right: [*sorted(brings)] for right, brings in RIGHTS.items()}
    return {"items": items, "rights": rights}


def mine(rights: Rights, process: str | None) -> JsonObject:
    of = None if process is None else split(process)
    here: list[Json] = [one for one in sorted(ALL | INSTALLATION) if rights.may(one, of)]
    somewhere: list[Json] = [one for one in sorted(ALL | INSTALLATION) if rights.may_somewhere(one)]
    return {"process": process, "permissions": here, "somewhere": somewhere}


# ---- roles


async def roles(session: AsyncSession, *, installation: bool = False) -> JsonObject:
    counted = await people.with_roles(session)
    own = await access.own_roles(session)
    items: list[Json] = [
        _role(name, name.title(), [*sorted(given)], given, counted, built_in=True)
        for name, given in ROLES.items()
        if installation or name != INSTALLER
    ]
    for row in own:
        given = expand(row.permissions)
        items.append(_role(row.name, row.title, row.permissions, given, counted, built_in=False))
    return {"items": items}


def _role(
    name: str,
    title: str,
    patterns: Iterable[str],
    given: Collection[Permission],
    counted: dict[str, int],
    *,
    built_in: bool,
) -> JsonObject:
    return {
        "name": name,
        "title": title,
        "builtIn": built_in,
        "patterns": [*patterns],
        "permissions": [*sorted(given)],
        "people": counted.get(name, 0),
    }


async def put_role(
    session: AsyncSession, principal: Principal, name: str, title: str, patterns: list[str]
) -> JsonObject:
    """What it was and is; who has the role already has the new one from now on."""
    if name in ROLES:
        raise built_in(name)
    refuse_more(principal, expand(patterns), ANY)
    before = {row.name: row for row in await access.own_roles(session)}.get(name)
    if before is not None:
        # Who takes from a role what they don't have could not give it back.
        refuse_more(principal, expand(before.permissions), ANY)
    await access.put_role(session, name, title, sorted(set(patterns)), principal.person)
    was: list[Json] | None = None if before is None else [*before.permissions]
    return {"before": was, "after": [*sorted(set(patterns))]}


async def drop_role(session: AsyncSession, principal: Principal, name: str) -> JsonObject:
    """What it was, and for which processes it had been granted something that is gone now."""
    # Nobody is given it, and nothing is granted to it, meanwhile.
    await tenants.hold(session)
    if name in ROLES:
        raise built_in(name)
    before = {row.name: row for row in await access.own_roles(session)}.get(name)
    if before is None:
        raise not_found(f"The role {name}")
    refuse_more(principal, expand(before.permissions), ANY)
    holding = (await people.with_roles(session)).get(name, 0)
    if holding:
        raise ApiError(
            409,
            "in-use",
            f"{holding} people have the role {name}.",
            "Take it from them first: the list of people can be filtered by role.",
        )
    granted = await access.drop_role(session, name)
    return {"before": [*before.permissions], "after": None, "granted": [*granted]}


def built_in(name: str) -> ApiError:
    remedy = "Make a role of another name with what you need."
    return ApiError(409, "built-in", f"The role {name} is built in and stays as it is.", remedy)


# ---- processes


async def of_process(session: AsyncSession, principal: Principal, process: Process) -> JsonObject:
    granted = await access.grants_for(session, *process)
    known = await people.names(session, [one.subject for one in granted if is_id(one.subject)])
    known |= {one.id: one.name for one in (await departments.everything(session)).values()}
    return {
        "process": "/".join(process),
        "restricted": await access.is_restricted(session, *process),
        "grants": [_grant(one, known) for one in granted],
        "mayChange": principal.may("access:write"),
    }


def _grant(one: Grant, known: dict[str, str]) -> JsonObject:
    return {
        "subject": {"kind": one.subject_kind, "id": one.subject},
        "name": known.get(one.subject),
        "rights": [*one.rights],
        "grantedBy": one.granted_by,
        "grantedAt": moment(one.granted_at),
    }


async def change_process(
    session: AsyncSession, principal: Principal, process: Process, wanted: AccessWanted
) -> JsonObject:
    """What it was and is, for the audit trail."""
    await tenants.hold(session)
    before = {_subject(one): one.rights for one in await access.grants_for(session, *process)}
    after = await _wanted(session, wanted.grants)
    for subject in sorted(before.keys() | after.keys()):
        was, now = before.get(subject, ()), after.get(subject, ())
        if set(was) != set(now):
            changed = frozenset[Permission]().union(*(RIGHTS.get(one, ()) for one in (*was, *now)))
            refuse_more(principal, changed, process)
            await access.grant(session, subject, process, now, principal.person)
    shut = await access.is_restricted(session, *process)
    if shut != wanted.restricted:
        by = principal.person
        await access.restrict(session, *process, by, restricted=wanted.restricted)
    return {
        "before": {"restricted": shut, "grants": _told(before)},
        "after": {"restricted": wanted.restricted, "grants": _told(after)},
    }


def _subject(one: Grant) -> tuple[str, str]:
    return one.subject_kind, one.subject


def _told(grants: dict[tuple[str, str], tuple[str, ...]]) -> JsonObject:
    return {" ".join(subject).strip(): [*rights] for subject, rights in sorted(grants.items())}


async def _wanted(
    session: AsyncSession, given: list[GrantWanted]
) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in given:
        subject = one.subject.kind, await _checked(session, one.subject)
        if subject in found:
            remedy = "Write all their rights into one line."
            raise invalid(f"{' '.join(subject)} is there twice.", remedy, more={"errors": []})
        found[subject] = tuple(sorted(set(one.rights)))
    return found


async def _checked(session: AsyncSession, subject: Subject) -> str:
    """Somebody who is there, in this tenant."""
    match subject.kind:
        case "everyone":
            there = not subject.id
        case "person":
            there = is_id(subject.id) and await people.get(session, subject.id) is not None
        case "role":
            own = [row.name for row in await access.own_roles(session)]
            there = subject.id in ROLES or subject.id in own
        case "department":
            there = subject.id in await departments.everything(session)
    if not there:
        remedy = "Choose somebody of the tenant, one of its roles, or everyone without an id."
        raise invalid(f"There is no {subject.kind} {subject.id}.", remedy, more={"errors": []})
    return subject.id


# ---- exceptions


async def exceptions(session: AsyncSession, person: str) -> JsonObject:
    await find_person(session, person)
    now = datetime.now(UTC)
    return {"items": [_exception(one, now) for one in await access.exceptions_of(session, person)]}


async def exempt(
    session: AsyncSession, principal: Principal, person: str, wanted: ExceptionWanted
) -> JsonObject:
    await find_person(session, person)
    if person == principal.person:
        raise ApiError(
            403, "forbidden", "Nobody makes an exception for themselves.", "Ask somebody else."
        )
    now = datetime.now(UTC)
    until = wanted.until if wanted.until.tzinfo is not None else wanted.until.replace(tzinfo=UTC)
    if not now < until <= now + LONGEST:
        remedy = "Name a moment from now on, at most a year away; for longer make a role."
        raise invalid("An exception has an end.", remedy, more={"errors": []})
    process = split(wanted.process)
    if process != ANY and not expand([wanted.permission]) <= OF_PROCESSES:
        remedy = "Leave out the process, or name a permission that processes have."
        detail = f"{wanted.permission} is not for single processes."
        raise invalid(detail, remedy, more={"errors": []})
    refuse_more(principal, expand([wanted.permission]), process)
    made = await access.exempt(
        session,
        person,
        wanted.permission,
        process,
        wanted.reason,
        until,
        principal.person,
        allowed=wanted.allowed,
    )
    return _exception(made, now)


async def end_exception(
    session: AsyncSession, principal: Principal, person: str, exception: str
) -> JsonObject:
    ended = None
    if is_id(person) and is_id(exception):
        ended = await access.end_exception(session, person, exception)
    if ended is None:
        raise not_found(f"The exception {exception}")
    if not ended.allowed:
        # To end what takes something away is to give it.
        refuse_more(principal, expand([ended.permission]), ended.process)
    return _exception(ended, datetime.now(UTC))


def _exception(one: Exemption, now: datetime) -> JsonObject:
    return {
        "id": one.id,
        "permission": one.permission,
        "process": "/".join(one.process),
        "allowed": one.allowed,
        "reason": one.reason,
        "until": moment(one.until),
        "madeBy": one.made_by,
        "madeAt": moment(one.made_at),
        "over": one.until <= now,
    }


# ---- why


async def why(
    services: Services,
    session: AsyncSession,
    person: str,
    permission: Permission,
    process: str | None,
    run: str | None,
) -> JsonObject:
    """Whether somebody may, and all that speaks for it and against it."""
    found = await find_person(session, person)
    rights = await services.access.rights(session, await tenants.get(session), found)
    of = None if process is None else split(process)
    if run is None:
        reasons, allowed = rights.why(permission, of), rights.may(permission, of)
    else:
        row = await _run(session, permission, run)
        of, process = (row.namespace, row.name), f"{row.namespace}/{row.name}"
        reasons = rights.why_run(permission, row.started_by, of)
        allowed = rights.may_with_run(permission, row.started_by, of)
    told: list[Json] = [_reason(one) for one in reasons]
    return {
        "person": person,
        "permission": permission,
        "process": process,
        "run": run,
        "allowed": found.disabled_at is None and allowed,
        "reasons": told,
    }


async def _run(session: AsyncSession, permission: Permission, run: str) -> RunLine:
    if permission not in OF_PROCESSES:
        remedy = "Leave out the run, or name a permission that processes have."
        raise invalid(f"{permission} is not for single runs.", remedy, more={"errors": []})
    found = await run_list.some(session, [run]) if is_id(run) else []
    if not found:
        raise not_found(f"The run {run}")
    return found[0]


_SENTENCES = {
    "everyone": "Everybody has it who has signed in.",
    "role": "The role {what} gives it.",
    "grant": "It is granted for this process.",
    "exception": "An exception for this person {verb} it.",
    "restricted": "{what} is only for those to whom it is granted.",
    "key": "The scopes of the API key don't include it.",
    "sees": "The run is seen by {what}.",
    "unseen": "The run was started by somebody else, whose runs this person doesn't see.",
    "nothing": "Nothing gives it: no role, no grant and no exception.",
}


def _reason(one: Reason) -> JsonObject:
    verb = "allows" if one.allows else "forbids"
    sentence = _SENTENCES[one.kind].format(what=one.what, verb=verb)
    return {"allows": one.allows, "kind": one.kind, "what": one.what, "sentence": sentence}


# ---- what whoever grants must have


def refuse_more(principal: Principal, given: Collection[Permission], process: Process) -> None:
    """Nobody gives, or takes, what they don't have there themselves."""
    where = None if process == ANY else process
    lacking = sorted(one for one in given if not principal.may(one, where))
    if lacking:
        raise ApiError(
            403,
            "more-than-own",
            f"You don't have {', '.join(lacking)} yourself.",
            "Leave it out, or ask somebody who has it.",
        )


def split(process: str) -> Process:
    namespace, _, name = process.partition("/")
    return namespace, name
