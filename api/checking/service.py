"""Looks at a text that somebody is writing: what is wrong with it, and which data is at hand.

Never: anything kept, or asked outside of this installation. Nor more told of another process than
who asks may know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from api.auth.principal import Principal
from api.services import Services
from definitions import notification_templates as named
from definitions.data_schemas import Schemas, schemas_of
from definitions.diagnostics import MOST, Diagnostic
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint, publishable
from definitions.reader import Reading, read
from definitions.secret_lint import Binding, Bound
from definitions.subflow_lint import Published, Wanted, wanted
from definitions.template_lint import Known
from definitions.values import Json, JsonObject
from store import notification_templates, secrets, startable


@dataclass(frozen=True, slots=True)
class _Here:
    """What publishing would hold the definition to besides itself."""

    scripts: Sequence[str]
    published: Published
    secrets: Bound | None
    templates: Known | None


async def check(services: Services, principal: Principal, text: bytes) -> JsonObject:
    async with services.checks.turn(principal.tenant):
        reading = await asyncio.to_thread(read, text)
        here = await _here(services, principal, reading)
        return await asyncio.to_thread(_found, reading, services.catalogue, here)


async def _here(services: Services, principal: Principal, reading: Reading) -> _Here | None:
    """Only what the definition speaks of is looked for."""
    workflow = reading.workflow
    if workflow is None or reading.document is None:
        return None
    scripts = services.scripts if "scripts" not in principal.features_off else ()
    processes = dict.fromkeys(wanted(workflow).values())
    bound: Bound | None = None
    templates: Known | None = None
    there: dict[Wanted, JsonObject | None] = {}
    uses_templates = any(True for _ in named.named_in(reading.document))
    if not (processes or workflow.use.secrets or uses_templates):
        return _Here(scripts, there, None, None)
    async with services.database.tenant(principal.tenant) as session:
        if workflow.use.secrets:
            bound = {
                row.name: Binding(row.processes, row.hosts) for row in await secrets.page(session)
            }
        if uses_templates:
            templates = await notification_templates.names(session)
        for each in processes:
            if not principal.may("runs:start", (each.namespace, each.name)):
                there[each] = None  # publishing refuses it; here not even that it is there is told
                continue
            version = None if each.version == "latest" else each.version
            process = await startable.find(session, each.namespace, each.name, version)
            if process is not None and process.runs:
                there[each] = process.input
    return _Here(scripts, there, bound, templates)


def _found(reading: Reading, catalogue: Catalogue, here: _Here | None) -> JsonObject:
    found = [*reading.diagnostics]
    if here is not None:
        found += lint(reading, catalogue)
        found += publishable(
            reading, catalogue, here.published, here.scripts, here.secrets, here.templates
        )
    problems: list[Json] = [_shown(one) for one in _once(found)]
    workflow = reading.workflow
    known = Schemas() if workflow is None else schemas_of(workflow, catalogue)
    data, schemas = known.to_json()
    return {**_about(reading), "problems": problems, "data": data, "schemas": schemas}


def _shown(one: Diagnostic) -> JsonObject:
    """With what an editor offers as one press."""
    return {**one.to_json(), "suggestions": [each.to_json() for each in one.suggestions]}


def _once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What both a draft and its publishing are held to is told once; errors before warnings."""
    told = {(one.code, one.pointer, one.message): one for one in reversed(found)}
    first = sorted(told.values(), key=lambda one: one.severity == "warning")[:MOST]
    return sorted(first, key=lambda one: (one.line, one.column, one.pointer, one.code))


def _about(reading: Reading) -> JsonObject:
    """As far as it can be read, however broken the rest is."""
    document = None if reading.document is None else reading.document.get("document")
    about = document if isinstance(document, dict) else {}
    told: JsonObject = {}
    for name in ("namespace", "name", "version", "title"):
        value = about.get(name)
        told[name] = value if isinstance(value, str) else None
    return told
