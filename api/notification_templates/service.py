"""Lists templates, saves, tries, restores and deletes them.

Never: one kept that can't be read, or deleted while what can be started names it, unless anyway.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.naming import in_use, naming_shown
from api.notification_templates.schemas import PreviewWanted, TemplateTexts, TemplateWanted
from api.services import Services
from api.shapes import MAX_PAGE, moment
from definitions import prose
from definitions.notification_templates import Text, chosen, one_line, texts_of
from definitions.values import Json, JsonObject
from store import notification_templates, template_naming
from store.audit import Deed
from store.notification_templates import MovedError, NewVersion, TemplateRow


def deed(principal: Principal, act: str, name: str, details: JsonObject) -> Deed:
    return Deed(principal.person, f"template.{act}", f"template:{name}", None, details)


async def page(session: AsyncSession) -> JsonObject:
    return {"items": [_listed(row) for row in await notification_templates.page(session)]}


async def describe(session: AsyncSession, name: str, version: int | None) -> JsonObject:
    row = await _find(session, name, version)
    named = await template_naming.naming(session, name)
    return {**_shown(row), "definitions": [naming_shown(one) for one in named]}


async def versions(session: AsyncSession, name: str) -> JsonObject:
    rows = await notification_templates.versions(session, name, MAX_PAGE)
    if not rows:
        raise not_found(f"The template {name}")
    items: list[Json] = [
        {"version": row.version, "note": row.note, "restored": row.restored, **_saved(row)}
        for row in rows
    ]
    return {"items": items}


async def check(services: Services, principal: Principal, wanted: TemplateWanted) -> None:
    """What can't be read would fail every run that tells somebody by it."""
    errors: list[Json] = []
    async with services.previews.turn(principal.tenant):
        for language, text in texts_of(_plain(wanted.texts)).items():
            for part, template in (("subject", text.subject), ("body", text.body)):
                tried = await services.templates.tried(template, cast("JsonObject", wanted.sample))
                if not tried["readable"]:
                    said = f"The {part} can't be filled in: {tried['fault']}."
                    pointer = f"/texts/{language}/{part}"
                    fault: JsonObject = {"code": "template", "message": said, "pointer": pointer}
                    errors.append({**fault, "line": tried["line"]})
    if errors:
        raise ApiError(
            422,
            "invalid",
            "The template can't be read.",
            "Correct what `errors` names; each says where.",
            more={"errors": errors},
        )


async def save(
    session: AsyncSession,
    principal: Principal,
    name: str,
    wanted: TemplateWanted,
    details: JsonObject,
) -> JsonObject:
    sample = cast("JsonObject", wanted.sample)
    new = NewVersion(texts=_plain(wanted.texts), sample=sample, note=wanted.note or None)
    return await _save(session, principal, name, new, wanted.base, details)


async def restore(
    session: AsyncSession,
    principal: Principal,
    name: str,
    version: int,
    base: int,
    details: JsonObject,
) -> JsonObject:
    """An earlier version becomes the newest, as one of its own."""
    row = await _find(session, name, version)
    new = NewVersion(texts=row.texts, sample=row.sample, note=row.note)
    details["restored"] = version
    return await _save(session, principal, name, new, base, details, version)


async def _save(
    session: AsyncSession,
    principal: Principal,
    name: str,
    new: NewVersion,
    base: int,
    details: JsonObject,
    restored: int | None = None,
) -> JsonObject:
    try:
        row = await notification_templates.save(
            session, name, new, principal.person, base, restored
        )
    except MovedError as error:
        raise _moved(name, base, error) from error
    details["version"] = row.version
    return _shown(row)


def _moved(name: str, base: int, error: MovedError) -> ApiError:
    newest = error.newest
    if newest is None:
        said = f"There is no template {name} any more."
        remedy = "Save it with base 0 to make it anew."
    else:
        who = newest.saved_by_name or newest.saved_by
        said = f"The template {name} has version {newest.version} by {who}, and yours is of {base}."
        remedy = "Look at `newest`, bring your changes into it, and save with its version as base."
    shown = None if newest is None else _shown(newest)
    return ApiError(409, "moved", said, remedy, more={"base": base, "newest": shown})


async def remove(session: AsyncSession, name: str, details: JsonObject, *, anyway: bool) -> None:
    await _find(session, name, None)
    named = await template_naming.naming(session, name)
    details["definitions"] = [row.label for row in named]
    if named and not anyway:
        raise in_use(f"The template {name}", named, "fail there")
    if not await notification_templates.remove(session, name):
        raise not_found(f"The template {name}")


async def preview(services: Services, principal: Principal, wanted: PreviewWanted) -> JsonObject:
    values = cast("JsonObject", wanted.values or {})
    if wanted.texts is not None:
        texts = texts_of(_plain(wanted.texts))
    else:
        async with services.database.tenant(principal.tenant) as session:
            row = await _find(session, str(wanted.name), wanted.version)
        texts = row.said
        values = row.sample if wanted.values is None else values
    async with services.previews.turn(principal.tenant):
        return {
            language: await _tried(services, language, text, values)
            for language, text in texts.items()
        }


async def _tried(services: Services, language: str, text: Text, values: JsonObject) -> JsonObject:
    faults: list[Json] = []
    made: dict[str, str] = {}
    for part, template in (("subject", text.subject), ("body", text.body)):
        tried = await services.templates.tried(template, values)
        made[part] = tried["text"]
        if tried["fault"] is not None:
            said = tried["fault"]
            sentence = f"{said[:1].upper()}{said[1:]}."
            faults.append({"part": part, "message": sentence, "line": tried["line"]})
    subject = one_line(made["subject"])
    if not subject and not faults:
        faults.append({"part": "subject", "message": "The subject is empty.", "line": None})
    if faults:
        return {"subject": subject, "text": "", "html": "", "faults": faults}
    return {
        "subject": subject,
        "text": prose.to_text(made["body"]),
        "html": prose.to_page(subject, made["body"], language),
        "faults": faults,
    }


async def _find(session: AsyncSession, name: str, version: int | None) -> TemplateRow:
    row = await notification_templates.find(session, name, version)
    if row is None:
        which = "" if version is None else f"version {version} of the "
        raise not_found(f"The {which}template {name}")
    return row


def _plain(texts: TemplateTexts) -> JsonObject:
    return cast("JsonObject", texts.model_dump(exclude_none=True))


def _saved(row: TemplateRow) -> JsonObject:
    return {
        "savedAt": moment(row.saved_at),
        "savedBy": row.saved_by,
        "savedByName": row.saved_by_name,
    }


def _listed(row: TemplateRow) -> JsonObject:
    _, text = chosen(row.said, None)
    return {
        "name": row.name,
        "version": row.version,
        "languages": [*row.said],
        "subject": text.subject,
        "note": row.note,
        **_saved(row),
    }


def _shown(row: TemplateRow) -> JsonObject:
    return {
        **_listed(row),
        "current": row.current,
        "texts": row.texts,
        "sample": row.sample,
        "restored": row.restored,
    }
