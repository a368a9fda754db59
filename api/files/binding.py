"""Checks the files that a form names, and gives what is to be attached to its run.

What stands at a file field has to be the id of a file that is there, that whoever fills in the form
may read, and of a kind that the field takes. Never: a file attached by who may not read it, or one
because a text somewhere looks like its id.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError
from api.files.refusals import by_portal_only, too_many, unfit
from api.files.rights import may_read
from api.ids import is_id
from definitions.file_fields import (
    FileFields,
    NamedFile,
    TooManyStepsError,
    has_files,
    input_schema,
)
from definitions.values import Json, JsonObject, decode
from store import definitions, files
from store.files import FileRow
from store.keys import TenantKeys
from store.startable import Startable

MOST_FILES: Final = 100
"""In one form."""

SCHEMAS_KEPT: Final = 512
_BY_HASH: OrderedDict[str, FileFields | None] = OrderedDict()
"""Of the inputs of processes, which each start asks for; None: they have no files."""


async def of_input(session: AsyncSession, process: Startable) -> FileFields | None:
    """The file fields of what a process takes; None where there are none."""
    if process.hash in _BY_HASH:
        _BY_HASH.move_to_end(process.hash)
        return _BY_HASH[process.hash]
    schema: Json = process.input
    if process.package is None:
        document = decode(await definitions.document(session, process.hash))
        schema = input_schema(document) if isinstance(document, dict) else None
    found = of_form(schema)
    _BY_HASH[process.hash] = found
    if len(_BY_HASH) > SCHEMAS_KEPT:
        _BY_HASH.popitem(last=False)
    return found


def of_form(schema: Json) -> FileFields | None:
    return FileFields(schema) if has_files(schema) else None


async def checked(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal | None,
    fields: FileFields,
    value: Json,
    place: str,
    known: Collection[str] = (),
) -> list[str]:
    """The ids to attach. Raises ApiError that names each place; `place` is where the value stands.

    `known` are there already, and whoever leaves them as they are is asked nothing.
    """
    named = [one for one in _named(fields, value) if one.id not in known]
    if not named:
        return []
    if principal is None:
        raise by_portal_only()
    if len({one.id for one in named}) > MOST_FILES:
        raise too_many(MOST_FILES)
    there = await _readable(session, keys, principal, {one.id for one in named})
    faults = [fault for one in named if (fault := _fault(one, there.get(one.id), place))]
    if faults:
        raise unfit(faults)
    return sorted(there)


def _named(fields: FileFields, value: Json) -> Iterable[NamedFile]:
    """A text where a file is one of several choices is no file unless it looks like one."""
    try:
        found = fields.named(value)
    except TooManyStepsError as error:
        raise too_many(MOST_FILES) from error
    return [one for one in found if one.is_sure or is_id(one.id)]


async def _readable(
    session: AsyncSession, keys: TenantKeys, principal: Principal, ids: Collection[str]
) -> dict[str, FileRow]:
    """What they may not read is not there for them."""
    found = await files.some(session, keys, sorted(one for one in ids if is_id(one)))
    return {one.id: one for one in found if await may_read(session, keys, principal, one)}


def _fault(named: NamedFile, file: FileRow | None, place: str) -> JsonObject | None:
    pointer = place + named.pointer
    if file is None:
        said = f"There is no file {named.id[:100]!r} that you could give."
        return _told("file-unknown", said, pointer, named)
    if not named.takes(file.media_type):
        kinds = ", ".join(named.accept)
        said = f"{file.name} is {file.media_type}, by what is in it; taken are {kinds}."
        return _told("file-kind", said, pointer, named)
    return None


def _told(code: str, message: str, pointer: str, named: NamedFile) -> JsonObject:
    return {"code": code, "message": message, "in": "body", "pointer": pointer, "file": named.id}


__all__ = ["MOST_FILES", "ApiError", "checked", "of_form", "of_input"]
