"""The keywords that look at one value by itself: types, bounds, lengths, choices.

Never: a keyword with a wrong argument passed over; it would check nothing, and nobody would know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from operator import ge, gt, le, lt

from definitions.json_schema.compiler import DRAFT_4, Checks, Maker, Place
from definitions.json_schema.leaves import FORMATS
from definitions.json_schema.running import DEPTH, Run, Where, shown
from definitions.values import Json, JsonObject

TYPES: Mapping[str, str] = {
    "null": "empty",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "a list",
    "object": "a map",
}
_LISTED = 10


# ---- arguments


def number_of(argument: Json, place: Place, keyword: str) -> int | float:
    if isinstance(argument, bool) or not isinstance(argument, int | float):
        place.fail(f"`{keyword}` must be a number, not {shown(argument)}.", keyword)
    return argument


def count_of(argument: Json, place: Place, keyword: str) -> int:
    count = number_of(argument, place, keyword)
    if count < 0 or count != int(count):
        said = f"`{keyword}` must be a whole number from 0, not {shown(argument)}."
        place.fail(said, keyword)
    return int(count)


def texts_of(argument: Json, place: Place, *steps: str) -> list[str]:
    each = argument if isinstance(argument, list) else [None]
    texts = [text for text in each if isinstance(text, str)]
    if len(texts) < len(each):
        said = f"`{steps[0]}` must be a list of names, not {shown(argument)}."
        place.fail(said, *steps, remedy="Write it as [first, second].")
    return texts


# ---- types and choices


def type_(argument: Json, place: Place, checks: Checks) -> None:
    names = [argument] if isinstance(argument, str) else texts_of(argument, place, "type")
    for name in names:
        if name not in TYPES:
            known = ", ".join(TYPES)
            said = f"JSON Schema has no type {shown(name)}."
            place.fail(said, "type", remedy=f"Write one of {known}.")
    kinds = frozenset(kind for name in names for kind in _KINDS[name])
    whole = "integer" in names and "number" not in names and place.draft > DRAFT_4
    wanted = f"must be {' or '.join(TYPES[name] for name in names)}"

    def check(value: Json, where: Where, run: Run) -> bool:
        if type(value) in kinds or (whole and isinstance(value, float) and value.is_integer()):
            return True
        return run.tell(where, wanted, value)

    checks.any.append(check)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}


def key_of(value: Json, run: Run) -> object:
    """Equal for what JSON Schema calls equal: 1 and 1.0, never 1 and true."""
    run.spend(1)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    if value is None or isinstance(value, bool):
        return ("plain", value is None, value)
    run.depth += 1
    if run.depth > DEPTH:
        run.stop()
    key = (
        ("list", tuple([key_of(item, run) for item in value]))
        if isinstance(value, list)
        else ("map", frozenset([(name, key_of(item, run)) for name, item in value.items()]))
    )
    run.depth -= 1
    return key


def enum(argument: Json, place: Place, checks: Checks) -> None:
    if not isinstance(argument, list):
        place.fail(f"`enum` must be a list of values, not {shown(argument)}.", "enum")
    _one_of(argument, checks)


def const(argument: Json, _place: Place, checks: Checks) -> None:
    _one_of([argument], checks)


def _one_of(values: list[Json], checks: Checks) -> None:
    while_compiling = Run(steps=10**9)
    keys = frozenset(key_of(value, while_compiling) for value in values)
    listed = ", ".join(shown(value) for value in values[:_LISTED])
    more = ", …" if len(values) > _LISTED else ""
    wanted = f"must be one of {listed}{more}" if len(values) > 1 else f"must be {listed}"

    def check(value: Json, where: Where, run: Run) -> bool:
        return key_of(value, run) in keys or run.tell(where, wanted, value)

    checks.any.append(check)


# ---- numbers


def bound(keyword: str, strictly: str, argument: Json, place: Place, checks: Checks) -> None:
    holds, said = _BOUNDS[keyword]
    if place.draft == DRAFT_4 and isinstance(argument, bool) and keyword == strictly:
        return
    limit = number_of(argument, place, keyword)
    if place.draft == DRAFT_4 and place.schema.get(strictly) is True:
        holds, said = _BOUNDS[strictly]
    wanted = f"must be {said} {shown(limit)}"

    def check(value: float, where: Where, run: Run) -> bool:
        return holds(value, limit) or run.tell(where, wanted, value)

    checks.number.append(check)


_BOUNDS: Mapping[str, tuple[Callable[[float, float], bool], str]] = {
    "minimum": (ge, "at least"),
    "maximum": (le, "at most"),
    "exclusiveMinimum": (gt, "more than"),
    "exclusiveMaximum": (lt, "less than"),
}


def multiple_of(argument: Json, place: Place, checks: Checks) -> None:
    step = number_of(argument, place, "multipleOf")
    if step <= 0:
        place.fail(f"`multipleOf` must be more than 0, not {shown(step)}.", "multipleOf")
    exact, wanted = Fraction(repr(step)), f"must be a multiple of {shown(step)}"

    def check(value: float, where: Where, run: Run) -> bool:
        # As it is written: 19.99 is a multiple of 0.01, though not in binary.
        if isinstance(value, int) and exact.denominator == 1:
            fine = value % exact.numerator == 0
        else:
            fine = Fraction(value if isinstance(value, int) else repr(value)) % exact == 0
        return fine or run.tell(where, wanted, value)

    checks.number.append(check)


# ---- texts


def pattern(argument: Json, place: Place, checks: Checks) -> None:
    if not isinstance(argument, str):
        place.fail(f"`pattern` must be a text, not {shown(argument)}.", "pattern")
    compiled = place.pattern(argument, "pattern")
    wanted = f"must match the pattern {argument[:60]}"

    def check(value: str, where: Where, run: Run) -> bool:
        run.spend(compiled.steps(value))
        return compiled.matches(value) or run.tell(where, wanted, value)

    checks.text.append(check)


def format_(argument: Json, place: Place, checks: Checks) -> None:
    if not isinstance(argument, str):
        place.fail(f"`format` must be a text, not {shown(argument)}.", "format")
    if argument not in FORMATS:
        return
    compiled = place.compiler.format(argument)
    wanted = f"must be {compiled.wanted}"

    def check(value: str, where: Where, run: Run) -> bool:
        run.spend(len(value) // 8)
        return compiled.has(value) or run.tell(where, wanted, value)

    checks.text.append(check)


# ---- sizes


def size(keyword: str, what: str, argument: Json, place: Place, checks: Checks) -> None:
    least = keyword.startswith("min")
    limit = count_of(argument, place, keyword)
    wanted = f"must have at {'least' if least else 'most'} {shown(limit)} {_plural(limit, what)}"
    if limit == (1 if least else 0):
        wanted = "must not be empty" if least else "must be empty"

    def check(value: str | list[Json] | JsonObject, where: Where, run: Run) -> bool:
        count = len(value)
        if count >= limit if least else count <= limit:
            return True
        return run.say(where, wanted, f"it has {count}")

    match what:
        case "character":
            checks.text.append(check)
        case "entry":
            checks.list.append(check)
        case _:
            checks.map.append(check)


def _plural(count: int, what: str) -> str:
    return what if count == 1 else {"entry": "entries"}.get(what, f"{what}s")


def unique_items(argument: Json, _place: Place, checks: Checks) -> None:
    def check(value: list[Json], where: Where, run: Run) -> bool:
        seen: dict[object, int] = {}
        for place, item in enumerate(value):
            first = seen.setdefault(key_of(item, run), place)
            if first != place:
                same = f"it is the same as {first}"
                return run.say((where, place), "must not repeat an entry", same)
        return True

    if argument is True:
        checks.list.append(check)


def required(argument: Json, place: Place, checks: Checks) -> None:
    if place.draft == DRAFT_4 and isinstance(argument, bool):
        return
    names = texts_of(argument, place, "required")

    def check(value: JsonObject, where: Where, run: Run) -> bool:
        run.spend(len(names) // 8)
        return run.every(
            run.say((where, name), "must be given", "it is missing")
            for name in names
            if name not in value
        )

    checks.map.append(check)


MAKERS: Mapping[str, Maker] = {
    "type": type_,
    "enum": enum,
    "const": const,
    "minimum": partial(bound, "minimum", "exclusiveMinimum"),
    "maximum": partial(bound, "maximum", "exclusiveMaximum"),
    "exclusiveMinimum": partial(bound, "exclusiveMinimum", "exclusiveMinimum"),
    "exclusiveMaximum": partial(bound, "exclusiveMaximum", "exclusiveMaximum"),
    "multipleOf": multiple_of,
    "pattern": pattern,
    "format": format_,
    "minLength": partial(size, "minLength", "character"),
    "maxLength": partial(size, "maxLength", "character"),
    "minItems": partial(size, "minItems", "entry"),
    "maxItems": partial(size, "maxItems", "entry"),
    "minProperties": partial(size, "minProperties", "attribute"),
    "maxProperties": partial(size, "maxProperties", "attribute"),
    "uniqueItems": unique_items,
    "required": required,
}
