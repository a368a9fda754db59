"""Lists and shows the functions of the catalogue.

Never: a look into the database; what can be called is known from the start of the process.
"""

from __future__ import annotations

from api.errors import not_found
from api.paging import opaque, pair
from definitions.functions.catalogue import Catalogue, Reference
from definitions.functions.declaration import Declaration
from definitions.values import Json, JsonObject
from definitions.versions import precedence


def page(
    catalogue: Catalogue, search: str, category: str | None, cursor: str | None, limit: int
) -> JsonObject:
    wanted = search.strip().lower()
    fitting = [
        one
        for one in catalogue
        if category in (None, one.category)
        and wanted in f"{one.name}\n{one.title}\n{one.summary}".lower()
    ]
    after = pair(cursor)
    left = [one for one in fitting if after is None or _order(one.key) > _order(after)]
    shown, more = left[:limit], len(left) > limit
    items: list[Json] = [described(catalogue, one) for one in shown]
    return {"items": items, "next": opaque("/".join(shown[-1].key)) if more else None}


def describe(catalogue: Catalogue, name: str, version: str) -> JsonObject:
    found = catalogue.get(name, version)
    if found is None:
        raise not_found(f"The function {name} {version}")
    return described(catalogue, found)


def described(catalogue: Catalogue, one: Declaration) -> JsonObject:
    newest = catalogue.find(Reference(one.name))
    shown = one.to_json()
    shown["timeoutSeconds"] = shown.pop("timeout_seconds")
    return {**shown, "newest": newest is one}


def _order(key: tuple[str, str]) -> tuple[object, ...]:
    return key[0], precedence(key[1])
