"""The keywords that apply other schemas: to parts of the value, and to the value itself.

Never: a branch tried without its steps counted; branches of branches are what takes forever.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.json_schema.compiler import DRAFT_2019, DRAFT_2020, Checks, Maker, Node, Place
from definitions.json_schema.keywords import count_of, texts_of
from definitions.json_schema.leaves import Pattern
from definitions.json_schema.running import MOST_FAULTS, Fault, Run, Where, pointer_of, shown
from definitions.model_faults import nearest
from definitions.values import Json, JsonObject

_SAID = 4


# ---- arguments


def schemas_in(argument: Json, place: Place, keyword: str) -> JsonObject:
    if not isinstance(argument, dict):
        place.fail(f"`{keyword}` must be a map of schemas, not {shown(argument)}.", keyword)
    return argument


def branches(argument: Json, place: Place, keyword: str) -> list[Node]:
    if not isinstance(argument, list) or not argument:
        said = f"`{keyword}` must be a list of schemas, not {shown(argument)}."
        place.fail(said, keyword, remedy="Write each as `- ` and a schema.")
    return [place.same(keyword, number) for number in range(len(argument))]


# ---- maps


def properties(argument: Json, place: Place, checks: Checks) -> None:
    nodes = {
        name: place.inner("properties", name) for name in schemas_in(argument, place, "properties")
    }

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        run.spend(len(nodes) // 8)
        return run.every(
            node.check(value[name], (where, name), run)
            for name, node in nodes.items()
            if name in value
        )

    checks.map.append(check)


def pattern_properties(argument: Json, place: Place, checks: Checks) -> None:
    nodes = by_pattern(argument, place)

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        return run.every(
            node.check(item, (where, name), run)
            for name, item in value.items()
            for pattern, node in nodes
            if found(pattern, name, run)
        )

    checks.map.append(check)


def by_pattern(argument: Json, place: Place) -> list[tuple[Pattern, Node]]:
    keyword = "patternProperties"
    return [
        (place.pattern(source, keyword, source), place.inner(keyword, source))
        for source in schemas_in(argument, place, keyword)
    ]


def found(pattern: Pattern, name: str, run: Run) -> bool:
    run.spend(1 + pattern.steps(name))
    return pattern.matches(name)


def additional_properties(_argument: Json, place: Place, checks: Checks) -> None:
    node = place.inner("additionalProperties")
    known = place.schema.get("properties")
    names = [*known] if isinstance(known, dict) else []
    listed = frozenset(names)
    patterns = by_pattern(place.schema.get("patternProperties", {}), place)

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        run.spend(len(value) // 8)
        return run.every(
            _unknown((where, name), names, run)
            if node.schema is False
            else node.check(item, (where, name), run)
            for name, item in value.items()
            if name not in listed and not any(found(each, name, run) for each, _ in patterns)
        )

    checks.map.append(check)


def _unknown(where: Where, names: list[str], run: Run) -> bool:
    if not run.telling or where is None:
        return False
    near = nearest(str(where[1]), names)
    given = f"did you mean {near}?" if near else "nothing has this name here"
    return run.say(where, "must be left out", given)


def property_names(_argument: Json, place: Place, checks: Checks) -> None:
    node = place.inner("propertyNames")

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        return run.every(
            run.fits(node, name)
            or run.say((where, name), "must have another name", "this one is not allowed")
            for name in value
        )

    checks.map.append(check)


def dependent_required(argument: Json, place: Place, checks: Checks) -> None:
    _needs(schemas_in(argument, place, "dependentRequired"), "dependentRequired", place, checks)


def _needs(argument: JsonObject, keyword: str, place: Place, checks: Checks) -> None:
    needed = {name: texts_of(names, place, keyword, name) for name, names in argument.items()}

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        run.spend(len(needed) // 8)
        return run.every(
            run.say((where, other), f"must be given together with {name}", "it is missing")
            for name, names in needed.items()
            if name in value
            for other in names
            if other not in value
        )

    checks.map.append(check)


def dependent_schemas(argument: Json, place: Place, checks: Checks) -> None:
    names = [*schemas_in(argument, place, "dependentSchemas")]
    _applies(names, "dependentSchemas", place, checks)


def _applies(names: list[str], keyword: str, place: Place, checks: Checks) -> None:
    nodes = {name: place.same(keyword, name) for name in names}

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        return run.every(
            node.check(value, where, run) for name, node in nodes.items() if name in value
        )

    checks.map.append(check)


def dependencies(argument: Json, place: Place, checks: Checks) -> None:
    """Until 2019-09 one keyword for both."""
    keyword = "dependencies"
    each = schemas_in(argument, place, keyword)
    _needs(
        {name: part for name, part in each.items() if isinstance(part, list)},
        keyword,
        place,
        checks,
    )
    _applies(
        [name for name, part in each.items() if not isinstance(part, list)], keyword, place, checks
    )


# ---- lists


def items(argument: Json, place: Place, checks: Checks) -> None:
    if isinstance(argument, list):
        if place.draft >= DRAFT_2020:
            said = "`items` is one schema for all entries since 2020-12."
            place.fail(said, "items", remedy="Write `prefixItems` for a list of schemas.")
        _first([place.inner("items", number) for number in range(len(argument))], checks)
        return
    before = place.schema.get("prefixItems")
    _rest(place.inner("items"), len(before) if isinstance(before, list) else 0, checks)


def prefix_items(argument: Json, place: Place, checks: Checks) -> None:
    if not isinstance(argument, list):
        place.fail(
            f"`prefixItems` must be a list of schemas, not {shown(argument)}.", "prefixItems"
        )
    _first([place.inner("prefixItems", number) for number in range(len(argument))], checks)


def additional_items(_argument: Json, place: Place, checks: Checks) -> None:
    before = place.schema.get("items")
    if isinstance(before, list):
        _rest(place.inner("additionalItems"), len(before), checks)


def _first(nodes: list[Node], checks: Checks) -> None:
    def check(value: list[Json], where: Where, run: Run) -> bool:
        return run.every(
            node.check(item, (where, number), run)
            for number, (node, item) in enumerate(zip(nodes, value, strict=False))
        )

    checks.list.append(check)


def _rest(node: Node, start: int, checks: Checks) -> None:
    def check(value: list[Json], where: Where, run: Run) -> bool:
        return run.every(
            node.check(value[number], (where, number), run) for number in range(start, len(value))
        )

    if node.schema is not True:
        checks.list.append(check)


def contains(_argument: Json, place: Place, checks: Checks) -> None:
    node = place.inner("contains")
    newer = place.draft >= DRAFT_2019
    least = count_of(place.schema.get("minContains", 1), place, "minContains") if newer else 1
    most = place.schema.get("maxContains") if newer else None
    limit = None if most is None else count_of(most, place, "maxContains")

    def check(value: list[Json], where: Where, run: Run) -> bool:
        count = sum(run.fits(node, item) for item in value)
        if count < least:
            wanted = f"must have at least {least} of a certain kind"
        elif limit is not None and count > limit:
            wanted = f"must have at most {limit} of a certain kind"
        else:
            return True
        return run.say(where, wanted, f"it has {count}")

    checks.list.append(check)


# ---- the value itself


def ref(argument: Json, place: Place, checks: Checks) -> None:
    if not isinstance(argument, str):
        place.fail(f"`$ref` must be a text, not {shown(argument)}.", "$ref")
    checks.last.append(place.referred(argument).check)


def dynamic_ref(argument: Json, place: Place, checks: Checks) -> None:
    """Within one resource it is known beforehand what is meant."""
    if place.compiler.scattered:
        said = "The schema extends others by `$dynamicRef`, which Baton does not follow."
        place.fail(said, "$dynamicRef", remedy="Refer by `$ref`.", code="schema-reference")
    ref(argument, place, checks)


def all_of(argument: Json, place: Place, checks: Checks) -> None:
    checks.last.extend(node.check for node in branches(argument, place, "allOf"))


def any_of(argument: Json, place: Place, checks: Checks) -> None:
    nodes = branches(argument, place, "anyOf")

    def check(value: Json, where: Where, run: Run) -> bool:
        if any(run.fits(node, value) for node in nodes):
            return True
        return run.telling and _none(nodes, value, where, run)

    checks.last.append(check)


def one_of(argument: Json, place: Place, checks: Checks) -> None:
    nodes = branches(argument, place, "oneOf")

    def check(value: Json, where: Where, run: Run) -> bool:
        count = 0
        for node in nodes:
            count += run.fits(node, value)
            if count > 1:
                wanted = "must fit only one of the alternatives"
                return run.say(where, wanted, "it fits several")
        return count == 1 or (run.telling and _none(nodes, value, where, run))

    checks.last.append(check)


def _none(nodes: list[Node], value: Json, where: Where, run: Run) -> bool:
    """Says what the nearest alternative lacks, or what all of them want."""
    here = pointer_of(where)
    near: list[Fault] | None = None
    wanted: dict[str, None] = {}
    for node in nodes:
        heard = run.heard(node, value, where)
        at_once = [fault.wanted for fault in heard if fault.pointer == here]
        wanted.update(dict.fromkeys(at_once))
        if not at_once and (near is None or len(heard) < len(near)):
            near = heard
    if near is None:
        said = [*wanted][:_SAID]
        choices = [each.removeprefix("must be ") for each in said]
        if all(each.startswith("must be ") for each in said):
            return run.tell(where, f"must be {' or '.join(choices)}", value)
        return run.tell(where, ", or ".join(said), value)
    run.faults += near[: MOST_FAULTS - len(run.faults)]
    run.telling = len(run.faults) < MOST_FAULTS
    return False


def not_(_argument: Json, place: Place, checks: Checks) -> None:
    node = place.same("not")

    def check(value: Json, where: Where, run: Run) -> bool:
        if not run.fits(node, value):
            return True
        return run.tell(where, "must be something else", value)

    checks.last.append(check)


def if_(_argument: Json, place: Place, checks: Checks) -> None:
    condition = place.same("if")
    then = place.same("then") if "then" in place.schema else None
    otherwise = place.same("else") if "else" in place.schema else None

    def check(value: Json, where: Where, run: Run) -> bool:
        node = then if run.fits(condition, value) else otherwise
        return node is None or node.check(value, where, run)

    if then is not None or otherwise is not None:
        checks.last.append(check)


MAKERS: Mapping[str, Maker] = {
    "properties": properties,
    "patternProperties": pattern_properties,
    "additionalProperties": additional_properties,
    "propertyNames": property_names,
    "dependentRequired": dependent_required,
    "dependentSchemas": dependent_schemas,
    "dependencies": dependencies,
    "prefixItems": prefix_items,
    "items": items,
    "additionalItems": additional_items,
    "contains": contains,
    "$ref": ref,
    "$dynamicRef": dynamic_ref,
    "$recursiveRef": dynamic_ref,
    "allOf": all_of,
    "anyOf": any_of,
    "oneOf": one_of,
    "not": not_,
    "if": if_,
}
