"""Shows the processes that come with Baton.

Never: a look at a tenant; they are the same for everybody.
"""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from definitions.approvals_named import named_in
from definitions.composer import compose
from definitions.reader import read
from definitions.subflow_lint import wanted
from definitions.values import Json, JsonObject

_FOLDER, _ENDING, _SCENARIOS = "ready", ".yaml", ".scenarios.yaml"


async def page() -> JsonObject:
    """Read once a process, beside the event loop."""
    return await asyncio.to_thread(_all)


@cache
def _all() -> JsonObject:
    folder = files("definitions").joinpath(_FOLDER)
    names = sorted(
        one.name.removesuffix(_ENDING)
        for one in folder.iterdir()
        if one.name.endswith(_ENDING) and not one.name.endswith(_SCENARIOS)
    )
    described = {name: _described(folder, name) for name in names}
    items: list[Json] = [
        described[name] for name in sorted(names, key=lambda name: str(described[name]["title"]))
    ]
    return {"items": items}


def _described(folder: Traversable, name: str) -> JsonObject:
    text = folder.joinpath(name + _ENDING).read_text("utf-8")
    reading = read(text)
    if reading.workflow is None or reading.document is None:
        raise RuntimeError(f"The ready-made process {name} can't be read.")
    about = reading.workflow.document
    named = named_in(reading.document)
    needs: JsonObject = {
        "roles": [*named.roles],
        "departments": [*named.departments],
        "groups": [*named.groups],
        "managers": named.managers,
        "secrets": [*reading.workflow.use.secrets],
        "processes": [f"{one.namespace}/{one.name}" for one in wanted(reading.workflow).values()],
    }
    return {
        "name": name,
        "namespace": about.namespace,
        "version": about.version,
        "title": about.title or name,
        "summary": about.summary or "",
        "text": text,
        "document": reading.document,
        "scenarios": _scenarios(folder.joinpath(name + _SCENARIOS)),
        "needs": needs,
    }


def _scenarios(file: Traversable) -> Json:
    return compose(file.read_text("utf-8")).value if file.is_file() else {}
