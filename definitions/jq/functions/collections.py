"""Functions of arrays and objects.

Never: an order of its own. Keys are sorted by code points, or stand as they were put in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from definitions.jq.errors import DEPTH, Budget, JqError, too_deep, type_name
from definitions.jq.functions.access import children, index
from definitions.jq.functions.arithmetic import add, is_number, named, neat, subtract
from definitions.jq.functions.numbers import length
from definitions.jq.functions.order import compare, equal, in_order, truthy
from definitions.jq.functions.writing import shown
from definitions.values import Json

_EVENT = 3
"""Steps: an event is two arrays and more."""

_KEYS = ("key", "Key", "name", "Name", "k", "K")
_VALUES = ("value", "Value", "v", "V")
"""How others spell the parts of an entry."""

# ---- keys and entries


def keys(value: Json, budget: Budget) -> Json:
    if isinstance(value, dict):
        budget.made(len(value))
        return [*sorted(value)]
    return keys_unsorted(value, budget)


def keys_unsorted(value: Json, budget: Budget) -> Json:
    if isinstance(value, dict):
        budget.made(len(value))
        return [*value]
    if isinstance(value, list):
        budget.made(len(value))
        return [*range(len(value))]
    raise JqError(f"{named(value)} has no keys")


def to_entries(value: Json, budget: Budget) -> Json:
    names = keys_unsorted(value, budget)
    budget.step(len(names) if isinstance(names, list) else 0)
    return [
        {"key": name, "value": one}
        for name, one in zip(children(names), children(value), strict=True)
    ]


def from_entries(value: Json, budget: Budget) -> Json:
    made: dict[str, Json] = {}
    for entry in children(value):
        budget.step()
        found: Json = None
        for spelling in _KEYS:
            found = index(entry, spelling, budget)
            if truthy(found):
                break
        if not isinstance(found, str):
            raise JqError(f"Cannot use {named(found)} as object key")
        made[found] = _value_of(entry)
    return made


def _value_of(entry: Json) -> Json:
    if isinstance(entry, dict):
        for spelling in _VALUES:
            if spelling in entry:
                return entry[spelling]
    return None


# ---- sums and searches


def total(value: Json, budget: Budget) -> Json:
    """The function `add`."""
    result: Json = None
    for item in children(value):
        budget.step()
        result = add(result, item, budget)
    return result


def any_of(value: Json, budget: Budget) -> Json:
    budget.step(len(children(value)))
    return any(map(truthy, children(value)))


def all_of(value: Json, budget: Budget) -> Json:
    budget.step(len(children(value)))
    return all(map(truthy, children(value)))


def contains(value: Json, part: Json, budget: Budget) -> Json:
    if type_name(value) != type_name(part) or (isinstance(value, bool) and value is not part):
        raise JqError(f"{named(value)} and {named(part)} cannot have their containment checked")
    return _contains(value, part, budget, 0)


def _contains(value: Json, part: Json, budget: Budget, level: int) -> bool:
    budget.step()
    if level > DEPTH:
        raise too_deep()
    if isinstance(value, dict) and isinstance(part, dict):
        for name, one in part.items():
            if name not in value or not _contains(value[name], one, budget, level + 1):
                return False
        return True
    if isinstance(value, list) and isinstance(part, list):
        for one in part:
            for mine in value:
                if _contains(mine, one, budget, level + 1):
                    break
            else:
                return False
        return True
    if isinstance(value, str) and isinstance(part, str):
        budget.made(len(value))
        return part in value
    return equal(value, part, budget)


def inside(value: Json, whole: Json, budget: Budget) -> Json:
    return contains(whole, value, budget)


def indices(value: Json, part: Json, budget: Budget) -> Json:
    if isinstance(value, list):
        return index(value, part if isinstance(part, list) else [part], budget)
    if isinstance(value, str) and isinstance(part, str):
        return string_indices(value, part, budget)
    return index(value, part, budget)


def string_indices(value: Json, part: Json, budget: Budget) -> Json:
    if not isinstance(value, str):
        raise JqError(f"{named(value)} cannot be searched, as it is not a string")
    if not isinstance(part, str):
        raise JqError(f"{named(part)} is not a string")
    found: list[Json] = []
    budget.made(len(value))
    at = value.find(part) if part else -1
    while at >= 0:
        budget.made(len(part))
        found.append(at)
        at = value.find(part, at + 1)
    return found


def first_index(value: Json, part: Json, budget: Budget) -> Json:
    return index(indices(value, part, budget), 0, budget)


def last_index(value: Json, part: Json, budget: Budget) -> Json:
    return index(indices(value, part, budget), -1, budget)


def bsearch(value: Json, target: Json, budget: Budget) -> Json:
    if not isinstance(value, list):
        raise JqError(f"{named(value)} cannot be searched from")
    start, end = 0, len(value)
    while start < end:
        middle = (start + end) // 2
        found = compare(target, value[middle], budget)
        if found == 0:
            return middle
        if found < 0:
            end = middle
        else:
            start = middle + 1
    return -1 - start


# ---- order


def sort(value: Json, budget: Budget) -> Json:
    if not isinstance(value, list):
        raise JqError(f"{named(value)} cannot be sorted, as it is not an array")
    return [value[place] for place in in_order(value, budget)]


def sort_by(value: Json, keys: Json, budget: Budget) -> Json:
    """The keys are those of the items, in their order."""
    items, keys = _keyed(value, keys)
    return [items[place] for place in in_order(keys, budget)]


def group_by(value: Json, keys: Json, budget: Budget) -> Json:
    return [*_groups(value, keys, budget)]


def unique_by(value: Json, keys: Json, budget: Budget) -> Json:
    return [group[0] for group in _groups(value, keys, budget)]


def unique(value: Json, budget: Budget) -> Json:
    if not isinstance(value, list):
        raise JqError(f"{named(value)} cannot be sorted, as it is not an array")
    return unique_by(value, value, budget)


def _groups(value: Json, keys: Json, budget: Budget) -> Iterator[list[Json]]:
    items, keys = _keyed(value, keys)
    group: list[Json] = []
    last: Json = None
    for place in in_order(keys, budget):
        if group and not equal(last, keys[place], budget):
            yield group
            group = []
        last = keys[place]
        group.append(items[place])
    if group:
        yield group


def _keyed(value: Json, keys: Json) -> tuple[list[Json], list[Json]]:
    if isinstance(value, list) and isinstance(keys, list) and len(value) == len(keys):
        return value, keys
    raise JqError(f"{named(value)} and {named(keys)} cannot be sorted, as they are not both arrays")


def least(value: Json, budget: Budget) -> Json:
    return least_by(value, value, budget)


def greatest(value: Json, budget: Budget) -> Json:
    return greatest_by(value, value, budget)


def least_by(value: Json, keys: Json, budget: Budget) -> Json:
    """Of several the first."""
    items, keys = _compared(value, keys)
    best = 0
    for place in range(1, len(keys)):
        if compare(keys[place], keys[best], budget) < 0:
            best = place
    return items[best] if items else None


def greatest_by(value: Json, keys: Json, budget: Budget) -> Json:
    """Of several the last."""
    items, keys = _compared(value, keys)
    best = 0
    for place in range(1, len(keys)):
        if compare(keys[place], keys[best], budget) >= 0:
            best = place
    return items[best] if items else None


def _compared(value: Json, keys: Json) -> tuple[list[Json], list[Json]]:
    if not isinstance(value, list) or not isinstance(keys, list):
        raise JqError(f"{named(value)} and {named(keys)} cannot be iterated over")
    return value, keys


# ---- shape


def reverse(value: Json, budget: Budget) -> Json:
    if isinstance(value, list):
        budget.made(len(value))
        return value[::-1]
    # jq counts down from the length, whatever it is the length of.
    size = length(value)
    if not size > 0:
        return []
    raise JqError(f"Cannot index {type_name(value)} with number ({shown(neat(size - 1))})")


def flatten(value: Json, budget: Budget) -> Json:
    return [*_flat(children(value), -1, budget)]


def flatten_to(value: Json, depth: Json, budget: Budget) -> Json:
    if compare(depth, 0, budget) < 0:
        raise JqError("flatten depth must not be negative")
    items = children(value)
    if not is_number(depth):
        if any(isinstance(item, list) for item in items):
            # It is counted down with every level.
            subtract(depth, 1, budget)
        return items
    return [*_flat(items, depth, budget)]


def _flat(items: list[Json], levels: float, budget: Budget) -> Iterator[Json]:
    """Without recursion: an array may be nested deeper than Python's stack."""
    open_ones = [iter(items)]
    while open_ones:
        for item in open_ones[-1]:
            budget.step()
            if isinstance(item, list) and levels != len(open_ones) - 1:
                open_ones.append(iter(item))
                break
            yield item
        else:
            open_ones.pop()


def transpose(value: Json, budget: Budget) -> Json:
    rows = children(value)
    width = 0
    for row in rows:
        width = max(width, len(row) if isinstance(row, list) else math.ceil(length(row)))
    lists: list[list[Json]] = []
    for row in rows:
        if width and not isinstance(row, list | None):
            raise JqError(f"Cannot index {type_name(row)} with number (0)")
        lists.append(row if isinstance(row, list) else [])
    budget.made(width * len(lists))
    return [
        [row[column] if column < len(row) else None for row in lists] for column in range(width)
    ]


def to_array(value: Json, _budget: Budget) -> Json:
    return value if isinstance(value, list) else [value]


def to_stream(value: Json, budget: Budget) -> list[Json]:
    """The events of `tostream`: leaves with their paths, and where each container ends."""
    events: list[Json] = []
    path: list[Json] = []
    waiting: list[tuple[int, Json, Json] | None] = []
    _open(value, path, waiting, events)
    while waiting:
        entry = waiting.pop()
        if entry is None:
            # The last key of a container closes it.
            events.append([[*path]])
            path.pop()
            continue
        level, key, item = entry
        budget.made(level)
        budget.step(_EVENT)
        del path[level:]
        path.append(key)
        _open(item, path, waiting, events)
    return events


def _open(
    value: Json,
    path: list[Json],
    waiting: list[tuple[int, Json, Json] | None],
    events: list[Json],
) -> None:
    if isinstance(value, list | dict) and value:
        found = [*enumerate(value)] if isinstance(value, list) else [*value.items()]
        waiting.append(None)
        waiting += [(len(path), key, item) for key, item in reversed(found)]
    else:
        events.append([[*path], value])
