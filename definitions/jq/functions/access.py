"""Ways into values: keys, indices, slices, and paths of them; reading, setting and deleting.

Never: a value changed in place. Others may hold it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from definitions.jq.errors import DEPTH, Budget, JqError, too_deep, type_name
from definitions.jq.functions.arithmetic import is_number, named
from definitions.jq.functions.order import compare, equal, in_order
from definitions.jq.functions.writing import shown
from definitions.values import Json, JsonObject

Keys: TypeAlias = list[Json]

PATH_DEPTH = 10_000
_LARGEST_INDEX = 2**29 - 1
_INT_MAX = 2**31 - 1


# ---- reading


def index(value: Json, key: Json, budget: Budget) -> Json:
    """`value[key]`; what isn't there is null."""
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list):
        if is_number(key):
            place = _place(key)
            there = place is not None and -len(value) <= place < len(value)
            return value[place] if there and place is not None else None
        if isinstance(key, list):
            return _indices(value, key, budget)
    if isinstance(key, dict) and isinstance(value, list | str):
        return _cut(value, key, budget)
    if value is None and (isinstance(key, str | dict) or is_number(key)):
        return None
    raise JqError(f"Cannot index {type_name(value)} with {named(key)}")


def _place(key: float) -> int | None:
    """Cut to a whole number, as C does; NaN is no place."""
    if key != key:  # noqa: PLR0124
        return None
    return int(max(-_INT_MAX, min(_INT_MAX, key)))


def _indices(value: list[Json], part: list[Json], budget: Budget) -> Json:
    """Where the one stands in the other."""
    if not part:
        return []
    return [
        place
        for place in range(len(value) - len(part) + 1)
        if all(equal(value[place + n], one, budget) for n, one in enumerate(part))
    ]


def slice_key(begin: Json, end: Json) -> JsonObject:
    """What stands for `[begin:end]` in a path."""
    return {"start": begin, "end": end}


def _cut(value: list[Json] | str, key: JsonObject, budget: Budget) -> Json:
    first, last = _edges(len(value), key)
    budget.made(last - first)
    return value[first:last]


def _edges(length: int, key: JsonObject) -> tuple[int, int]:
    """Of a slice, within the value; the first rounded down, the last rounded up."""
    begin, end = key.get("start", False), key.get("end", False)
    begin = 0 if begin is None else begin
    end = length if end is None else end
    if not is_number(begin) or not is_number(end):
        raise JqError("Array/string slice indices must be integers")
    begin = 0 if begin != begin else begin  # noqa: PLR0124
    end = length if end != end else end  # noqa: PLR0124
    first = int(min(max(begin + length if begin < 0 else begin, 0), length))
    end = end + length if end < 0 else end
    if end < 0:
        return first, first
    last = int(min(end, length))
    last += last < min(end, length)
    return first, max(first, last)


def children(value: Json) -> list[Json]:
    """What `.[]` goes through."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [*value.values()]
    raise JqError(f"Cannot iterate over {named(value)}")


def entries(value: Json) -> list[tuple[Json, Json]]:
    """The same, with the keys."""
    if isinstance(value, list):
        return [*enumerate(value)]
    if isinstance(value, dict):
        return [*value.items()]
    raise JqError(f"Cannot iterate over {named(value)}")


def has(value: Json, key: Json, _budget: Budget) -> Json:
    if value is None:
        return False
    if isinstance(value, dict) and isinstance(key, str):
        return key in value
    if isinstance(value, list) and is_number(key):
        place = _place(key)
        return place is not None and 0 <= place < len(value)
    raise JqError(f"Cannot check whether {type_name(value)} has a {type_name(key)} key")


def get_path(value: Json, path: Json, budget: Budget) -> Json:
    for key in keys_of(path):
        budget.step()
        value = index(value, key, budget)
    return value


def keys_of(path: Json) -> Keys:
    if not isinstance(path, list):
        raise JqError("Path must be specified as an array")
    if len(path) > PATH_DEPTH:
        raise JqError("Path too deep")
    return path


# ---- setting


def set_path(value: Json, path: Json, new: Json, budget: Budget) -> Json:
    def changed(_old: Json) -> Json:
        return new

    return change_path(value, path, changed, budget)


def change_path(value: Json, path: Json, change: Callable[[Json], Json], budget: Budget) -> Json:
    """With what lies at the path changed."""
    keys = keys_of(path)
    above: list[Json] = []
    for key in keys:
        above.append(value)
        value = index(value, key, budget)
        _check_settable(above[-1], key)
    value = change(value)
    for key in reversed(keys):
        value = _set(above.pop(), key, value, budget)
    return value


def _check_settable(value: Json, key: Json) -> None:
    """Jq finds out on the way down, before it looks at what is below."""
    if isinstance(value, list) and is_number(key):
        _index_to_set(value, key)
    elif isinstance(key, dict) and isinstance(value, str):
        raise JqError("Cannot update string slices")
    elif isinstance(key, list):
        raise JqError(f"Cannot update field at array index of {type_name(value)}")
    elif value is None and is_number(key):
        _index_to_set([], key)


def _index_to_set(value: list[Json], key: float) -> int:
    place = _place(key)
    if place is None:
        raise JqError("Cannot set array element at NaN index")
    place += len(value) if place < 0 else 0
    if place < 0:
        raise JqError("Out of bounds negative array index")
    if place > _LARGEST_INDEX:
        raise JqError("Array index too large")
    return place


def _set(value: Json, key: Json, new: Json, budget: Budget) -> Json:
    if isinstance(key, str) and (value is None or isinstance(value, dict)):
        budget.made(len(value) if value else 1)
        return {**value, key: new} if value else {key: new}
    if value is None or isinstance(value, list):
        items = value or []
        if is_number(key):
            place = _index_to_set(items, key)
            budget.made(max(place + 1, len(items)))
            if place < len(items):
                return [*items[:place], new, *items[place + 1 :]]
            return [*items, *[None] * (place - len(items)), new]
        if isinstance(key, dict):
            first, last = _edges(len(items), key)
            if not isinstance(new, list):
                raise JqError("A slice of an array can only be assigned another array")
            budget.made(len(items) + len(new))
            return [*items[:first], *new, *items[last:]]
    raise JqError(f"Cannot update field at {type_name(key)} index of {type_name(value)}")


# ---- deleting


def delete_paths(value: Json, paths: Json, budget: Budget) -> Json:
    if not isinstance(paths, list):
        raise JqError("Paths must be specified as an array")
    sorted_paths: list[Keys] = []
    for place in in_order(paths, budget):
        path = paths[place]
        if not isinstance(path, list):
            raise JqError(f"Path must be specified as array, not {type_name(path)}")
        sorted_paths.append(keys_of(path))
    if not sorted_paths:
        return value
    return _deleted(value, sorted_paths, 0, budget) if sorted_paths[0] else None


def _deleted(value: Json, paths: list[Keys], level: int, budget: Budget) -> Json:
    """Without what the paths, which agree up to this level, lead to."""
    if level > DEPTH:
        raise too_deep()
    gone: Keys = []
    at = 0
    while at < len(paths):
        key = paths[at][level]
        behind = at + 1
        while behind < len(paths) and compare(key, paths[behind][level], budget) == 0:
            behind += 1
        if len(paths[at]) == level + 1:
            # All of it goes, and so does what other paths lead to inside.
            gone.append(key)
        else:
            below = index(value, key, budget)
            if below is not None:
                left = _deleted(below, paths[at:behind], level + 1, budget)
                value = _set(value, key, left, budget)
        at = behind
    return _without(value, gone, budget)


def _without(value: Json, keys: Keys, budget: Budget) -> Json:
    if value is None or not keys:
        return value
    if isinstance(value, dict):
        budget.made(len(value))
        names: dict[str, None] = {}
        for key in keys:
            if not isinstance(key, str):
                raise JqError(f"Cannot delete {type_name(key)} field of object")
            names[key] = None
        return {name: item for name, item in value.items() if name not in names}
    if isinstance(value, list):
        budget.made(len(value))
        gone: dict[int, None] = {}
        for key in keys:
            for place in _places_to_delete(value, key):
                gone[place] = None
        return [item for place, item in enumerate(value) if place not in gone]
    raise JqError(f"Cannot delete fields from {type_name(value)}")


def _places_to_delete(value: list[Json], key: Json) -> range:
    if is_number(key):
        place = _place(key)
        if place is None:
            return range(0)
        place += len(value) if place < 0 else 0
        return range(place, place + 1)
    if isinstance(key, dict):
        return range(*_edges(len(value), key))
    raise JqError(f"Cannot delete {type_name(key)} element of array")


def near(what: str, key: Json, value: Json) -> JqError:
    """A path expression goes on from a value that has been computed."""
    if what == "iterate":
        said = f"attempt to iterate through {shown(value)}"
    else:
        said = f"attempt to access element {shown(key)} of {shown(value)}"
    return JqError(f"Invalid path expression near {said}")
