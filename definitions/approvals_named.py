"""Whom a process names where it asks or tells people, as far as it is written out.

Never: an expression evaluated; who that names is known in a run only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from definitions.expressions import is_expression
from definitions.values import Json, JsonObject

_WHERE = frozenset({"approvers", "people", "to", "ask", "requester", "cc"})
"""Arguments that say who."""


@dataclass(frozen=True, slots=True)
class Named:
    """Each once, in the order of the document."""

    roles: dict[str, None] = field(default_factory=dict[str, None])
    departments: dict[str, None] = field(default_factory=dict[str, None])
    groups: dict[str, None] = field(default_factory=dict[str, None])
    kinds: dict[str, None] = field(default_factory=dict[str, None])
    """All kinds of ways to say who."""

    @property
    def managers(self) -> bool:
        return "manager" in self.kinds


def named_in(document: JsonObject) -> Named:
    named = Named()
    waiting: list[Json] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            for name, below in value.items():
                if name in _WHERE:
                    _note(named, below)
            waiting += reversed(value.values())
    return named


def _note(named: Named, value: Json) -> None:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict) or len(one) != 1:
            continue
        ((kind, who),) = one.items()
        named.kinds[kind] = None
        lists = {"role": named.roles, "department": named.departments, "group": named.groups}
        known = lists.get(kind)
        if known is not None and isinstance(who, str) and not is_expression(who):
            known[who] = None
