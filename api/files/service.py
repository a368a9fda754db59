"""Takes files in, shows them and makes links to them.

Never: a file whose bytes nobody takes away when what it was brought for comes to nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request

from api.audit.service import audited, data_read, refusals, write
from api.auth.credentials import suspended
from api.auth.principal import Principal
from api.errors import not_found
from api.files.refusals import cut_short, link_over, link_unknown, told, wrong_kind
from api.files.rights import may_read
from api.files.schemas import shown
from api.idempotency import Once
from api.ids import is_id
from api.services import Services
from api.shapes import moment
from definitions.media.kinds import accepted
from definitions.media.names import clean
from definitions.values import JsonObject
from store import audit, file_links, files, limits, tenants
from store.audit import Deed
from store.file_links import LinkRow
from store.files import Arrived, FileRow, Wanted
from store.runs import new_id
from store.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Upload:
    """What is said of a file that comes."""

    name: str
    purpose: str
    accept: tuple[str, ...] = ()


async def upload(
    services: Services, principal: Principal, request: Request, said: Upload, key: str | None
) -> tuple[JsonObject, bool]:
    """The file, and whether it was answered before."""
    wanted = Wanted(new_id(), clean(said.name), said.purpose, principal.person)
    deed = _deed(principal, "upload", wanted.id, {"name": wanted.name})
    async with refusals(services, principal, deed):
        arrived = await _arrive(services, principal.tenant, request, said, wanted)
        try:
            file, replayed = await _keep(services, principal, request, deed, said, arrived, key)
        except BaseException:
            await services.files.drop(principal.tenant, wanted.id)
            raise
    if replayed:
        # What has come now is the same once more.
        await services.files.drop(principal.tenant, wanted.id)
    return shown(file), replayed


async def _arrive(
    services: Services, tenant: str, request: Request, said: Upload, wanted: Wanted
) -> Arrived:
    announced = _announced(request)
    async with services.database.tenant(tenant) as session:
        await limits.check_room(session, announced or 1)
    with told(wanted.id):
        arrived = await services.files.arrive(tenant, wanted, request.stream())
    wrong = None
    if announced is not None and announced != arrived.size:
        wrong = cut_short(announced, arrived.size)
    elif not accepted(arrived.media_type, said.accept):
        wrong = wrong_kind(arrived.media_type, said.accept)
    if wrong is not None:
        await services.files.drop(tenant, wanted.id)
        raise wrong
    return arrived


async def _keep(
    services: Services,
    principal: Principal,
    request: Request,
    deed: Deed,
    said: Upload,
    arrived: Arrived,
    key: str | None,
) -> tuple[FileRow, bool]:
    keys = await services.keyring.of(principal.tenant)
    content = hashlib.sha256(f"{arrived.sha256}\0{said.purpose}\0{said.name}".encode()).digest()
    async with services.database.tenant(principal.tenant) as session:
        once = await Once.begin(session, principal, key, request, content)
        if once.answered is not None:
            known = await files.get(session, keys, str(once.before["id"]))
            if known is None:
                raise not_found("The file that was brought with this Idempotency-Key")
            return known, True
        file = await files.keep(session, keys, arrived)
        details: JsonObject = {"mediaType": file.media_type, "size": file.size}
        if deed.details is not None:
            deed.details.update(details)
        await write(session, keys, principal, deed)
        await once.keep(201, {"id": file.id})
    return file, False


async def find(services: Services, principal: Principal, file: str) -> FileRow:
    """What somebody may not read is not there for them."""
    keys = await services.keyring.of(principal.tenant)
    found, runs = None, list[str]()
    if is_id(file):
        async with services.database.tenant(principal.tenant) as session:
            found = await files.get(session, keys, file)
            if found is not None and not await may_read(session, keys, principal, found):
                found = None
            if found is not None and found.made_by != principal.person:
                runs = await files.runs_of(session, file)
    if found is None:
        raise not_found(f"The file {file}")
    for run in runs:
        await data_read(services, principal, run)
    return found


async def remove(services: Services, principal: Principal, file: str) -> None:
    found = await find(services, principal, file)
    if found.made_by != principal.person:
        raise not_found(f"A file {file} of yours")
    deed = _deed(principal, "remove", found.id, {"name": found.name})
    async with audited(services, principal, deed) as session:
        with told(found.id):
            await files.take_away(session, found.id)
    await services.files.drop(principal.tenant, found.id)


async def link(services: Services, principal: Principal, file: str, seconds: int) -> JsonObject:
    found = await find(services, principal, file)
    details: JsonObject = {"name": found.name, "seconds": seconds}
    async with audited(services, principal, _deed(principal, "link", file, details)) as session:
        lasts = timedelta(seconds=seconds)
        made = await file_links.issue(session, file, lasts, principal.person)
    url = f"{services.settings.address}/files/{made.token}"
    return {"url": url, "expiresAt": moment(made.expires_at)}


async def linked(services: Services, token: str) -> tuple[str, FileRow]:
    """The tenant and the file that a link opens, for whoever has it."""
    async with services.database.lookup("token", hash_of(token)) as session:
        found = await file_links.find(session, hash_of(token))
    if found is None:
        raise link_unknown()
    if found.over:
        raise link_over(found.expires_at)
    keys = await services.keyring.of(found.tenant_id)
    async with services.database.tenant(found.tenant_id) as session:
        if (await tenants.get(session)).rests:
            raise suspended()
        file = await files.get(session, keys, found.file_id)
        if file is None:
            raise link_unknown()
        await audit.add(session, keys, _opened(found, file))
    return found.tenant_id, file


def _opened(link: LinkRow, file: FileRow) -> Deed:
    """Told once an hour: whoever downloads in parts asks many times."""
    hour = datetime.now(UTC).strftime("%Y-%m-%dT%H")
    details: JsonObject = {"name": file.name, "linkOf": link.made_by}
    once = f"link {link.made_by} {hour}"
    return Deed(audit.NOBODY, "file.open-link", f"file:{file.id}", None, details, once=once)


def _deed(principal: Principal, verb: str, file: str, said: JsonObject) -> Deed:
    return Deed(principal.person, f"file.{verb}", f"file:{file}", None, said)


def _announced(request: Request) -> int | None:
    given = request.headers.get("content-length", "")
    return int(given[:20]) if given.isdigit() else None
