"""Puts authentications in the place of their names.

Two forms name one: `{ use: name }`, and for some calls the name alone. Never: a name that data
gives; only what the author has written is looked up.
"""

from __future__ import annotations

from typing import TypeAlias

from definitions.expressions import is_expression
from definitions.uri import has_placeholders
from definitions.values import Json, JsonObject

Path: TypeAlias = tuple[str, ...]

_TEMPLATES: tuple[Path, ...] = (
    ("oauth2", "authority"),
    ("oauth2", "endpoints", "token"),
    ("oidc", "authority"),
)
"""What of a policy is a URI template."""


class UnknownAuthenticationError(Exception):
    """Nothing under `use.authentications` has that name."""


def with_policies(arguments: JsonObject, places: tuple[Path, ...], document: JsonObject) -> Json:
    """The arguments of a call, with the policies that are named in these places written out."""
    made: Json = arguments
    for place in places:
        given = at(made, place)
        if given is not None:
            made = put(made, place, _policy(given, document))
    return made


def templates_in(
    arguments: Json, endpoints: tuple[Path, ...], policies: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Where the author has written a URI with a `{name}` in it."""
    places = [(*place, *more) for place in endpoints for more in ((), ("uri",))]
    places += [(*place, *template) for place in policies for template in _TEMPLATES]
    return tuple(place for place in places if _is_template(at(arguments, place)))


def at(value: Json, path: Path) -> Json:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def put(value: Json, path: Path, leaf: Json) -> Json:
    """The value with another leaf; what is not on the way is shared with the old one."""
    if not path or not isinstance(value, dict):
        return leaf
    first, *rest = path
    return {**value, first: put(value.get(first), tuple(rest), leaf)}


def _is_template(value: Json) -> bool:
    return isinstance(value, str) and not is_expression(value) and has_placeholders(value)


def _policy(given: Json, document: JsonObject) -> Json:
    name = given.get("use") if isinstance(given, dict) and "use" in given else given
    if not isinstance(name, str) or is_expression(name):
        return given
    found = at(document, ("use", "authentications", name))
    if found is None:
        raise UnknownAuthenticationError(
            f"No authentication {name!r} is defined under use.authentications."
        )
    return found
