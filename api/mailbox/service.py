"""Finds mails that went to nobody: whose they are says PostgreSQL, what they say the folder.

A link in a mail lets its reader in as whom it is for. So nobody reads the mail of somebody who may
do more than they, and who has read one stands in the audit trail. Never: a mail of another tenant.
"""

from __future__ import annotations

import asyncio

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.people.rights import check_person
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import mails, people
from store.audit import Deed
from store.mail_folder import KeptMail, MailFolder, MailHead
from store.mails import GoneMail


async def page(
    services: Services, principal: Principal, cursor: str | None, limit: int
) -> JsonObject:
    folder = _folder(services)
    before = place(cursor)
    if before is not None and not is_id(before):
        raise bad_cursor()
    async with services.database.tenant(principal.tenant) as session:
        rows, following = await mails.gone_ones(session, before, limit)
    heads = await asyncio.to_thread(folder.heads, [row.id for row in rows])
    # One whose file is gone, or that a mail server took before, has nothing to show.
    items: list[Json] = [_line(row, heads[row.id]) for row in rows if row.id in heads]
    return {"items": items, "next": opaque(following)}


async def whole(services: Services, principal: Principal, mail: str) -> JsonObject:
    folder = _folder(services)
    if not is_id(mail):
        raise not_found("The mail")
    details: JsonObject = {}
    read = Deed(
        principal.person,
        "mail.read",
        f"mail:{mail}",
        details=details,
        once=f"read {principal.person}",
    )
    # Whose it is isn't known yet, and nothing is told until it is.
    kept = await asyncio.to_thread(folder.read, mail)
    async with audited(services, principal, read) as session:
        row = await mails.gone_one(session, mail)
        if row is None or kept is None:
            raise not_found("The mail")
        for person in await people.by_email(session, kept.address):
            details["person"] = person.id
            await check_person(session, principal, person)
    return _whole(row, kept)


def _folder(services: Services) -> MailFolder:
    if services.mails is None:
        raise ApiError(
            404,
            "mails-are-sent",
            "This installation has a mail server: mails go to people, and none is kept to be read.",
            "Look into the mailbox of the person, or at the log of the relay if nothing has come.",
        )
    return services.mails


def _line(row: GoneMail, head: MailHead | KeptMail) -> JsonObject:
    return {
        "id": row.id,
        "to": head.to,
        "subject": head.subject,
        "writtenAt": moment(row.sent_at),
    }


def _whole(row: GoneMail, kept: KeptMail) -> JsonObject:
    headers: list[Json] = [{"name": name, "value": value} for name, value in kept.headers]
    return {**_line(row, kept), "headers": headers, "text": kept.text, "html": kept.html}
