"""`unevaluatedProperties` and `unevaluatedItems`: what no other keyword has looked at.

Never: notes passed along during a check; what was looked at is asked anew, with its steps counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from definitions.json_schema.applicators import by_pattern, found
from definitions.json_schema.compiler import DRAFT_2020, Checks, Maker, Node, Place
from definitions.json_schema.running import Run, Where
from definitions.values import Json

Seen: TypeAlias = "set[str | int]"
Looker: TypeAlias = Callable[[Json, Seen, Run], None]
"""Adds the names or places that a schema has looked at, of a value that fits it."""


def unevaluated_properties(_argument: Json, place: Place, checks: Checks) -> None:
    node, look = place.inner("unevaluatedProperties"), looker(place)

    def check(value: dict[str, Json], where: Where, run: Run) -> bool:
        seen: Seen = set()
        look(value, seen, run)
        return run.every(
            node.check(item, (where, name), run) for name, item in value.items() if name not in seen
        )

    checks.map.append(check)


def unevaluated_items(_argument: Json, place: Place, checks: Checks) -> None:
    node, look = place.inner("unevaluatedItems"), looker(place)

    def check(value: list[Json], where: Where, run: Run) -> bool:
        seen: Seen = set()
        look(value, seen, run)
        return run.every(
            node.check(item, (where, number), run)
            for number, item in enumerate(value)
            if number not in seen
        )

    checks.list.append(check)


def looker(place: Place) -> Looker:
    """Of a schema without its own `unevaluated…`; those inside are asked when it comes to it."""
    lookers = [*_at_names(place), *_at_places(place), *_in_place(place)]

    def look(value: Json, seen: Seen, run: Run) -> None:
        run.spend(1)
        for each in lookers:
            each(value, seen, run)

    return look


def _inside(place: Place, *steps: str | int) -> Looker:
    """Of another schema for the same value, made when it is first asked; references may circle."""
    return _of(place, place.same(*steps))


def _of(place: Place, node: Node) -> Looker:
    made: list[Looker] = []

    def look(value: Json, seen: Seen, run: Run) -> None:
        schema = node.schema
        if not isinstance(schema, dict):
            return
        if not made:
            made.append(looker(Place(place.compiler, node, schema)))
        made[0](value, seen, run)
        for keyword, kind in (("unevaluatedProperties", dict), ("unevaluatedItems", list)):
            if keyword in schema and isinstance(value, kind):
                seen.update(_all(value))

    return look


def _all(value: Json) -> list[str | int]:
    if isinstance(value, dict):
        return [*value]
    return [*range(len(value))] if isinstance(value, list) else []


def _at_names(place: Place) -> list[Looker]:
    schema = place.schema
    known = schema.get("properties")
    names = [*known] if isinstance(known, dict) else []
    patterns = [pattern for pattern, _ in by_pattern(schema.get("patternProperties", {}), place)]

    def look(value: Json, seen: Seen, run: Run) -> None:
        if isinstance(value, dict):
            run.spend(len(names) + len(value))
            seen.update(name for name in names if name in value)
            for name in value if patterns else ():
                if any(found(pattern, name, run) for pattern in patterns):
                    seen.add(name)

    def look_at_all(value: Json, seen: Seen, run: Run) -> None:
        if isinstance(value, dict):
            run.spend(len(value))
            seen.update(value)

    return [look_at_all if "additionalProperties" in schema else look]


def _at_places(place: Place) -> list[Looker]:
    schema = place.schema
    items, prefix = schema.get("items"), schema.get("prefixItems")
    listed = items if isinstance(items, list) else prefix
    rest = "items" in schema and not isinstance(items, list)
    rest = rest or (isinstance(items, list) and "additionalItems" in schema)
    first = len(listed) if isinstance(listed, list) else 0
    node = place.inner("contains") if "contains" in schema and place.draft >= DRAFT_2020 else None

    def look(value: Json, seen: Seen, run: Run) -> None:
        if isinstance(value, list):
            count = len(value) if rest else min(first, len(value))
            run.spend(count)
            seen.update(range(count))
            if node is not None:
                seen.update(number for number, item in enumerate(value) if run.fits(node, item))

    return [look]


def _in_place(place: Place) -> list[Looker]:
    schema, lookers = place.schema, list[Looker]()
    for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
        reference = schema.get(keyword)
        if isinstance(reference, str):
            lookers.append(_of(place, place.referred(reference)))
    for keyword in ("allOf", "anyOf", "oneOf"):
        inside = schema.get(keyword)
        for number in range(len(inside) if isinstance(inside, list) else 0):
            node = place.same(keyword, number)
            lookers.append(_if_it_fits(node, _of(place, node)))
    inside = schema.get("dependentSchemas")
    for name in inside if isinstance(inside, dict) else ():
        lookers.append(_if_it_has(name, _inside(place, "dependentSchemas", name)))
    if "if" in schema:
        lookers.append(_conditional(place))
    return lookers


def _if_it_fits(node: Node, inner: Looker) -> Looker:
    def look(value: Json, seen: Seen, run: Run) -> None:
        if run.fits(node, value):
            inner(value, seen, run)

    return look


def _if_it_has(name: str, inner: Looker) -> Looker:
    def look(value: Json, seen: Seen, run: Run) -> None:
        if isinstance(value, dict) and name in value:
            inner(value, seen, run)

    return look


def _conditional(place: Place) -> Looker:
    condition = place.same("if")
    first = _of(place, condition)
    then = _inside(place, "then") if "then" in place.schema else None
    otherwise = _inside(place, "else") if "else" in place.schema else None

    def look(value: Json, seen: Seen, run: Run) -> None:
        fits = run.fits(condition, value)
        if fits:
            first(value, seen, run)
        following = then if fits else otherwise
        if following is not None:
            following(value, seen, run)

    return look


MAKERS: Mapping[str, Maker] = {
    "unevaluatedProperties": unevaluated_properties,
    "unevaluatedItems": unevaluated_items,
}
